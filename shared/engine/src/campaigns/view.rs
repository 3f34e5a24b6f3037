//! A campaign as callers see it.

use jiff::Timestamp;
use platform::Error;
use queries::queries::campaigns as sql;
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
        let mut counts = Map::new();
        let mut skip_reasons = Map::new();
        let mut sent = 0;
        if row.total_recipients <= COUNTED_LIVE {
            for count in sql::campaign_counts().bind(&client, &id).all().await? {
                add(&mut counts, &count.status, count.number);
                if let Some(reason) = &count.reason {
                    add(&mut skip_reasons, reason, count.number);
                }
                sent += count.sent;
            }
        } else if let Value::Object(stored) = &row.counts {
            counts.clone_from(stored);
            sent = counts.remove("sentTotal").and_then(|value| value.as_i64()).unwrap_or_default();
            if let Some(Value::Object(reasons)) = counts.remove("skipReasons") {
                skip_reasons = reasons;
            }
        }
        Ok(Some(Campaign {
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
        }))
    }
}

fn add(counts: &mut Map<String, Value>, name: &str, number: i64) {
    let so_far = counts.get(name).and_then(Value::as_i64).unwrap_or_default();
    counts.insert(name.to_owned(), json!(so_far + number));
}
