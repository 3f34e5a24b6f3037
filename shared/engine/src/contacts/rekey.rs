//! Moves the events of a merged contact that had too many of them for its merge. Until then reads of the survivor look
//! under both ids.
//!
//! Idempotent by `contacts.rekey_pending`, which stays set while an event is left under the loser's id; nobody adds one
//! there, since no key leads to it. A lost message is found by the reaper.

use std::time::Duration;

use platform::Error;
use platform::database::{Transaction, retrying};
use platform::deadline;
use queries::queries::merge as sql;
use uuid::Uuid;

use super::merge::rekey_message;
use crate::Engine;
use crate::outbox::enqueue;

/// Events of one transaction: it holds the survivor's lock, for some ten milliseconds.
const AT_ONCE: i64 = 2_000;
/// With less time than this left, the rest is for the next message.
const HAND_OVER: Duration = Duration::from_secs(10);

impl Engine {
    /// Moves the events of a merged contact to whom it leads to by now. Whether all are moved; if not, a message for
    /// the rest is on its way. Twice at once or late is harmless: there is nothing left to move.
    ///
    /// # Errors
    /// Those of the database; what has moved stays moved.
    pub async fn rekey_contact(&self, loser: Uuid) -> Result<bool, Error> {
        while !retrying(|| self.rekey_some(loser)).await? {
            if deadline::current().remaining() < HAND_OVER {
                let transaction = self.database.begin().await?;
                let rest = enqueue(&transaction, vec![rekey_message(loser)]).await?;
                transaction.commit().await?;
                self.send_after_commit(rest).await;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether nothing is left.
    async fn rekey_some(&self, loser: Uuid) -> Result<bool, Error> {
        let transaction = self.database.begin_with(Transaction::with_point_lookups).await?;
        let outcome = rekey_in(&transaction, loser).await;
        transaction.end(outcome).await
    }

    /// Sends messages again for merged contacts whose events stopped moving. How many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn redrive_rekeys(&self) -> Result<usize, Error> {
        let transaction = self.database.begin().await?;
        let losers = sql::stale_rekeys().bind(&*transaction).all().await?;
        let messages = losers.iter().copied().map(rekey_message).collect();
        let messages = enqueue(&transaction, messages).await?;
        transaction.commit().await?;
        self.send_after_commit(messages).await;
        Ok(losers.len())
    }
}

async fn rekey_in(transaction: &Transaction, loser: Uuid) -> Result<bool, Error> {
    let client = &**transaction;
    let Some(survivor) = sql::pending_rekey().bind(client, &loser).opt().await? else { return Ok(true) };
    sql::lock_for_rekey().bind(client, &survivor, &loser).all().await?;
    // Joined to a third one before we had the lock: the loser leads there now.
    if sql::pending_rekey().bind(client, &loser).opt().await? != Some(survivor) {
        return Err(Error::Stale);
    }
    let done = sql::rekey_events().bind(client, &loser, &AT_ONCE, &survivor).await? < AT_ONCE as u64;
    sql::note_rekey().bind(client, &done, &loser).await?;
    Ok(done)
}
