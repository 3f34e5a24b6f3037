//! The daily upkeep: months of events, retention, and a look at the contacts' keys.
//!
//! Ticked each hour, it works when it has not succeeded since 03:10 UTC. What it does not finish in its time, the next tick
//! goes on with; a step that fails does not hold up the others.

mod keys;
pub(crate) mod partitions;
mod retention;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::time;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use platform::database::Database;
use platform::{Error, deadline};
use queries::queries::operations::{last_success, read_clock};

use super::lease::{self, Lease};
use crate::Engine;

pub use partitions::Months;

const TASK: &str = "maintain";
/// Rows per statement and transaction.
const CHUNK: i64 = 10_000;
/// A statement may take so long; it is begun only while it can end in time.
const STEP: Duration = Duration::from_secs(15);
/// What a step needs besides its statement.
const RESERVE: Duration = Duration::from_secs(5);

/// What an invocation did.
#[derive(Clone, Debug, Default)]
pub struct Maintained {
    /// Months of events.
    pub months: Months,
    /// Rows taken by each rule of retention.
    pub retention: BTreeMap<&'static str, i64>,
    /// Contacts and kinds of key whose primary key and column differ.
    pub differing_keys: u64,
    /// What is left for the next tick, with the reason; none is the normal end.
    pub left: Vec<String>,
}

/// What the steps work with.
struct Upkeep<'a> {
    engine: &'a Engine,
    owner: &'a Database,
    lease: Lease<'a>,
    now: Timestamp,
    since: Option<Timestamp>,
}

/// Why a part of the upkeep is left for the next tick.
#[derive(Debug)]
enum Stop {
    NoTime,
    LeaseLost,
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<tokio_postgres::Error> for Stop {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl Upkeep<'_> {
    /// Before each step that takes at most so long: there is time for it, and nobody else took over, nor will meanwhile.
    async fn may_take(&self, step: Duration) -> Result<(), Stop> {
        let pass = step + RESERVE;
        if deadline::current().remaining() <= pass {
            return Err(Stop::NoTime);
        }
        if !self.lease.renew_for(pass).await? {
            return Err(Stop::LeaseLost);
        }
        Ok(())
    }
}

impl Engine {
    /// Does the day's upkeep. `owner` owns the schema: months are DDL, and the functions' role can only append to the logs
    /// of audit and consent. `None`: another invocation is at it, or today's is done.
    ///
    /// # Errors
    /// Those of the database before any step; a step's are told in [`Maintained::left`].
    pub async fn maintain(&self, owner: &Database) -> Result<Option<Maintained>, Error> {
        let (now, since) = {
            let client = self.database.client().await?;
            let now = read_clock().bind(&client, &self.clock.fixed()).one().await?;
            (now, last_success().bind(&client, &TASK).opt().await?.flatten())
        };
        lease::run_in_parts(self, TASK, Some(last_due(now)), |lease| async move {
            let upkeep = Upkeep { engine: self, owner, lease, now, since };
            let mut done = Maintained::default();
            if let Err(stop) = partitions::keep(&upkeep, &mut done.months).await {
                done.left.push(left("partitions", &stop));
            }
            let kept = retention::keep(&upkeep).await;
            done.retention = kept.taken;
            done.left.extend(kept.left);
            match keys::check(&upkeep).await {
                Ok(differing) => done.differing_keys = differing,
                Err(stop) => done.left.push(left("keys", &stop)),
            }
            let left = (!done.left.is_empty()).then(|| done.left.join("; "));
            Ok((done, left))
        })
        .await
    }
}

fn left(step: &str, stop: &Stop) -> String {
    match stop {
        Stop::NoTime => format!("{step}: no time left"),
        Stop::LeaseLost => format!("{step}: the lease was lost"),
        Stop::Failed(error) => {
            tracing::error!(step, %error, "a step of the upkeep failed; the next tick repeats it");
            format!("{step}: {error}")
        }
    }
}

/// The last 03:10 UTC, when little else happens.
fn last_due(now: Timestamp) -> Timestamp {
    let now = now.to_zoned(TimeZone::UTC);
    let today = now.with().time(time(3, 10, 0, 0)).build().unwrap_or_else(|_| now.clone());
    let due = if today <= now { today } else { today.saturating_sub(Span::new().days(1)) };
    due.timestamp()
}

#[cfg(test)]
mod tests {
    use super::last_due;

    #[test]
    fn a_day_begins_at_ten_past_three() {
        for (now, due) in [
            ("2026-06-15T03:09:59Z", "2026-06-14T03:10:00Z"),
            ("2026-06-15T03:10:00Z", "2026-06-15T03:10:00Z"),
            ("2026-06-15T23:00:00Z", "2026-06-15T03:10:00Z"),
        ] {
            assert_eq!(last_due(now.parse().expect("an instant")).to_string(), due);
        }
    }
}
