//! The answer for one campaign, alone or in a list.

use domain::timestamp::Utc;
use engine::campaigns::view::{self, wire_status};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A campaign with its counters.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Campaign {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
    /// The state in one of four words.
    #[schemars(extend("enum" = ["queued", "sending", "sent", "failed"]))]
    status: &'static str,
    /// The exact state.
    #[schemars(extend("enum" = view::STATES))]
    state: String,
    /// What `audienceId` names.
    #[schemars(extend("enum" = ["list", "bucket"]))]
    audience_kind: String,
    /// Id of the list or bucket.
    audience_id: String,
    /// Key of the template.
    template_key: String,
    /// Size of the audience, as far as it was taken.
    total_recipients: i32,
    /// Recipients whose mail SES accepted, whatever followed.
    sent_count: i64,
    /// Recipients who were left out.
    skipped_count: i64,
    /// Recipients whose mail failed.
    failed_count: i64,
    /// Recipients by status.
    #[schemars(with = "std::collections::BTreeMap<String, u64>")]
    counts: Map<String, Value>,
    /// Recipients who were left out, by reason.
    #[schemars(with = "std::collections::BTreeMap<String, u64>")]
    skip_reasons: Map<String, Value>,
    /// Why it is paused.
    paused_reason: Option<String>,
    /// Why it failed.
    failure_reason: Option<String>,
    /// When the audience was taken.
    started_at: Option<Utc>,
    /// When the last recipient was done with.
    completed_at: Option<Utc>,
    /// When it was asked for.
    created_at: Utc,
}

pub(crate) fn campaign(campaign: view::Campaign) -> Campaign {
    let count = |status: &str| campaign.counts.get(status).and_then(Value::as_i64).unwrap_or_default();
    Campaign {
        id: campaign.id,
        name: campaign.name,
        status: wire_status(&campaign.state),
        state: campaign.state,
        audience_kind: campaign.audience_kind,
        audience_id: campaign.audience_id,
        template_key: campaign.template_key,
        total_recipients: campaign.total_recipients,
        sent_count: campaign.sent,
        skipped_count: count("skipped"),
        failed_count: count("failed"),
        counts: campaign.counts,
        skip_reasons: campaign.skip_reasons,
        paused_reason: campaign.paused_reason,
        failure_reason: campaign.failure_reason,
        started_at: campaign.started_at.map(Utc),
        completed_at: campaign.completed_at.map(Utc),
        created_at: Utc(campaign.created_at),
    }
}
