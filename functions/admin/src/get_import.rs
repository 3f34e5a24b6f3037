//! `GET /v1/admin/contacts/import/{jobId}`: where an import is.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::Value;

use crate::import::{error, find, view};

/// Errors that are shown with the import itself.
const SHOWN: i64 = 100;

/// 200 with counters and the first hundred errors; an unknown or malformed id is 404.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::FullAdmin, Class::Admin).await?;
    let import = find(engine, &request).await?;
    let errors = engine.import_errors(import.id, -1, SHOWN, 0).await?;
    let mut answer = view(&import);
    answer["errors"] = match errors.as_slice() {
        [] => Value::Null,
        errors => errors.iter().map(error).collect(),
    };
    Ok(Response::json(200, &answer))
}
