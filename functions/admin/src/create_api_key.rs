//! `POST /v1/admin/api-keys`: makes a key and shows it, this once.

use domain::scope::Scope;
use domain::timestamp::format;
use engine::Engine;
use engine::operations::api_keys::NewKey;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::json;

use crate::attempt;

/// 201 `{id, name, key, keyPrefix, scopes, expiresAt, createdAt}`.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "apikey", "apikey.create");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let wanted = NewKey::parse(&request.json()?)?;
    let made = engine.create_api_key(&caller, &wanted, &attempt).await?;
    let answer = json!({
        "id": made.id,
        "name": made.name,
        "key": made.key,
        "keyPrefix": made.prefix,
        "scopes": made.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>(),
        "expiresAt": made.expires_at.map(format),
        "createdAt": format(made.created_at),
    });
    Ok(Response::json(201, &answer).with_header("cache-control", "no-store"))
}
