//! Whether the installation can work: database, migrations, content, and the queues as the sweeps last saw them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use platform::Error;
use platform::database::Client;
use queries::queries::mail::ses_account;
use queries::queries::operations::{QueueAges, applied_migrations, pending_dead_letters, ping, queue_ages};
use queries::queries::release::newest_release;
use tokio_postgres::error::SqlState;

use super::{heartbeats, migrate};
use crate::Engine;
use crate::mail::account::SesAccount;

/// The database must answer `select 1` within this.
const PING_LIMIT: Duration = Duration::from_secs(2);
/// All the rest must be read within this.
const READ_LIMIT: Duration = Duration::from_secs(2);
/// A message must not wait longer.
const MAX_AGE_SECONDS: i32 = 15 * 60;
/// The sweeps look each minute; older knowledge is none.
const MAX_SEEN_AGO_SECONDS: f64 = 180.0;

/// The state of an installation, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything works.
    Healthy,
    /// The database is away, there is no content, or the queues do not move.
    Degraded,
    /// A migration that this build needs was not applied.
    MigrationPending,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Health {
    /// The verdict.
    pub status: Status,
    /// How long the database took for its answer; `None` when it is down, and then nothing else is known.
    pub database_latency: Option<Duration>,
    /// The schema, if the database could be asked.
    pub migrations: Option<Migrations>,
    /// The current release of the content, if there is one.
    pub release: Option<Release>,
    /// The queues, if they were ever seen.
    pub queues: Option<Queues>,
    /// Dead letters that wait for a decision.
    pub dead_letters: i64,
    /// Scheduled tasks that have gone without success for too long.
    pub overdue_tasks: Vec<String>,
    /// The account at SES, once it was seen.
    pub mail: Option<SesAccount>,
}

/// The schema against this build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrations {
    /// Migrations of this build that were applied.
    pub applied: usize,
    /// Migrations of this build.
    pub required: usize,
    /// Names of those that were not applied. A database ahead of the build has none.
    pub pending: Vec<String>,
}

/// The current release.
#[derive(Clone, Debug)]
pub struct Release {
    /// Its number.
    pub id: i64,
    /// When it was published.
    pub published_at: Timestamp,
}

/// The queues as last seen.
#[derive(Clone, Debug)]
pub struct Queues {
    /// The longest ago that one was seen.
    pub seen_at: Timestamp,
    /// Upper bound of the age of the oldest message, by queue.
    pub oldest_age_seconds: BTreeMap<String, i32>,
    /// Whether they move and were seen lately.
    pub up: bool,
}

impl Engine {
    /// Looks at everything; never fails, because a failure is an answer here. No AWS service is asked.
    pub async fn health(&self) -> Health {
        let down = Health {
            status: Status::Degraded,
            database_latency: None,
            migrations: None,
            release: None,
            queues: None,
            dead_letters: 0,
            overdue_tasks: Vec::new(),
            mail: None,
        };
        let Some(latency) = self.ping().await else { return down };
        match tokio::time::timeout(READ_LIMIT, self.read_health(latency)).await {
            Ok(Ok(health)) => health,
            Ok(Err(error)) => {
                tracing::warn!(%error, "health could not be read");
                // It answered the ping: a missing table or right is told apart from a database that is away.
                let database_latency = (!error.is_connection_loss()).then_some(latency);
                Health { database_latency, ..down }
            }
            // It answered the ping: it is slow, not away.
            Err(_) => Health { database_latency: Some(latency), ..down },
        }
    }

    async fn ping(&self) -> Option<Duration> {
        let started = Instant::now();
        let asked = self.database.first(|client| async move { Ok(ping().bind(&client).one().await?) });
        match tokio::time::timeout(PING_LIMIT, asked).await {
            Ok(Ok(_)) => Some(started.elapsed()),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the database does not answer");
                None
            }
            Err(_) => None,
        }
    }

    async fn read_health(&self, latency: Duration) -> Result<Health, Error> {
        let client = self.database.client().await?;
        let migrations = read_migrations(&client).await?;
        if !migrations.pending.is_empty() {
            // The tables that the rest reads may not be there yet.
            return Ok(Health {
                status: Status::MigrationPending,
                database_latency: Some(latency),
                migrations: Some(migrations),
                release: None,
                queues: None,
                dead_letters: 0,
                overdue_tasks: Vec::new(),
                mail: None,
            });
        }
        let release = newest_release().bind(&client).opt().await?;
        let release = release.map(|release| Release { id: release.id, published_at: release.published_at });
        let queues = queues_from(queue_ages().bind(&client).all().await?);
        let dead_letters = pending_dead_letters().bind(&client).one().await?;
        let overdue_tasks = heartbeats::overdue(&client).await?;
        let mail = SesAccount::stored(ses_account().bind(&client).opt().await?);
        let well = release.is_some() && queues.as_ref().is_some_and(|queues| queues.up);
        Ok(Health {
            status: if well { Status::Healthy } else { Status::Degraded },
            database_latency: Some(latency),
            migrations: Some(migrations),
            release,
            queues,
            dead_letters,
            overdue_tasks,
            mail,
        })
    }
}

async fn read_migrations(client: &Client) -> Result<Migrations, Error> {
    let applied = match applied_migrations().bind(client).all().await {
        Ok(rows) => rows.into_iter().map(|row| row.version).collect(),
        // Nothing was ever migrated here.
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let required = migrate::required();
    let pending: Vec<String> =
        required.iter().filter(|(version, _)| !applied.contains(version)).map(|(_, name)| name.clone()).collect();
    Ok(Migrations { applied: required.len() - pending.len(), required: required.len(), pending })
}

fn queues_from(rows: Vec<QueueAges>) -> Option<Queues> {
    let seen_at = rows.iter().map(|row| row.seen_at).min()?;
    let moves =
        |row: &QueueAges| row.oldest_secs.unwrap_or(0) <= MAX_AGE_SECONDS && row.seen_secs_ago <= MAX_SEEN_AGO_SECONDS;
    let up = rows.iter().all(moves);
    let oldest_age_seconds = rows.into_iter().map(|row| (row.queue, row.oldest_secs.unwrap_or(0))).collect();
    Some(Queues { seen_at, oldest_age_seconds, up })
}
