//! One choice of one list by an application.

use domain::budget::Class;
use domain::list::ListId;
use domain::scope::Scope;
use engine::Engine;
use engine::contacts::upsert::ContactRequest;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::json;

/// Checks in the order of the wire: credentials, list (404), identity (400).
pub(crate) async fn change(engine: &Engine, request: Request, subscribed: bool) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let list = ListId::parse(request.path("id"))?;
    engine.require_lists(&[(list.clone(), subscribed)]).await?;
    let contact = ContactRequest::list_change(&request.json()?, list.clone(), subscribed)?;
    let upserted = engine.upsert_contact(&caller.key_id, &contact).await?;
    let mut answer = json!({"list": list.as_str(), "subscribed": subscribed});
    if !upserted.warnings.is_empty() {
        answer["warnings"] = json!(upserted.warnings);
    }
    Ok(Response::json(200, &answer))
}
