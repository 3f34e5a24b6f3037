//! `POST /v1/campaigns`.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use engine::campaigns::request::CampaignRequest;
use engine::campaigns::view::{STATES, wire_status};
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// The campaign that was asked for.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CampaignCreated {
    /// Its id.
    campaign_id: Uuid,
    /// The state in one of four words; of a replay, the state of now.
    #[schemars(extend("enum" = ["queued", "sending", "sent", "failed"]))]
    status: &'static str,
    /// The exact state.
    #[schemars(extend("enum" = STATES))]
    state: String,
}

/// 202 `{campaignId, status, state}` once the row is durable. Exactly once with an idempotency key.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let campaign = CampaignRequest::parse(&request.json()?, request.idempotency_key()?)?;
    let created = engine.create_campaign(&caller.idempotency_scope("campaigns"), &caller.key_id, &campaign).await?;
    let status = wire_status(&created.state);
    let answer = CampaignCreated { campaign_id: created.id, status, state: created.state };
    let response = Response::json(202, &answer);
    Ok(if created.replayed { response.with_header("idempotency-replayed", "true") } else { response })
}
