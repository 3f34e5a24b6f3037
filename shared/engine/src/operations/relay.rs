//! The relay: sends what functions committed to the outbox and could not hand to SQS themselves.
//!
//! No lock and no transaction stand open while it waits for SQS. Killed anywhere, its rows are due again when their
//! lease of 30 s ends: sent twice, never zero times.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use platform::metrics::{self, Unit};
use platform::queues::{Outgoing, Sent};
use platform::{Error, deadline};
use queries::queries::outbox::{
    LeaseOutbox, back_off_outbox, delete_outbox, lease_outbox, oldest_due_outbox, refuse_outbox,
};

use super::lease::{self, Lease};
use crate::Engine;

/// An invocation begins no pass after this; the next tick comes within the minute.
const WORKING_TIME: Duration = Duration::from_secs(55);
/// A pass may take so long: sends end after 2 s each, 16 in flight.
const PASS: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_secs(2);
/// Batches of ten that are on their way to SQS at once.
const IN_FLIGHT: usize = 16;
/// Rows of a full pass, see `lease_outbox`; after a full one the next begins without a pause.
const FULL_PASS: usize = 800;

/// What an invocation did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relayed {
    /// Messages that SQS took.
    pub sent: usize,
    /// Rows left for later because of transport.
    pub postponed: usize,
    /// Rows that became dead letters.
    pub refused: usize,
}

impl Engine {
    /// Sends due outbox rows for up to 55 s, and notes the depth of the queues. `None`: another invocation is at it.
    ///
    /// # Errors
    /// Those of the database; SQS being away is no error, the rows wait.
    pub async fn relay_outbox(&self) -> Result<Option<Relayed>, Error> {
        lease::run(self, "relay_outbox", |lease| self.relay_while_due(lease)).await
    }

    async fn relay_while_due(&self, lease: Lease<'_>) -> Result<Relayed, Error> {
        let started = Instant::now();
        self.report_oldest().await?;
        self.record_queue_depths().await?;
        let mut all = Relayed::default();
        while started.elapsed() < WORKING_TIME && deadline::current().remaining() > PASS && lease.renew().await? {
            let rows = self.lease_due().await?;
            let leased = rows.len();
            if leased == 0 {
                break;
            }
            let pass = self.send_leased(rows).await?;
            all.sent += pass.sent;
            all.postponed += pass.postponed;
            all.refused += pass.refused;
            if pass.sent == 0 {
                break;
            }
            if leased < FULL_PASS {
                tokio::time::sleep(PAUSE).await;
            }
        }
        Ok(all)
    }

    async fn report_oldest(&self) -> Result<(), Error> {
        let client = self.database.client().await?;
        let oldest = oldest_due_outbox().bind(&client).one().await?;
        metrics::emit("OldestDueOutboxSeconds", oldest.age_seconds, Unit::Seconds);
        Ok(())
    }

    async fn lease_due(&self) -> Result<Vec<LeaseOutbox>, Error> {
        let client = self.database.client().await?;
        Ok(lease_outbox().bind(&client).all().await?)
    }

    async fn send_leased(&self, rows: Vec<LeaseOutbox>) -> Result<Relayed, Error> {
        let mut by_queue: BTreeMap<String, Vec<Outgoing>> = BTreeMap::new();
        for row in rows {
            let body = row.payload.to_string();
            by_queue.entry(queue_of(&row)).or_default().push(Outgoing {
                id: row.id,
                body,
                delay_seconds: row.delay_seconds,
            });
        }
        let mut relayed = Relayed::default();
        for (queue, messages) in by_queue {
            let sent = self.queues.send(&queue, messages, IN_FLIGHT).await;
            relayed.sent += sent.accepted.len();
            relayed.postponed += sent.failed.len();
            relayed.refused += sent.refused.len();
            self.settle(&queue, sent).await?;
        }
        Ok(relayed)
    }

    /// Deletes what was sent, postpones what transport failed, and gives to the dead letters what SQS will never take.
    async fn settle(&self, queue: &str, sent: Sent) -> Result<(), Error> {
        let client = self.database.client().await?;
        if !sent.accepted.is_empty() {
            delete_outbox().bind(&client, &sent.accepted).await?;
        }
        for (reason, ids) in by_reason(sent.failed) {
            tracing::warn!(queue, reason, rows = ids.len(), "messages will be sent again");
            back_off_outbox().bind(&client, &reason, &ids).await?;
        }
        for (reason, ids) in by_reason(sent.refused) {
            tracing::error!(queue, reason, rows = ids.len(), "SQS refuses messages; they are dead letters now");
            refuse_outbox().bind(&client, &ids, &reason).await?;
        }
        Ok(())
    }
}

/// A topic is a queue; `mail` stands for the lane that the payload names.
fn queue_of(row: &LeaseOutbox) -> String {
    match (row.topic.as_str(), row.payload["lane"].as_str()) {
        ("mail", Some(lane)) => lane.to_owned(),
        (topic, _) => topic.to_owned(),
    }
}

fn by_reason(entries: Vec<(i64, String)>) -> BTreeMap<String, Vec<i64>> {
    let mut grouped: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (id, reason) in entries {
        grouped.entry(reason).or_default().push(id);
    }
    grouped
}
