//! `GET /v1/admin/contacts/import/{jobId}/errors`: why rows were refused, in the order of the file.

use domain::budget::Class;
use domain::page::{After, Page, PageEnd};
use domain::scope::Scope;
use engine::Engine;
use jiff::Timestamp;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::import::{RowError, error, find};

const NDJSON: &str = "application/x-ndjson";
/// As many as are kept.
const ALL: i64 = 10_000;

/// A page of refused rows, in the order of the file.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ErrorsAnswer {
    /// The first 10,000 are kept.
    errors: Vec<RowError>,
    #[serde(flatten)]
    end: PageEnd,
}

/// 200 `{errors: [{row, error}], total, limit, offset, nextCursor}`; with `Accept: application/x-ndjson` all that are
/// kept, one a line.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let import = find(engine, &request).await?;
    if request.header("accept").is_some_and(|types| types.contains(NDJSON)) {
        let errors = engine.import_errors(import.id, -1, ALL, 0).await?;
        let lines: String = errors.into_iter().map(|row| format!("{}\n", json!(error(row)))).collect();
        return Ok(Response::text(200, lines).with_header("content-type", NDJSON));
    }
    let filters = format!("import-errors?{}", import.id);
    let page = Page::parse(|name| request.query(name), &filters)?;
    // The cursors of other lists hold a time; here the row's number stands in its place.
    let after = page.after.map_or(-1, |after| after.at.as_microsecond());
    let mut errors = engine.import_errors(import.id, after, page.rows(), page.offset).await?;
    let next = page.cut(&mut errors, |row| After {
        at: Timestamp::from_microsecond(row.row_no).unwrap_or_default(),
        id: import.id,
    });
    let total = page.count.then_some(import.failed_rows.min(ALL));
    let end = page.end(next, total, &filters);
    Ok(Response::json(200, &ErrorsAnswer { errors: errors.into_iter().map(error).collect(), end }))
}
