//! `GET /v1/contacts/find`: who a user id or an address belongs to.

use domain::budget::Class;
use domain::identity::{EmailAddress, external_id};
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::timestamp::Utc;
use engine::Engine;
use engine::contacts::find::Found;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Who was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FindAnswer {
    /// None, one, or two when the keys belong to two people; the match on `userId` first.
    contacts: Vec<Contact>,
}

/// A person that your application told us about.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Contact {
    /// Sounder's own id of it.
    id: Uuid,
    /// Your `userId`.
    external_id: Option<String>,
    /// The address that mail goes to.
    email: Option<String>,
    /// What is known.
    properties: Map<String, Value>,
    /// When it was first heard of.
    first_seen_at: Utc,
    /// When it was last heard of; may be five minutes behind.
    last_seen_at: Utc,
    /// When it was created.
    created_at: Utc,
    /// When anything about it changed.
    updated_at: Utc,
}

/// 200 `{contacts}`, none to two; a text that no contact can have finds nobody.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::Ingest, Class::Reads).await?;
    let given = |name| request.query(name).filter(|text| !text.trim().is_empty());
    let (user_id, email) = (given("userId"), given("email"));
    if user_id.is_none() && email.is_none() {
        return Err(Refusal::identity_required().into());
    }
    let user_id = user_id.and_then(|text| external_id(&text));
    let email = email.and_then(|text| EmailAddress::parse(&text).ok());
    let found = engine.find_contacts(user_id.as_deref(), email.as_ref().map(EmailAddress::as_str)).await?;
    Ok(Response::json(200, &FindAnswer { contacts: found.into_iter().map(contact).collect() }))
}

fn contact(row: Found) -> Contact {
    Contact {
        id: row.id,
        external_id: row.external_id,
        email: row.email,
        properties: match row.properties {
            Value::Object(properties) => properties,
            _ => Map::new(),
        },
        first_seen_at: Utc(row.first_seen_at),
        last_seen_at: Utc(row.last_seen_at),
        created_at: Utc(row.created_at),
        updated_at: Utc(row.updated_at),
    }
}
