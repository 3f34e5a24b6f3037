//! The answer for one event, alone or in a batch.

use domain::refusal::{Issue, Refusal};
use engine::events::ingest::Ingested;
use schemars::JsonSchema;
use serde::Serialize;

/// What became of an event.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventAnswer {
    /// `false` when an earlier call with this idempotency key stored the event; then nothing was changed.
    stored: bool,
    /// Runs of journeys that wait to be ended by events, and whether this event ended them.
    exits: Vec<Exit>,
    /// Id of the event; of the first one when it was sent again.
    event_id: String,
    /// The event is stored, the choices of lists are not, for this reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    lists_error: Option<&'static str>,
    /// What was noticed: `placeholder_key`, `identity_conflict:<kind>`, `globally_unsubscribed`, `suppressed`, …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// A run of a journey that declares by which events it ends.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Exit {
    /// Id of the journey.
    journey_id: String,
    /// Id of the run.
    state_id: String,
    /// Whether this event ended it.
    exited: bool,
}

/// What became of a batch.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EventBatchAnswer {
    /// One result for each event, in their order.
    pub(crate) results: Vec<ItemAnswer>,
}

/// What became of one event of a batch.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ItemAnswer {
    /// It is durable.
    Stored(EventAnswer),
    /// It left nothing behind.
    Refused(RefusedItem),
}

/// Why an event of a batch was refused; the others are not affected.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RefusedItem {
    /// A sentence for people.
    error: String,
    /// A stable word for programs; `unavailable` asks to repeat the event.
    code: &'static str,
    /// All findings about this event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    issues: Vec<Issue>,
}

/// No journey runs yet, so nothing is ever exited.
pub(crate) fn stored(ingested: &Ingested) -> EventAnswer {
    EventAnswer {
        stored: ingested.stored,
        exits: Vec::new(),
        event_id: ingested.event_id.to_string(),
        lists_error: ingested.lists_error,
        warnings: ingested.warnings.clone(),
    }
}

pub(crate) fn item(result: &Result<Ingested, Refusal>) -> ItemAnswer {
    match result {
        Ok(ingested) => ItemAnswer::Stored(stored(ingested)),
        Err(refusal) => ItemAnswer::Refused(RefusedItem {
            error: refusal.message.clone(),
            code: refusal.code,
            issues: refusal.issues.clone(),
        }),
    }
}
