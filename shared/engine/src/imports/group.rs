//! A group of rows: one transaction, which holds the chunk, locks the contacts, writes the rows, and moves the chunk's
//! position and counters.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::identity::IdentityKeys;
use domain::import::options::{Kind, Options};
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::queries::imports as sql;
use uuid::Uuid;

use super::contacts;
use super::opt_outs::{self, OptOut};
use super::suppressions::{self, Suppression};
use crate::Engine;
use crate::contacts::request::ContactRequest;
use crate::contacts::resolve::{self, Statements};
use crate::events::store;

/// Characters that are kept of the reason why a row failed.
const MAX_REASON: usize = 1_000;

/// Rows that take an address from one another fit into no transaction together, however often it is run; after so many runs
/// they are written one by one.
const COLLISIONS: u32 = 3;

/// A chunk that is ours for now.
pub(super) struct Work {
    pub(super) job: Uuid,
    pub(super) chunk: i32,
    pub(super) actor: String,
    pub(super) options: Options,
}

/// A row, and what it says, or why it says nothing.
pub(super) struct Entry {
    pub(super) row: u64,
    pub(super) said: Result<Said, String>,
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
    /// Writes rows in one transaction; if one of them cannot be written, each in its own. `false`: the chunk is no
    /// longer ours.
    pub(super) async fn write_group(
        &self,
        work: &Work,
        entries: &mut [Entry],
        group: Range<usize>,
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

    async fn write(&self, work: &Work, entries: &[Entry], group: Range<usize>) -> Result<Step, Error> {
        let last = group.end == entries.len();
        let (position, rows) = (group.start, &entries[group]);
        let collisions = AtomicU32::new(0);
        let written = retrying(|| async {
            // The first import fills tables that are empty: a plan of its first group served no later one.
            let transaction = self.database.unbegun().await?.with_fresh_plans();
            let ended = self.write_in(&transaction, work, position, rows, last).await;
            if let Ok(Step::Written) = ended {
                transaction.close();
                return ended;
            }
            transaction.rollback().await;
            match ended {
                Err(error) if error.is_collision() && rows.len() > 1 => {
                    let met = collisions.fetch_add(1, Ordering::Relaxed) + 1;
                    if met < COLLISIONS { Err(error) } else { Ok(Step::Refused(error.to_string())) }
                }
                ended => ended,
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
            let reasons: Vec<String> = failed.iter().map(|(_, reason)| storable(reason)).collect();
            sql::record_row_errors().bind(client, &work.job, &lines.map_err(Error::internal)?, &reasons).await?;
        }
        let [all, failed, created, updated] = [rows.len(), failed.len(), outcome.created, outcome.updated]
            .map(|number| i32::try_from(number).unwrap_or(i32::MAX));
        let advancing = async {
            Ok(advancing.bind(client, &all, &failed, &created, &updated, &last, &work.job, &work.chunk).await?)
        };
        transaction.finish_behind(advancing).await?;
        Ok(Step::Written)
    }
}

impl Said {
    pub(super) fn keys(&self) -> &IdentityKeys {
        match self {
            Self::Contact(request) => &request.keys,
            Self::Suppression(suppression) => &suppression.keys,
            Self::OptOut(opt_out) => &opt_out.keys,
        }
    }

    /// Lists, and whether they are joined.
    pub(super) fn lists(&self) -> impl Iterator<Item = (&str, bool)> {
        let (choices, list) = match self {
            Self::Contact(request) => (request.lists.as_slice(), None),
            Self::Suppression(_) => (&[][..], None),
            Self::OptOut(opt_out) => (&[][..], opt_out.list.as_ref()),
        };
        let choices = choices.iter().map(|(list, subscribed)| (list.as_str(), *subscribed));
        choices.chain(list.map(|list| (list.as_str(), false)))
    }
}

/// A reason as it can be stored: it may quote the row, which may hold NULs and be long.
fn storable(reason: &str) -> String {
    reason.chars().take(MAX_REASON).map(|character| if character == '\0' { '\u{fffd}' } else { character }).collect()
}

/// Whether Postgres refused a value (classes 22 and 23), which a repetition cannot cure.
fn is_of_the_data(error: &Error) -> bool {
    let Error::Database(error) = error else { return false };
    error.code().is_some_and(|code| code.code().starts_with("22") || code.code().starts_with("23"))
}
