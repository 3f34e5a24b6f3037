//! Writing a chunk: a hundred rows a transaction, which commits them together with the chunk's position and counters.
//! So a repeated message goes on behind what is written, and nothing is counted twice.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::import::options::{Kind, Options};
use domain::import::row::Layout;
use domain::import::split::Cursor;
use platform::database::{Transaction, retrying};
use platform::{Error, deadline};
use queries::queries::imports::{self as sql, ClaimChunk};
use uuid::Uuid;

use super::contacts;
use super::opt_outs::{self, OptOut};
use super::suppressions::{self, Suppression};
use super::{Params, message};
use crate::Engine;
use crate::contacts::resolve::{self, Statements};
use crate::contacts::upsert::ContactRequest;
use crate::events::store;
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

/// A chunk that is ours for now.
pub(super) struct Work {
    pub(super) job: Uuid,
    chunk: i32,
    pub(super) actor: String,
    pub(super) options: Options,
}

/// A row, and what it says, or why it says nothing.
struct Entry {
    row: u64,
    said: Result<Said, String>,
}

/// What a row says.
pub(super) enum Said {
    Contact(ContactRequest),
    Suppression(Suppression),
    OptOut(OptOut),
}

/// What a group of rows came to.
#[derive(Default)]
pub(super) struct Outcome {
    /// Rows that made something new.
    pub(super) created: usize,
    /// Rows about something that was there.
    pub(super) updated: usize,
    /// Positions of rows that were refused, without a trace in the transaction.
    pub(super) failed: Vec<(usize, String)>,
}

enum Step {
    /// Committed.
    Written,
    /// The chunk is no longer ours.
    Lost,
    /// A row cannot be written, and the transaction with it.
    Refused(String),
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

    /// Writes rows in one transaction; if one of them cannot be written, each in its own. `false`: the chunk is no
    /// longer ours.
    async fn write_group(
        &self,
        work: &Work,
        entries: &mut [Entry],
        group: std::ops::Range<usize>,
    ) -> Result<bool, Error> {
        match self.write(work, entries, group.clone()).await? {
            Step::Written => return Ok(true),
            Step::Lost => return Ok(false),
            Step::Refused(_) => {}
        }
        // A transaction per row: locks are taken in order, and the position tells which rows are done.
        for at in group {
            let mut step = self.write(work, entries, at..at + 1).await?;
            if let Step::Refused(reason) = step {
                entries[at].said = Err(reason);
                step = self.write(work, entries, at..at + 1).await?;
            }
            match step {
                Step::Written => {}
                Step::Lost => return Ok(false),
                Step::Refused(reason) => return Err(Error::internal(reason)),
            }
        }
        Ok(true)
    }

    async fn write(&self, work: &Work, entries: &[Entry], group: std::ops::Range<usize>) -> Result<Step, Error> {
        let last = group.end == entries.len();
        let (position, rows) = (group.start, &entries[group]);
        let written = retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            match self.write_in(&transaction, work, position, rows, last).await {
                Ok(Step::Written) => {
                    transaction.close();
                    Ok(Step::Written)
                }
                ended => {
                    transaction.rollback().await;
                    ended
                }
            }
        })
        .await;
        match written {
            Err(Error::Refused(refusal)) => Ok(Step::Refused(refusal.message)),
            Err(error) if is_of_the_data(&error) => Ok(Step::Refused(format!("could not be written: {error}"))),
            written => written,
        }
    }

    async fn write_in(
        &self,
        transaction: &Transaction,
        work: &Work,
        position: usize,
        rows: &[Entry],
        last: bool,
    ) -> Result<Step, Error> {
        let client = &**transaction;
        let (statements, storing, holding, advancing) = tokio::try_join!(biased;
            Statements::prepare(transaction),
            store::prepare(transaction),
            async { Ok(sql::hold_chunk().prepare(client).await?) },
            async { Ok(sql::advance_chunk().prepare(client).await?) },
        )?;
        let position = i32::try_from(position).map_err(Error::internal)?;
        let said: Vec<(usize, &Said)> =
            rows.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.said.as_ref().ok()?))).collect();
        let (_, held, mut locked) = tokio::try_join!(biased;
            transaction.start(),
            async { Ok(holding.bind(client, &work.job, &work.chunk, &position).opt().await?) },
            resolve::lock(transaction, &statements, said.iter().map(|(_, said)| said.keys()), self.clock),
        )?;
        if held.is_none() {
            return Ok(Step::Lost);
        }
        // A dry run does everything, and takes it back: so it meets every refusal of the database, too.
        if work.options.dry_run {
            transaction.batch_execute("savepoint before_rows").await?;
        }
        let outcome = match work.options.kind {
            Kind::Contacts => contacts::write(transaction, &storing, &mut locked, work, &said).await?,
            Kind::Suppressions => suppressions::write(transaction, &locked, work, &said).await?,
            Kind::Unsubscribes => opt_outs::write(transaction, &storing, &mut locked, work, &said).await?,
        };
        if work.options.dry_run {
            transaction.batch_execute("rollback to savepoint before_rows").await?;
        }
        let unread = rows.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.said.as_ref().err()?.as_str())));
        let refused = outcome.failed.iter().map(|(at, reason)| (*at, reason.as_str()));
        let failed: Vec<(usize, &str)> = unread.chain(refused).collect();
        if !failed.is_empty() {
            let lines = failed.iter().map(|(at, _)| i64::try_from(rows[*at].row)).collect::<Result<Vec<_>, _>>();
            let reasons: Vec<&str> = failed.iter().map(|(_, reason)| *reason).collect();
            sql::record_row_errors().bind(client, &work.job, &lines.map_err(Error::internal)?, &reasons).await?;
        }
        let [all, failed, created, updated] = [rows.len(), failed.len(), outcome.created, outcome.updated]
            .map(|number| i32::try_from(number).unwrap_or(i32::MAX));
        tokio::try_join!(biased;
            async { Ok(advancing.bind(client, &all, &failed, &created, &updated, &last, &work.job, &work.chunk).await?) },
            transaction.finish(),
        )?;
        Ok(Step::Written)
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

fn read(layout: &Layout, body: &serde_json::Value, options: &Options) -> Result<Said, String> {
    let said = match options.kind {
        Kind::Contacts => contacts::parse(body, options).map(Said::Contact),
        Kind::Suppressions => Suppression::parse(body).map(Said::Suppression),
        Kind::Unsubscribes => OptOut::parse(body).map(Said::OptOut),
    };
    said.map_err(|refusal| layout.told(&refusal))
}

impl Said {
    fn keys(&self) -> &domain::identity::IdentityKeys {
        match self {
            Self::Contact(request) => &request.keys,
            Self::Suppression(suppression) => &suppression.keys,
            Self::OptOut(opt_out) => &opt_out.keys,
        }
    }

    /// Lists, and whether they are joined.
    fn lists(&self) -> impl Iterator<Item = (&str, bool)> {
        let (choices, list) = match self {
            Self::Contact(request) => (request.lists.as_slice(), None),
            Self::Suppression(_) => (&[][..], None),
            Self::OptOut(opt_out) => (&[][..], opt_out.list.as_ref()),
        };
        let choices = choices.iter().map(|(list, subscribed)| (list.as_str(), *subscribed));
        choices.chain(list.map(|list| (list.as_str(), false)))
    }
}

/// Whether Postgres refused a value (classes 22 and 23), which a repetition cannot cure.
fn is_of_the_data(error: &Error) -> bool {
    let Error::Database(error) = error else { return false };
    error.code().is_some_and(|code| code.code().starts_with("22") || code.code().starts_with("23"))
}

fn unsigned(number: i64) -> Result<u64, Error> {
    u64::try_from(number).map_err(Error::internal)
}
