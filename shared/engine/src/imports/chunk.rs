//! Working on a chunk: a hundred rows a transaction, which commits them with the chunk's position and counters.
//! So a repeated message goes on behind what is written, and nothing is counted twice.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::import::options::{Kind, Options};
use domain::import::row::Layout;
use domain::import::split::Cursor;
use platform::{Error, deadline};
use queries::queries::imports::{self as sql, ClaimChunk};
use serde_json::Value;
use uuid::Uuid;

use super::group::{Entry, Said, Work};
use super::opt_outs::OptOut;
use super::suppressions::Suppression;
use super::{Params, contacts, message};
use crate::Engine;
use crate::outbox::enqueue;

/// Rows of a transaction; see the groups of a batch.
const GROUP: usize = 100;
/// With less of the function's time left the next message goes on.
const HAND_OVER: Duration = Duration::from_secs(20);

/// How a chunk's work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// Somebody else has it, it is done, or the job has ended.
    NotOurs,
    /// All its rows are done with.
    Done,
    /// A next message goes on.
    GoesOn,
}

impl Engine {
    /// Writes the rows of a chunk that are not written yet. Harmless when repeated, also at once: the position in
    /// `import_chunks` is compared and moved in the transaction of the rows.
    ///
    /// # Errors
    /// Those of database and S3; the next delivery, or the sweep, goes on.
    pub async fn import_chunk(&self, job: Uuid, chunk: i32) -> Result<Worked, Error> {
        let claimed = self
            .database
            .first(|client| async move { Ok(sql::claim_chunk().bind(&client, &job, &chunk).opt().await?) })
            .await?;
        let Some(claimed) = claimed else { return Ok(Worked::NotOurs) };
        let worked = self.work_on(job, chunk, claimed).await;
        match worked {
            Ok(Worked::Done) => {
                self.close_import(job).await?;
            }
            Ok(_) => {}
            // Best effort: the next delivery need not wait for the end of the lease.
            Err(_) => {
                if let Ok(client) = self.database.client().await {
                    let _ = sql::release_chunk().bind(&client, &job, &chunk).await;
                }
            }
        }
        worked
    }

    /// Ends a job whose every chunk is done with; otherwise nothing. Compare-and-set, so once.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn close_import(&self, job: Uuid) -> Result<bool, Error> {
        let client = self.database.client().await?;
        Ok(sql::close_import().bind(&client, &self.clock.fixed(), &job).opt().await?.is_some())
    }

    async fn work_on(&self, job: Uuid, chunk: i32, claimed: ClaimChunk) -> Result<Worked, Error> {
        let Params { options, etag, .. } = Params::read(claimed.params)?;
        let cursor: Cursor = serde_json::from_value(claimed.cursor.unwrap_or_default()).map_err(Error::internal)?;
        let layout = cursor.layout.ok_or_else(|| Error::internal("a chunk of a file without layout"))?;
        let (from, to, first_row) =
            (unsigned(claimed.byte_from)?, unsigned(claimed.byte_to)?, unsigned(claimed.first_row)?);
        let key = claimed.s3_key.unwrap_or_default();
        let Some(bytes) = self.import_bucket.read(&key, &etag, from, to).await? else {
            self.fail_import(job, "The file was replaced or removed while it was imported").await?;
            return Ok(Worked::NotOurs);
        };
        let rows = layout.rows(&bytes, from, first_row, &options).map_err(Error::internal)?;
        drop(bytes);
        let rows = rows
            .into_iter()
            .map(|(row, body)| Entry { row, said: body.and_then(|body| read(&layout, &body, &options)) });
        let mut entries: Vec<Entry> = rows.collect();
        self.judge_lists(&mut entries, &options).await?;

        let work = Work { job, chunk, actor: claimed.actor, options };
        let mut position = usize::try_from(claimed.processed).map_err(Error::internal)?;
        while position < entries.len() {
            if deadline::current().remaining() < HAND_OVER {
                return self.hand_over(&work).await;
            }
            let end = entries.len().min(position + GROUP);
            if !self.write_group(&work, &mut entries, position..end).await? {
                return Ok(Worked::NotOurs);
            }
            position = end;
        }
        Ok(Worked::Done)
    }

    /// Fails rows that choose a list which does not exist, or one that needs a confirmation.
    async fn judge_lists(&self, entries: &mut [Entry], options: &Options) -> Result<(), Error> {
        let said = entries.iter().filter_map(|entry| entry.said.as_ref().ok());
        let named: BTreeSet<&str> = said.flat_map(Said::lists).map(|(list, _)| list).collect();
        let known = self.lists_for_import(&named).await?;
        for entry in entries {
            let Ok(said) = &entry.said else { continue };
            let problem = said.lists().find_map(|(list, subscribed)| match known.get(list) {
                None => Some(super::start::unknown_list(list)),
                Some(true) if subscribed && !options.consent_confirmed => Some(format!(
                    "double_opt_in_required: the list {list} asks for a confirmation, unless the import says consentConfirmed"
                )),
                Some(_) => None,
            });
            if let Some(problem) = problem {
                entry.said = Err(problem);
            }
        }
        Ok(())
    }

    /// The lists that can be chosen, and whether choosing needs a confirmation.
    pub(super) async fn lists_for_import(&self, ids: &BTreeSet<&str>) -> Result<BTreeMap<String, bool>, Error> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<&str> = ids.iter().copied().collect();
        let rows = sql::lists_for_import().bind(&self.database.client().await?, &ids).all().await?;
        Ok(rows.into_iter().map(|row| (row.list_id, row.double_opt_in)).collect())
    }

    async fn hand_over(&self, work: &Work) -> Result<Worked, Error> {
        let transaction = self.database.begin().await?;
        sql::release_chunk().bind(&*transaction, &work.job, &work.chunk).await?;
        let enqueued = enqueue(&transaction, vec![message(work.job, Some(work.chunk))]).await?;
        transaction.commit().await?;
        self.send_after_commit(enqueued).await;
        Ok(Worked::GoesOn)
    }
}

fn read(layout: &Layout, body: &Value, options: &Options) -> Result<Said, String> {
    let said = match options.kind {
        Kind::Contacts => contacts::parse(body, options).map(Said::Contact),
        Kind::Suppressions => Suppression::parse(body).map(Said::Suppression),
        Kind::Unsubscribes => OptOut::parse(body).map(Said::OptOut),
    };
    said.map_err(|refusal| layout.told(&refusal))
}

fn unsigned(number: i64) -> Result<u64, Error> {
    u64::try_from(number).map_err(Error::internal)
}
