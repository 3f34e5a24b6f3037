//! One choice of one list by an application.

use domain::budget::Class;
use domain::list::ListId;
use domain::scope::Scope;
use engine::Engine;
use engine::contacts::request::ContactRequest;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// The choice as it is now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListChoice {
    /// Id of the list.
    list: String,
    /// Whether the contact is subscribed.
    subscribed: bool,
    /// What was noticed: `placeholder_key`, `globally_unsubscribed`, `suppressed`, …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// Checks in the order of the wire: credentials, list (404), identity (400).
pub(crate) async fn change(engine: &Engine, request: Request, subscribed: bool) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let list = ListId::parse(request.path("id"))?;
    engine.require_lists(&[(list.clone(), subscribed)]).await?;
    let contact = ContactRequest::list_change(&request.json()?, list.clone(), subscribed)?;
    let upserted = engine.upsert_contact(&caller.key_id, &contact).await?;
    let list = list.as_str().to_owned();
    Ok(Response::json(200, &ListChoice { list, subscribed, warnings: upserted.warnings }))
}
