//! `GET /v1/admin/contacts/import`: a page of imports.

use domain::budget::Class;
use domain::page::{Page, PageEnd};
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::import::{ImportRow, shown};

const FILTERS: &str = "imports";

/// A page of imports, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ImportsAnswer {
    /// The imports.
    imports: Vec<ImportRow>,
    #[serde(flatten)]
    end: PageEnd,
}

/// 200 `{imports, total?, totalCapped?, limit, offset, nextCursor}`, newest first.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let page = Page::parse(|name| request.query(name), FILTERS)?;
    let found = engine.list_imports(page).await?;
    let end = page.end(found.next, found.total, FILTERS);
    let answer = ImportsAnswer { imports: found.imports.into_iter().map(shown).collect(), end };
    Ok(Response::json(200, &answer))
}
