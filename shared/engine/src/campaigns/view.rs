//! A campaign as callers see it.

use domain::page::{After, Page, TOTAL_CAP};
use jiff::Timestamp;
use platform::Error;
use queries::queries::campaigns::{self as sql, CampaignRow};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Engine;

/// Up to so many recipients counters are counted at each call; above, those of the last sweep are shown.
const COUNTED_LIVE: i32 = 10_000;

/// A campaign with its counters.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Exact state.
    pub state: String,
    /// `list` or `bucket`.
    pub audience_kind: String,
    /// Id of the list or bucket.
    pub audience_id: String,
    /// Template key.
    pub template_key: String,
    /// Size of the snapshot so far.
    pub total_recipients: i32,
    /// Recipients whose mail SES accepted, whatever followed.
    pub sent: i64,
    /// Recipients by status.
    pub counts: Map<String, Value>,
    /// Skipped recipients by reason.
    pub skip_reasons: Map<String, Value>,
    /// When the audience was taken.
    pub started_at: Option<Timestamp>,
    /// When the last recipient was done with.
    pub completed_at: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Why it is paused.
    pub paused_reason: Option<String>,
    /// Why it failed.
    pub failure_reason: Option<String>,
}

/// One page of campaigns, newest first.
#[derive(Clone, Debug)]
pub struct CampaignPage {
    /// The rows.
    pub campaigns: Vec<Campaign>,
    /// Where the next page begins, if there is one.
    pub next: Option<After>,
    /// How many there are, up to one above [`TOTAL_CAP`].
    pub total: Option<i64>,
}

/// Every state that a campaign can be in.
pub const STATES: [&str; 8] = ["scheduled", "queued", "resolving", "sending", "paused", "sent", "failed", "canceled"];

/// The four words of the wire for the states of a campaign.
pub fn wire_status(state: &str) -> &'static str {
    match state {
        "sent" => "sent",
        "failed" | "canceled" => "failed",
        "sending" | "paused" => "sending",
        _ => "queued",
    }
}

impl Engine {
    /// The campaign of that id, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn campaign(&self, id: Uuid) -> Result<Option<Campaign>, Error> {
        let client = self.database.client().await?;
        let Some(row) = sql::get_campaign().bind(&client, &id).opt().await? else { return Ok(None) };
        let mut campaign = Campaign::from(row);
        if campaign.total_recipients <= COUNTED_LIVE {
            (campaign.counts, campaign.skip_reasons, campaign.sent) = (Map::new(), Map::new(), 0);
            for count in sql::campaign_counts().bind(&client, &id).all().await? {
                add(&mut campaign.counts, &count.status, count.number);
                if let Some(reason) = &count.reason {
                    add(&mut campaign.skip_reasons, reason, count.number);
                }
                campaign.sent += count.sent;
            }
        }
        Ok(Some(campaign))
    }

    /// A page of campaigns, of one state or all, with the counters of the last sweep: at most a minute old.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list_campaigns(&self, state: Option<&str>, page: Page) -> Result<CampaignPage, Error> {
        let client = self.database.client().await?;
        let (after_at, after_id) = (page.after.map(|after| after.at), page.after.map(|after| after.id));
        let rows =
            sql::list_campaigns().bind(&client, &state, &after_at, &after_id, &page.rows(), &page.offset).all().await?;
        let mut campaigns: Vec<Campaign> = rows.into_iter().map(Campaign::from).collect();
        let next = page.cut(&mut campaigns, |campaign| After { at: campaign.created_at, id: campaign.id });
        let total = if page.count {
            Some(sql::count_campaigns().bind(&client, &state, &(TOTAL_CAP + 1)).one().await?)
        } else {
            None
        };
        Ok(CampaignPage { campaigns, next, total })
    }
}

/// With the counters of the last sweep.
impl From<CampaignRow> for Campaign {
    fn from(row: CampaignRow) -> Self {
        let mut counts = match row.counts {
            Value::Object(counts) => counts,
            _ => Map::new(),
        };
        let sent = counts.remove("sentTotal").and_then(|value| value.as_i64()).unwrap_or_default();
        let skip_reasons = match counts.remove("skipReasons") {
            Some(Value::Object(reasons)) => reasons,
            _ => Map::new(),
        };
        Self {
            id: row.id,
            name: row.name,
            state: row.state,
            audience_kind: row.audience_kind,
            audience_id: row.audience_id,
            template_key: row.template_key,
            total_recipients: row.total_recipients,
            sent,
            counts,
            skip_reasons,
            started_at: row.started_at,
            completed_at: row.completed_at,
            created_at: row.created_at,
            paused_reason: row.paused_reason,
            failure_reason: row.failure_reason,
        }
    }
}

fn add(counts: &mut Map<String, Value>, name: &str, number: i64) {
    let so_far = counts.get(name).and_then(Value::as_i64).unwrap_or_default();
    counts.insert(name.to_owned(), json!(so_far + number));
}
