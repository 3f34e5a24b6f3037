//! `PUT /v1/contacts`: creates or updates a contact.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use engine::contacts::upsert::ContactRequest;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::json;

/// 200 `{id, created, linked, warnings?}`. Naturally idempotent: it states a profile.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let contact = ContactRequest::parse(&request.json()?)?;
    let upserted = engine.upsert_contact(&caller.key_id, &contact).await?;
    let mut answer = json!({"id": upserted.id, "created": upserted.created, "linked": !upserted.created});
    if !upserted.warnings.is_empty() {
        answer["warnings"] = json!(upserted.warnings);
    }
    Ok(Response::json(200, &answer))
}
