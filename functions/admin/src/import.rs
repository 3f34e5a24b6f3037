//! What the routes of imports share: the import that a path names, and the answer for one.

use domain::import::options::{Format, Kind};
use domain::refusal::Refusal;
use domain::timestamp::Utc;
use engine::Engine;
use engine::imports::{Import, ImportError, unknown};
use platform::Error;
use platform::http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// The id in the path.
pub(crate) fn id(request: &Request) -> Result<Uuid, Refusal> {
    request.path("jobId").parse().map_err(|_| unknown(request.path("jobId")))
}

/// The import that the path names.
pub(crate) async fn find(engine: &Engine, request: &Request) -> Result<Import, Error> {
    let found = engine.import(id(request)?).await?;
    Ok(found.ok_or_else(|| unknown(request.path("jobId")))?)
}

/// One import, alone or in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportRow {
    /// Its id.
    id: Uuid,
    /// What the rows are; unknown until an upload is started.
    kind: Option<Kind>,
    /// How the file is written.
    format: Option<Format>,
    /// Whether it only tries.
    dry_run: bool,
    /// As the caller named it.
    file_name: Option<String>,
    /// `uploading`, `pending`, `processing`, `completed`, `completed_with_errors`, `failed` or `canceled`.
    status: &'static str,
    /// Why the file as a whole was refused.
    error: Option<String>,
    /// Rows of the file; known once it is split.
    total_rows: Option<i64>,
    /// Rows that are done with.
    processed_rows: i64,
    /// Rows that were taken.
    succeeded_rows: i64,
    /// Rows that were refused.
    failed_rows: i64,
    /// The same.
    error_count: i64,
    /// Rows that made a contact, a suppression or an opt-out.
    created_rows: i64,
    /// Rows that met an existing one.
    updated_rows: i64,
    /// Of the rows; known once the file is split.
    percent: Option<i64>,
    /// Name of the key that asked for it.
    created_by: Option<String>,
    /// When it was asked for.
    created_at: Utc,
    /// When work began.
    started_at: Option<Utc>,
    /// When it ended.
    finished_at: Option<Utc>,
    /// When it last moved.
    updated_at: Utc,
}

/// The row of an import.
pub(crate) fn shown(import: Import) -> ImportRow {
    let options = import.options.as_ref();
    ImportRow {
        id: import.id,
        kind: options.map(|options| options.kind),
        format: options.map(|options| options.format),
        dry_run: options.is_some_and(|options| options.dry_run),
        file_name: import.file_name,
        status: import.status,
        error: import.error,
        total_rows: import.total_rows,
        processed_rows: import.processed_rows,
        succeeded_rows: import.processed_rows - import.failed_rows,
        failed_rows: import.failed_rows,
        error_count: import.failed_rows,
        created_rows: import.created_rows,
        updated_rows: import.updated_rows,
        percent: import.total_rows.map(|total| if total == 0 { 100 } else { import.processed_rows * 100 / total }),
        created_by: import.created_by,
        created_at: Utc(import.created_at),
        started_at: import.started_at.map(Utc),
        finished_at: import.finished_at.map(Utc),
        updated_at: Utc(import.updated_at),
    }
}

/// Why a row was refused.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RowError {
    /// Line of the file, from 1.
    row: i64,
    /// The reason, with the column's name.
    error: String,
}

/// The refusal of a row.
pub(crate) fn error(row: ImportError) -> RowError {
    RowError { row: row.row_no, error: row.error }
}
