//! `POST /v1/campaigns`.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use engine::campaigns::request::CampaignRequest;
use engine::campaigns::view::wire_status;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::json;

/// 202 `{campaignId, status, state}` once the row is durable. Exactly once with an idempotency key.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let campaign = CampaignRequest::parse(&request.json()?, request.header("idempotency-key"))?;
    let created = engine.create_campaign(&caller.idempotency_scope("campaigns"), &caller.key_id, &campaign).await?;
    let answer = json!({"campaignId": created.id, "status": wire_status(&created.state), "state": created.state});
    let response = Response::json(202, &answer);
    Ok(if created.replayed { response.with_header("idempotency-replayed", "true") } else { response })
}
