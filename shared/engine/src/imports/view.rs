//! Imports as operators see them, and their end by an operator.

use domain::import::options::Options;
use domain::page::{After, Page, TOTAL_CAP};
use domain::refusal::Refusal;
use jiff::Timestamp;
use platform::Error;
use platform::database::retrying;
use queries::queries::imports::{self as sql, ImportErrors, ImportRow};
use serde_json::json;
use uuid::Uuid;

use super::Params;
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;

/// Errors that are kept of a job.
const MAX_ERRORS: i64 = 10_000;

/// An import, with counters that move while it runs.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// Word of the wire.
    pub status: &'static str,
    /// What it was asked to do; `None` while its file is awaited.
    pub options: Option<Options>,
    /// Name of the file, if one was told.
    pub file_name: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// Rows of the file; known when it is split.
    pub total_rows: Option<i64>,
    /// Rows that are done with.
    pub processed_rows: i64,
    /// Those of them that were refused.
    pub failed_rows: i64,
    /// Rows that made something new: a contact, a suppression, an opt-out.
    pub created_rows: i64,
    /// Rows about somebody who was there.
    pub updated_rows: i64,
    /// Name of the key that asked for it.
    pub created_by: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When splitting began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// When something was last heard of it.
    pub updated_at: Timestamp,
}

/// A page of imports, newest first.
#[derive(Clone, Debug)]
pub struct ImportPage {
    /// The rows.
    pub imports: Vec<Import>,
    /// Where the next page begins, if there is one.
    pub next: Option<After>,
    /// How many there are, up to one above [`TOTAL_CAP`].
    pub total: Option<i64>,
}

/// The word of the wire for a job's stored status.
pub fn wire_status(stored: &str, failed_rows: i64) -> &'static str {
    match stored {
        "uploading" => "uploading",
        "pending" => "pending",
        "running" => "processing",
        "completed" if failed_rows > 0 => "completed_with_errors",
        "completed" => "completed",
        "canceled" => "canceled",
        _ => "failed",
    }
}

/// The refusal of an id that names no import.
pub fn unknown(id: &str) -> Refusal {
    Refusal::not_found("import_not_found", format!("Unknown import: {id}"))
}

impl Engine {
    /// The import of that id, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn import(&self, id: Uuid) -> Result<Option<Import>, Error> {
        let client = self.database.client().await?;
        Ok(sql::get_import().bind(&client, &id).opt().await?.map(Import::from))
    }

    /// A page of imports.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list_imports(&self, page: Page) -> Result<ImportPage, Error> {
        let client = self.database.client().await?;
        let (after_at, after_id) = (page.after.map(|after| after.at), page.after.map(|after| after.id));
        let rows = sql::list_imports().bind(&client, &after_at, &after_id, &page.rows(), &page.offset).all().await?;
        let mut imports: Vec<Import> = rows.into_iter().map(Import::from).collect();
        let next = page.cut(&mut imports, |import| After { at: import.created_at, id: import.id });
        let total = match page.count {
            true => Some(sql::count_imports().bind(&client, &(TOTAL_CAP + 1)).one().await?),
            false => None,
        };
        Ok(ImportPage { imports, next, total })
    }

    /// Errors of an import: `limit` of them behind a row, in the order of the file.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn import_errors(&self, id: Uuid, after: i64, limit: i64, skip: i64) -> Result<Vec<ImportErrors>, Error> {
        let client = self.database.client().await?;
        Ok(sql::import_errors().bind(&client, &id, &after, &limit.min(MAX_ERRORS), &skip).all().await?)
    }

    /// Ends an import that has not ended, with its row in the audit log. Rows that are written stay; transactions of
    /// ≤ 100 rows that are on their way may still commit. Repeated, it changes nothing.
    ///
    /// # Errors
    /// `import_not_found`; `invalid_state` (409) when it had ended otherwise.
    pub async fn cancel_import(&self, caller: &Caller, id: Uuid, attempt: &Attempt) -> Result<(), Error> {
        let canceled = retrying(|| async {
            let transaction = self.database.begin().await?;
            if sql::cancel_import().bind(&*transaction, &self.clock.fixed(), &id).opt().await?.is_none() {
                transaction.rollback().await;
                return Ok(false);
            }
            record(&transaction, caller, attempt, Outcome::Done, &json!({})).await?;
            transaction.commit().await?;
            Ok(true)
        })
        .await?;
        if canceled {
            return Ok(());
        }
        match self.import(id).await? {
            None => Err(unknown(&id.to_string()).into()),
            Some(import) if import.status == "canceled" => Ok(()),
            Some(import) => {
                let message = format!("The import has ended already: {}", import.status);
                Err(Refusal::conflict("invalid_state", message).into())
            }
        }
    }
}

impl From<ImportRow> for Import {
    fn from(row: ImportRow) -> Self {
        Self {
            id: row.id,
            status: wire_status(&row.status, row.failed),
            options: Params::read(row.params).ok().map(|params| params.options),
            file_name: row.file_name,
            error: row.error,
            total_rows: row.total_rows,
            processed_rows: row.processed,
            failed_rows: row.failed,
            created_rows: row.created,
            updated_rows: row.updated,
            created_by: row.created_by,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            updated_at: row.progress_at.unwrap_or(row.created_at),
        }
    }
}
