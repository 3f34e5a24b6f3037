//! `POST /v1/admin/api-keys`: makes a key and shows it, this once.

use domain::scope::Scope;
use domain::timestamp::Utc;
use engine::Engine;
use engine::operations::api_keys::NewKey;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::attempt;

/// A new key.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKeyCreated {
    /// Its id, to revoke it.
    id: Uuid,
    /// What it is for.
    name: String,
    /// **The key itself, shown this once.** Sounder keeps a hash of it.
    key: String,
    /// Its first characters, as lists show them.
    key_prefix: String,
    /// What it may do.
    scopes: Vec<Scope>,
    /// When it ends, if ever.
    expires_at: Option<Utc>,
    /// When it was made.
    created_at: Utc,
}

/// 201 `{id, name, key, keyPrefix, scopes, expiresAt, createdAt}`.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "apikey", "apikey.create");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let wanted = NewKey::parse(&request.json()?)?;
    let made = engine.create_api_key(&caller, &wanted, &attempt).await?;
    let answer = ApiKeyCreated {
        id: made.id,
        name: made.name,
        key: made.key,
        key_prefix: made.prefix,
        scopes: made.scopes,
        expires_at: made.expires_at.map(Utc),
        created_at: Utc(made.created_at),
    };
    Ok(Response::json(201, &answer).with_header("cache-control", "no-store"))
}
