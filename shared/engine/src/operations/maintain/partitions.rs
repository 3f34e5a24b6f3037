//! The months of events: made ahead of time, dropped when they are too old, and given to events that slipped past them.
//!
//! All of it is DDL, done as the schema's owner. Each step is one transaction under a lock that `migrate` takes, too, so
//! that killed anywhere it has happened or not. Requests never wait long: `attach` and `detach` lock tables that everybody uses,
//! hence the short lock time-out and the repetitions.

use std::time::Duration;

use jiff::Timestamp;
use platform::Error;
use platform::database::{Database, Transaction, retrying};
use platform::metrics::{self, Unit};
use queries::queries::partitions::{
    DefaultMonths, ExpiredPartitions, default_months, expired_partitions, lock_partitions, move_month,
    purge_default_events, record_event_move,
};
use queries::queries::release::ensure_partitions;

use super::{CHUNK, STEP, Stop, Upkeep};
use crate::events::retention::EventRetention;

/// Moving a month may take so long; a month that nobody made in time can be large.
const MOVE: Duration = Duration::from_secs(60);

/// What was done to the months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Months {
    /// Made ahead.
    pub made: i32,
    /// Dropped with all their events.
    pub dropped: usize,
    /// Events that had slipped into the default partition and were moved to their month.
    pub moved: i64,
}

/// Makes every month that an event may have: the retention back, three months ahead. Repeated it makes none.
///
/// # Errors
/// Those of the database; above all while the default partition holds events of such a month.
pub(crate) async fn ensure(
    owner: &Database,
    retention: EventRetention,
    fixed_now: Option<Timestamp>,
) -> Result<i32, Error> {
    retrying(|| async {
        let transaction = begin_alone(owner, STEP).await?;
        let made = ensure_partitions().bind(&*transaction, &retention.months(), &fixed_now).one().await;
        transaction.end(made.map_err(Error::from)).await
    })
    .await
}

/// Empties the default partition, then makes and drops months, as far as time and lease allow.
pub(super) async fn keep(upkeep: &Upkeep<'_>, months: &mut Months) -> Result<(), Stop> {
    let owner = upkeep.owner;
    let retention = upkeep.engine.event_retention;
    let oldest = retention.oldest_accepted(upkeep.now);
    empty_default(upkeep, oldest, &mut months.moved).await?;
    upkeep.may_take(STEP).await?;
    months.made = ensure(owner, retention, Some(upkeep.now)).await?;
    for month in &expired(owner, oldest).await? {
        upkeep.may_take(STEP).await?;
        drop_month(owner, month).await?;
        months.dropped += 1;
    }
    Ok(())
}

async fn expired(owner: &Database, oldest: Timestamp) -> Result<Vec<ExpiredPartitions>, Error> {
    let client = owner.client().await?;
    Ok(expired_partitions().bind(&client, &oldest).all().await?)
}

async fn drop_month(owner: &Database, month: &ExpiredPartitions) -> Result<(), Error> {
    retrying(|| async {
        let transaction = begin_alone(owner, STEP).await?;
        let dropped = transaction.batch_execute(&month.statements).await.map_err(Error::from);
        transaction.end(dropped).await
    })
    .await?;
    tracing::info!(partition = month.partition, "a month of events was dropped");
    Ok(())
}

/// The default partition should hold nothing. What is too old goes; the rest gets its month.
async fn empty_default(upkeep: &Upkeep<'_>, oldest: Timestamp, moved: &mut i64) -> Result<(), Stop> {
    let owner = upkeep.owner;
    let slipped = months_in_default(owner).await?;
    let events: i64 = slipped.iter().map(|month| month.events).sum();
    metrics::emit("EventsInDefaultPartition", events as f64, Unit::Count);
    if slipped.is_empty() {
        return Ok(());
    }
    tracing::error!(events, "events slipped past the partitions of their months");
    loop {
        upkeep.may_take(STEP).await?;
        let client = owner.client().await?;
        if purge_default_events().bind(&client, &oldest, &CHUNK).one().await? < CHUNK {
            break;
        }
    }
    for found in months_in_default(owner).await? {
        upkeep.may_take(MOVE).await?;
        retrying(|| async {
            let transaction = begin_alone(owner, MOVE).await?;
            let outcome = give_month(&transaction, &found).await;
            transaction.end(outcome).await
        })
        .await?;
        *moved += found.events;
    }
    Ok(())
}

async fn months_in_default(owner: &Database) -> Result<Vec<DefaultMonths>, Error> {
    let client = owner.client().await?;
    Ok(default_months().bind(&client).all().await?)
}

/// Moves a month out of the default partition, with a finished job as the record of it.
async fn give_month(transaction: &Transaction, found: &DefaultMonths) -> Result<(), Error> {
    for statement in move_month().bind(&**transaction, &found.month).all().await? {
        transaction.batch_execute(&statement).await?;
    }
    record_event_move().bind(&**transaction, &found.month, &found.events).await?;
    Ok(())
}

/// A transaction whose owner is alone among those who change the months, and who waits for nobody's table for long.
async fn begin_alone(owner: &Database, time: Duration) -> Result<Transaction, Error> {
    let transaction = owner.unbegun().await?.with_statement_timeout(time);
    transaction.start().await?;
    transaction.batch_execute("set local lock_timeout = '500ms'").await?;
    lock_partitions().bind(&*transaction).one().await?;
    Ok(transaction)
}
