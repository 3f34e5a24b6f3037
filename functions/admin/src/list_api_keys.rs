//! `GET /v1/admin/api-keys`: a page of keys, without their text.

use domain::budget::Class;
use domain::page::{Page, PageEnd};
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::timestamp::Utc;
use engine::Engine;
use engine::operations::api_keys::ApiKey;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// A page of keys, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ApiKeysAnswer {
    /// The keys, never their text.
    keys: Vec<ApiKeyRow>,
    #[serde(flatten)]
    end: PageEnd,
}

/// A key, without its text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKeyRow {
    /// Its id, to revoke it.
    id: Uuid,
    /// What it is for.
    name: String,
    /// Its first characters.
    key_prefix: String,
    /// What it may do.
    scopes: Vec<String>,
    /// Calls a minute, by budget; the installation's for those that are absent.
    #[schemars(with = "std::collections::BTreeMap<String, u32>")]
    limits: Value,
    /// Name of the key that made it.
    created_by: Option<String>,
    /// When it was last used, up to five minutes behind.
    last_used_at: Option<Utc>,
    /// When it was revoked.
    revoked_at: Option<Utc>,
    /// When it ends, if ever.
    expires_at: Option<Utc>,
    /// When it was made.
    created_at: Utc,
}

/// 200 `{keys, total?, totalCapped?, limit, offset, nextCursor}`, newest first.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let include_revoked = flag(&request, "includeRevoked")?;
    let filters = format!("api-keys?includeRevoked={include_revoked}");
    let page = Page::parse(|name| request.query(name), &filters)?;
    let found = engine.list_api_keys(include_revoked, page).await?;
    let end = page.end(found.next, found.total, &filters);
    let answer = ApiKeysAnswer { keys: found.keys.into_iter().map(row).collect(), end };
    Ok(Response::json(200, &answer).with_header("cache-control", "no-store"))
}

fn row(key: ApiKey) -> ApiKeyRow {
    ApiKeyRow {
        id: key.id,
        name: key.name,
        key_prefix: key.key_prefix,
        scopes: key.scopes,
        limits: key.limits,
        created_by: key.created_by,
        last_used_at: key.last_used_at.map(Utc),
        revoked_at: key.revoked_at.map(Utc),
        expires_at: key.expires_at.map(Utc),
        created_at: Utc(key.created_at),
    }
}

fn flag(request: &Request, name: &str) -> Result<bool, Refusal> {
    match request.query(name).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Refusal::of_field(name, "invalid_value", "must be true or false")),
    }
}
