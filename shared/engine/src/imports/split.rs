//! Splitting a file into chunks. The whole file is read before any row is written: one that is not well formed fails as
//! a whole. Chunks and cursor commit together, so a killed splitter is followed by one that goes on.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::import::Malformed;
use domain::import::columns::Target;
use domain::import::row::Layout;
use domain::import::split::{Chunk, Cursor, Splitter};
use platform::{Error, deadline};
use queries::queries::imports as sql;
use uuid::Uuid;

use super::start::unknown_list;
use super::{Params, message};
use crate::Engine;
use crate::outbox::{Enqueued, enqueue};

/// Chunks that are saved at once, with the cursor.
const SAVED_AT_ONCE: usize = 100;
/// With less of the function's time left the next message goes on.
const HAND_OVER: Duration = Duration::from_secs(30);

/// How splitting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Somebody else splits it, it is split, or the job has ended.
    NotOurs,
    /// All chunks are on their way.
    Done,
    /// The file is not well formed; the job failed and tells where.
    Refused,
    /// A next message goes on.
    GoesOn,
}

struct Job {
    id: Uuid,
    token: Uuid,
    key: String,
    params: Params,
}

impl Engine {
    /// Splits the file of an import into chunks and asks for each. Harmless when repeated: a lease admits one splitter,
    /// and `import_chunks_pkey` one row per chunk.
    ///
    /// # Errors
    /// Those of database and S3; the next delivery, or the sweep, goes on.
    pub async fn split_import(&self, id: Uuid) -> Result<Split, Error> {
        let (token, fixed) = (Uuid::new_v4(), self.clock.fixed());
        let leased = self
            .database
            .first(|client| async move { Ok(sql::lease_split().bind(&client, &token, &fixed, &id).opt().await?) })
            .await?;
        let Some(leased) = leased else { return Ok(Split::NotOurs) };
        let job = Job { id, token, key: leased.s3_key.unwrap_or_default(), params: Params::read(leased.params)? };
        let cursor = match leased.cursor {
            Some(cursor) => serde_json::from_value(cursor).map_err(Error::internal)?,
            None => Cursor::default(),
        };
        let split = self.split_leased(&job, cursor).await;
        // Best effort: the next delivery need not wait for the end of the lease.
        if split.is_err()
            && let Ok(client) = self.database.client().await
        {
            let _ = sql::release_split().bind(&client, &id, &token).await;
        }
        split
    }

    async fn split_leased(&self, job: &Job, cursor: Cursor) -> Result<Split, Error> {
        let Some(mut pieces) = self.import_bucket.stream(&job.key, &job.params.etag, cursor.byte).await? else {
            return self.refuse(job.id, "The file was replaced or removed after the import was started").await;
        };
        let mut splitter = Splitter::at(cursor, &job.params.options);
        while let Some(bytes) = pieces.next().await? {
            if let Err(malformed) = splitter.push(bytes.as_ref()) {
                return self.refuse(job.id, &malformed.to_string()).await;
            }
            if splitter.waiting() >= SAVED_AT_ONCE {
                if let Some(problem) = self.unknown_column(splitter.cursor().layout.as_ref()).await? {
                    return self.refuse(job.id, &problem.to_string()).await;
                }
                let short_of_time = deadline::current().remaining() < HAND_OVER;
                let Some(enqueued) = self.save(job, &mut splitter, short_of_time).await? else {
                    return Ok(Split::NotOurs);
                };
                if short_of_time {
                    self.send_after_commit(enqueued).await;
                    return Ok(Split::GoesOn);
                }
            }
        }
        if let Err(malformed) = splitter.finish() {
            return self.refuse(job.id, &malformed.to_string()).await;
        }
        if let Some(problem) = self.unknown_column(splitter.cursor().layout.as_ref()).await? {
            return self.refuse(job.id, &problem.to_string()).await;
        }
        let Some(enqueued) = self.save(job, &mut splitter, false).await? else { return Ok(Split::NotOurs) };
        self.send_after_commit(enqueued).await;
        // A file without rows is done with.
        self.close_import(job.id).await?;
        Ok(Split::Done)
    }

    /// Commits chunks and cursor, and at the end of the file the messages for all chunks. `None`: the lease was lost.
    async fn save(
        &self,
        job: &Job,
        splitter: &mut Splitter<'_>,
        hand_over: bool,
    ) -> Result<Option<Vec<Enqueued>>, Error> {
        let chunks = splitter.take_chunks();
        let cursor = splitter.cursor();
        let rows = cursor.done.then(|| signed(cursor.rows)).transpose()?;
        let stored = serde_json::to_value(cursor).map_err(Error::internal)?;
        let transaction = self.database.begin().await?;
        let client = &*transaction;
        if sql::save_split().bind(client, &stored, &rows, &job.id, &job.token).opt().await?.is_none() {
            transaction.rollback().await;
            return Ok(None);
        }
        insert(client, job.id, &chunks).await?;
        let messages = match (cursor.done, hand_over) {
            (true, _) => (0..cursor.chunks).map(|chunk| message(job.id, Some(chunk))).collect(),
            (false, true) => {
                sql::release_split().bind(client, &job.id, &job.token).await?;
                vec![message(job.id, None)]
            }
            (false, false) => Vec::new(),
        };
        let enqueued = enqueue(&transaction, messages).await?;
        transaction.commit().await?;
        Ok(Some(enqueued))
    }

    async fn unknown_column(&self, layout: Option<&Layout>) -> Result<Option<Malformed>, Error> {
        let Some(Layout::Csv { columns, .. }) = layout else { return Ok(None) };
        let named: BTreeSet<&str> = columns
            .iter()
            .filter_map(|column| match &column.target {
                Target::List(id) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let known = self.lists_for_import(&named).await?;
        Ok(named.iter().find(|id| !known.contains_key(**id)).map(|id| Malformed::new(1, unknown_list(id))))
    }

    /// Ends the job; nothing of it was written.
    async fn refuse(&self, job: Uuid, reason: &str) -> Result<Split, Error> {
        self.fail_import(job, reason).await?;
        Ok(Split::Refused)
    }

    /// Ends the job for this reason, unless it has ended.
    pub(super) async fn fail_import(&self, job: Uuid, reason: &str) -> Result<(), Error> {
        let client = self.database.client().await?;
        sql::fail_import().bind(&client, &reason, &self.clock.fixed(), &job).opt().await?;
        Ok(())
    }
}

async fn insert(client: &platform::database::Client, job: Uuid, chunks: &[Chunk]) -> Result<(), Error> {
    if chunks.is_empty() {
        return Ok(());
    }
    let numbers: Vec<i32> = chunks.iter().map(|chunk| chunk.number).collect();
    let signed = |of: fn(&Chunk) -> u64| chunks.iter().map(|chunk| signed(of(chunk))).collect::<Result<Vec<i64>, _>>();
    let (first_rows, from, to) =
        (signed(|chunk| chunk.first_row)?, signed(|chunk| chunk.from)?, signed(|chunk| chunk.to)?);
    sql::insert_chunks().bind(client, &job, &numbers, &first_rows, &from, &to).await?;
    Ok(())
}

fn signed(number: u64) -> Result<i64, Error> {
    i64::try_from(number).map_err(Error::internal)
}
