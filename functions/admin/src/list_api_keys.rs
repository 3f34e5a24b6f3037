//! `GET /v1/admin/api-keys`: a page of keys, without their text.

use domain::budget::Class;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::timestamp::format;
use engine::Engine;
use engine::operations::api_keys::ApiKey;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::{Value, json};

/// 200 `{keys, total?, totalCapped?, limit, offset, nextCursor}`, newest first.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let include_revoked = flag(&request, "includeRevoked")?;
    let filters = format!("api-keys?includeRevoked={include_revoked}");
    let page = Page::parse(|name| request.query(name), &filters)?;
    let found = engine.list_api_keys(include_revoked, page).await?;
    let keys = found.keys.iter().map(row).collect();
    let answer = page.answer("keys", keys, found.next, found.total, &filters);
    Ok(Response::json(200, &answer).with_header("cache-control", "no-store"))
}

fn row(key: &ApiKey) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "keyPrefix": key.key_prefix,
        "scopes": key.scopes,
        "limits": key.limits,
        "createdBy": key.created_by,
        "lastUsedAt": key.last_used_at.map(format),
        "revokedAt": key.revoked_at.map(format),
        "expiresAt": key.expires_at.map(format),
        "createdAt": format(key.created_at),
    })
}

fn flag(request: &Request, name: &str) -> Result<bool, Refusal> {
    match request.query(name).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Refusal::of_field(name, "invalid_value", "must be true or false")),
    }
}
