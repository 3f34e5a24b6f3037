//! `GET /v1/contacts/find`: who a user id or an address belongs to.

use domain::budget::Class;
use domain::identity::{EmailAddress, external_id};
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::timestamp::format;
use engine::Engine;
use engine::contacts::find::Found;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::{Value, json};

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
    let contacts: Vec<Value> = found.iter().map(contact).collect();
    Ok(Response::json(200, &json!({ "contacts": contacts })))
}

fn contact(row: &Found) -> Value {
    json!({
        "id": row.id,
        "externalId": row.external_id,
        "email": row.email,
        "properties": row.properties,
        "firstSeenAt": format(row.first_seen_at),
        "lastSeenAt": format(row.last_seen_at),
        "createdAt": format(row.created_at),
        "updatedAt": format(row.updated_at),
    })
}
