//! `PUT /v1/contacts`: creates or updates a contact.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use engine::contacts::request::ContactRequest;
use engine::contacts::upsert::Upserted;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// The contact after the call.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PutAnswer {
    /// Its id.
    id: Uuid,
    /// Nobody had these keys; the contact is new.
    created: bool,
    /// A contact had one of these keys already.
    linked: bool,
    /// What was noticed: `placeholder_key`, `identity_conflict:<kind>`, `globally_unsubscribed`, `suppressed`, …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// 200 `{id, created, linked, warnings?}`. Naturally idempotent: it states a profile.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let contact = ContactRequest::parse(&request.json()?)?;
    let upserted = engine.upsert_contact(&caller.key_id, &contact).await?;
    let Upserted { id, created, warnings } = upserted;
    Ok(Response::json(200, &PutAnswer { id, created, linked: !created, warnings }))
}
