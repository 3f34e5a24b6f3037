//! The answer for one campaign, alone or in a list.

use domain::timestamp;
use engine::campaigns::view::{Campaign, wire_status};
use serde_json::{Value, json};

/// `status` is one of four words, `state` the exact one.
pub(crate) fn campaign(campaign: &Campaign) -> Value {
    let count = |status: &str| campaign.counts.get(status).cloned().unwrap_or_else(|| json!(0));
    let time = |at: Option<jiff::Timestamp>| at.map(timestamp::format);
    json!({
        "id": campaign.id, "name": campaign.name, "status": wire_status(&campaign.state), "state": campaign.state,
        "audienceKind": campaign.audience_kind, "audienceId": campaign.audience_id, "templateKey": campaign.template_key,
        "totalRecipients": campaign.total_recipients, "sentCount": campaign.sent, "skippedCount": count("skipped"),
        "failedCount": count("failed"), "counts": campaign.counts, "skipReasons": campaign.skip_reasons,
        "pausedReason": campaign.paused_reason, "failureReason": campaign.failure_reason,
        "startedAt": time(campaign.started_at), "completedAt": time(campaign.completed_at),
        "createdAt": timestamp::format(campaign.created_at),
    })
}
