//! What the routes of imports share: the import that a path names, and the answer for one.

use domain::refusal::Refusal;
use domain::timestamp::format;
use engine::Engine;
use engine::imports::{Import, ImportError};
use platform::Error;
use platform::http::Request;
use serde_json::{Value, json};
use uuid::Uuid;

/// The id in the path.
pub(crate) fn id(request: &Request) -> Result<Uuid, Refusal> {
    request.path("jobId").parse().map_err(|_| unknown(request))
}

/// The import that the path names.
pub(crate) async fn find(engine: &Engine, request: &Request) -> Result<Import, Error> {
    let found = engine.import(id(request)?).await?;
    Ok(found.ok_or_else(|| unknown(request))?)
}

fn unknown(request: &Request) -> Refusal {
    Refusal::not_found("import_not_found", format!("Unknown import: {}", request.path("jobId")))
}

/// One import, alone or in a list. `percent` is known once the file is split.
pub(crate) fn view(import: &Import) -> Value {
    let options = import.options.as_ref();
    let percent = import.total_rows.map(|total| if total == 0 { 100 } else { import.processed_rows * 100 / total });
    json!({
        "id": import.id,
        "kind": options.map(|options| options.kind.as_str()),
        "format": options.map(|options| options.format.as_str()),
        "dryRun": options.is_some_and(|options| options.dry_run),
        "fileName": import.file_name,
        "status": import.status,
        "error": import.error,
        "totalRows": import.total_rows,
        "processedRows": import.processed_rows,
        "succeededRows": import.processed_rows - import.failed_rows,
        "failedRows": import.failed_rows,
        "errorCount": import.failed_rows,
        "createdRows": import.created_rows,
        "updatedRows": import.updated_rows,
        "percent": percent,
        "createdBy": import.created_by,
        "createdAt": format(import.created_at),
        "startedAt": import.started_at.map(format),
        "finishedAt": import.finished_at.map(format),
        "updatedAt": format(import.updated_at),
    })
}

/// Why a row was refused.
pub(crate) fn error(row: &ImportError) -> Value {
    json!({"row": row.row_no, "error": row.error})
}
