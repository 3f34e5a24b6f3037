//! `send_campaign`: takes a campaign's lease, snapshots its audience in pages, and pumps the recipients into the
//! bulk lane. Killed anywhere it goes on where its cursor stands: a page and its cursor commit together.

use std::time::Duration;

use jiff::Timestamp;
use platform::{Error, deadline};
use queries::queries::campaigns as sql;
use uuid::Uuid;

use crate::Engine;
use crate::mail::rate::Lane;

/// Examined keys of a page, as in the statements; a shorter page is the last.
const PAGE: i64 = 5_000;
/// Rows of one round of the pump: 8 calls in flight of 10 messages of 20 ids.
const ROUND: i64 = 1_600;
/// With less of the function's time left the next invocation goes on.
const HAND_OVER: Duration = Duration::from_secs(90);

/// How a drive ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driven {
    /// Somebody else drives it, the message was old, or it is finished.
    NotOurs,
    /// All recipients are enqueued.
    Done,
    /// A next message goes on, at once or when the window has room.
    GoesOn,
}

impl Engine {
    /// Drives a campaign until all its recipients are enqueued, the window is full, or time runs short. Harmless when
    /// repeated: lease and epoch admit one driver, `email_sends_campaign_to` one row per recipient.
    ///
    /// # Errors
    /// Those of the database; the lease runs out and the reaper drives again.
    pub async fn drive_campaign(&self, id: Uuid, epoch: i32) -> Result<Driven, Error> {
        let token = Uuid::new_v4();
        let fixed = self.clock.fixed();
        let leased =
            self.database
                .first(|client| async move {
                    Ok(sql::lease_campaign().bind(&client, &token, &fixed, &id, &epoch).opt().await?)
                })
                .await?;
        let Some(campaign) = leased else { return Ok(Driven::NotOurs) };
        let mut finished = true;
        if campaign.state == "resolving" {
            finished = self.snapshot(id, token, campaign.default_opt_in, campaign.cutoff).await?;
        }
        let mut delay = 0;
        if finished {
            match self.pump(id, token).await? {
                Pumped::Everything => {
                    let client = self.database.client().await?;
                    sql::end_drive().bind(&client, &false, &id, &token).opt().await?;
                    drop(client);
                    self.complete_campaign(id).await?;
                    return Ok(Driven::Done);
                }
                Pumped::WindowFull => delay = 60,
                Pumped::OutOfTime => {}
                Pumped::LeaseLost => return Ok(Driven::NotOurs),
            }
        }
        let client = self.database.client().await?;
        let next = sql::end_drive().bind(&client, &true, &id, &token).opt().await?;
        drop(client);
        if let Some(next) = next {
            self.hint_campaign(id, next, delay).await;
        }
        Ok(Driven::GoesOn)
    }

    /// Snapshots the audience of a campaign whose lease `token` is ours: pages from its cursor on, a transaction each.
    /// Whether all pages are done; `false` when time ran short or the lease was lost.
    ///
    /// # Errors
    /// Those of the database; the pages so far stay.
    pub async fn snapshot(
        &self,
        id: Uuid,
        token: Uuid,
        default_opt_in: bool,
        cutoff: Timestamp,
    ) -> Result<bool, Error> {
        loop {
            let transaction = self.database.begin().await?;
            let ids: Vec<Uuid> = (0..PAGE).map(|_| Uuid::now_v7()).collect();
            let (held, examined) = if default_opt_in {
                let page = sql::snapshot_default_in().bind(&*transaction, &id, &token, &ids, &cutoff).one().await?;
                (page.held, page.examined)
            } else {
                let page = sql::snapshot_opt_in().bind(&*transaction, &id, &token, &ids, &cutoff).one().await?;
                (page.held, page.examined)
            };
            transaction.commit().await?;
            if held == 0 {
                return Ok(false);
            }
            if examined < PAGE {
                let client = self.database.client().await?;
                return Ok(sql::start_sending().bind(&client, &id, &token).opt().await?.is_some());
            }
            if deadline::current().remaining() < HAND_OVER {
                return Ok(false);
            }
        }
    }

    async fn pump(&self, id: Uuid, token: Uuid) -> Result<Pumped, Error> {
        let rate = self.mail.max_send_rate;
        // Ten minutes of sending, so that pause and cancel bite within minutes and campaigns share the lane.
        let window = (rate * 600.0).max(1_000.0) as i64;
        loop {
            let client = self.database.client().await?;
            let ids = sql::next_to_enqueue().bind(&client, &id, &self.clock.fixed(), &ROUND, &window).all().await?;
            if ids.is_empty() {
                let left = sql::unenqueued_left().bind(&client, &id).one().await?;
                return Ok(if left { Pumped::WindowFull } else { Pumped::Everything });
            }
            let marked = sql::mark_enqueued().bind(&client, &ids, &id, &token).one().await?;
            drop(client);
            let not_taken = self.enqueue_mails(Lane::Bulk, &ids).await?;
            if not_taken == ids.len() {
                return Err(Error::unavailable(1, "the bulk lane takes no messages"));
            }
            if marked.renewed == 0 {
                return Ok(Pumped::LeaseLost);
            }
            if deadline::current().remaining() < HAND_OVER {
                return Ok(Pumped::OutOfTime);
            }
        }
    }

    /// Ends a campaign whose every recipient is done with; otherwise nothing. Compare-and-set, so once.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn complete_campaign(&self, id: Uuid) -> Result<bool, Error> {
        let client = self.database.client().await?;
        Ok(sql::complete_campaign().bind(&client, &id, &self.clock.fixed()).opt().await?.is_some())
    }
}

enum Pumped {
    Everything,
    WindowFull,
    OutOfTime,
    LeaseLost,
}
