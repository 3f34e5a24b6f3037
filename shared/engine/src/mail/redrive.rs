//! The sweep of campaigns that nobody drives and of due sends that nobody works on, because a message was lost or a
//! worker died; and the counters of campaigns.

use std::collections::BTreeMap;

use platform::Error;
use platform::metrics::{self, Unit};
use queries::queries::{campaigns, mail as sql};
use uuid::Uuid;

use super::rate::Lane;
use crate::Engine;

/// What one pass of the sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Campaigns that nobody drove.
    pub driven: usize,
    /// Mails enqueued again.
    pub enqueued: usize,
    /// Campaigns that turned out to be complete.
    pub completed: usize,
}

impl Engine {
    /// One pass: drives stalled campaigns, enqueues lost and released mails (≤ 5 000), completes
    /// campaigns, publishes the age of the oldest due mail. Bounded; harmless when two run at once (`skip locked`).
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep_mail(&self) -> Result<Swept, Error> {
        let driven = self.drive_stalled().await?;
        let enqueued = self.enqueue_lost().await?;
        let client = self.database.client().await?;
        let open: Vec<Uuid> = campaigns::open_campaigns().bind(&client).all().await?;
        drop(client);
        let mut completed = 0;
        // A statement per campaign that is sending now: there are few, and each is a compare-and-set of its own.
        for id in open {
            completed += usize::from(self.complete_campaign(id).await?);
        }
        let client = self.database.client().await?;
        let oldest = sql::oldest_due_send().bind(&client).one().await?;
        metrics::emit("OldestDueSendSeconds", oldest, Unit::Seconds);
        Ok(Swept { driven, enqueued, completed })
    }

    /// Counts the recipients of campaigns that send, or ended in the last three days, by status. Whole, not by
    /// increments: repeating it is harmless.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn recount_campaigns(&self) -> Result<(), Error> {
        campaigns::recount_campaigns().bind(&self.database.client().await?).await?;
        Ok(())
    }

    async fn drive_stalled(&self) -> Result<usize, Error> {
        let client = self.database.client().await?;
        let stalled = campaigns::stalled_campaigns().bind(&client).all().await?;
        drop(client);
        for campaign in &stalled {
            self.hint_campaign(campaign.id, campaign.epoch, 0).await;
        }
        Ok(stalled.len())
    }

    async fn enqueue_lost(&self) -> Result<usize, Error> {
        let client = self.database.client().await?;
        let lost = sql::lost_sends().bind(&client, &self.clock.fixed()).all().await?;
        drop(client);
        let mut by_lane: BTreeMap<&'static str, (Lane, Vec<Uuid>)> = BTreeMap::new();
        for send in lost {
            let lane = Lane::of(&send.kind, &send.category);
            by_lane.entry(lane.topic()).or_insert_with(|| (lane, Vec::new())).1.push(send.id);
        }
        let mut enqueued = 0;
        for (lane, ids) in by_lane.into_values() {
            enqueued += ids.len() - self.enqueue_mails(lane, &ids).await?;
        }
        Ok(enqueued)
    }
}
