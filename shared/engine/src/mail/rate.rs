//! The token bucket of the account: one row, three horizons. Under pressure bulk is refused first, and priority
//! queues ahead.

use std::time::Duration;

use platform::Error;
use queries::queries::mail as sql;
use tokio::time::Instant;

use crate::Engine;

/// A refused worker asks again for so long, then releases its rows.
const PATIENCE: Duration = Duration::from_secs(10);
const ASK_AGAIN: Duration = Duration::from_millis(300);

/// Which queue a mail travels through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Transactional, test and system mail: one id a message.
    Priority,
    /// Journeys and other API mail: ≤ 10 ids.
    Journey,
    /// Campaigns: ≤ 20 ids.
    Bulk,
}

impl Lane {
    /// The topic of its queue.
    pub fn topic(self) -> &'static str {
        match self {
            Self::Priority => "mail-priority",
            Self::Journey => "mail-journey",
            Self::Bulk => "mail-bulk",
        }
    }

    /// The lane of a send.
    pub fn of(kind: &str, category: &str) -> Self {
        match kind {
            "campaign" => Self::Bulk,
            "test" | "system" => Self::Priority,
            _ if category == "transactional" => Self::Priority,
            _ => Self::Journey,
        }
    }

    /// Ids in one message.
    pub fn message_size(self, max_send_rate: f64) -> usize {
        match self {
            Self::Priority => 1,
            Self::Journey => 10,
            // At a crawling rate a message must not hold more than the function can send in its time.
            Self::Bulk if max_send_rate < 4.0 => ((5.0 * max_send_rate) as usize).max(1),
            Self::Bulk => 20,
        }
    }

    fn horizon_secs(self) -> f64 {
        match self {
            Self::Priority => 10.0,
            Self::Journey => 3.0,
            Self::Bulk => 1.0,
        }
    }
}

/// When the calls of a wave may begin.
#[derive(Clone, Copy, Debug)]
pub struct Slots {
    first: Instant,
    step: Duration,
}

impl Slots {
    /// Waits for the slot of call `index`.
    pub async fn wait_for(self, index: u32) {
        tokio::time::sleep_until(self.first + self.step * index).await;
    }
}

impl Engine {
    /// `count` tokens, or `None` when none came free for ten seconds.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_tokens(&self, lane: Lane, count: usize) -> Result<Option<Slots>, Error> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(slots) = self.try_tokens(lane, count).await? {
                return Ok(Some(slots));
            }
            if Instant::now() + ASK_AGAIN > until {
                return Ok(None);
            }
            tokio::time::sleep(ASK_AGAIN).await;
        }
    }

    /// `count` tokens at once, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn try_tokens(&self, lane: Lane, count: usize) -> Result<Option<Slots>, Error> {
        let per_second = self.mail.per_second();
        // A lost update costs one burst, a commit that waits for the disk costs five times the throughput.
        let transaction = self.database.unbegun().await?.without_durability();
        let statement = sql::take_tokens().prepare(&*transaction).await?;
        let tokens = count as f64;
        let bulk = lane == Lane::Bulk;
        let horizon = lane.horizon_secs();
        let bound = statement.bind(&*transaction, &per_second, &tokens, &horizon, &bulk);
        let (_, wait, _) =
            tokio::try_join!(biased; transaction.start(), async { Ok(bound.opt().await?) }, transaction.finish())?;
        transaction.close();
        Ok(wait.map(|secs| Slots {
            first: Instant::now() + Duration::from_secs_f64(secs.max(0.0)),
            step: Duration::from_secs_f64(1.0 / per_second),
        }))
    }
}
