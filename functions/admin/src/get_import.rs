//! `GET /v1/admin/contacts/import/{jobId}`: where an import is.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::import::{ImportRow, RowError, error, find, shown};

/// Errors that are shown with the import itself.
const SHOWN: i64 = 100;

/// One import, with its first errors.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ImportAnswer {
    #[serde(flatten)]
    import: ImportRow,
    /// The first hundred refused rows; null when there is none.
    errors: Option<Vec<RowError>>,
}

/// 200 with counters and the first hundred errors; an unknown or malformed id is 404.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let import = find(engine, &request).await?;
    let errors = engine.import_errors(import.id, -1, SHOWN, 0).await?;
    let errors = (!errors.is_empty()).then(|| errors.into_iter().map(error).collect());
    Ok(Response::json(200, &ImportAnswer { import: shown(import), errors }))
}
