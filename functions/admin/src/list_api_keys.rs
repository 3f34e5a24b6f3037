//! `GET /v1/admin/api-keys`: a page of keys, without their text.

use domain::budget::Class;
use domain::page::{Page, PageEnd};
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::api_key::{ApiKeyRow, shown};

/// A page of keys, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ApiKeysAnswer {
    /// The keys, never their text.
    keys: Vec<ApiKeyRow>,
    #[serde(flatten)]
    end: PageEnd,
}

/// 200 `{keys, total?, totalCapped?, limit, offset, nextCursor}`, newest first.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let include_revoked = flag(&request, "includeRevoked")?;
    let filters = format!("api-keys?includeRevoked={include_revoked}");
    let page = Page::parse(|name| request.query(name), &filters)?;
    let found = engine.list_api_keys(include_revoked, page).await?;
    let end = page.end(found.next, found.total, &filters);
    let answer = ApiKeysAnswer { keys: found.keys.into_iter().map(shown).collect(), end };
    Ok(Response::json(200, &answer).with_header("cache-control", "no-store"))
}

fn flag(request: &Request, name: &str) -> Result<bool, Refusal> {
    match request.query(name).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Refusal::of_field(name, "invalid_value", "must be true or false")),
    }
}
