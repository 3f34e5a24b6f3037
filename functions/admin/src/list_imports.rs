//! `GET /v1/admin/contacts/import`: a page of imports.

use domain::budget::Class;
use domain::page::Page;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};

use crate::import;

const FILTERS: &str = "imports";

/// 200 `{imports, total?, totalCapped?, limit, offset, nextCursor}`, newest first.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let page = Page::parse(|name| request.query(name), FILTERS)?;
    let found = engine.list_imports(page).await?;
    let imports = found.imports.iter().map(import::view).collect();
    Ok(Response::json(200, &page.answer("imports", imports, found.next, found.total, FILTERS)))
}
