//! The answer for one event, alone or in a batch.

use domain::refusal::Refusal;
use engine::events::ingest::Ingested;
use serde_json::{Value, json};

/// `{stored, exits, eventId, listsError?, warnings?}`. No journey runs yet, so nothing is ever exited.
pub(crate) fn stored(ingested: &Ingested) -> Value {
    let mut answer = json!({"stored": ingested.stored, "exits": [], "eventId": ingested.event_id});
    if let Some(error) = ingested.lists_error {
        answer["listsError"] = error.into();
    }
    if !ingested.warnings.is_empty() {
        answer["warnings"] = json!(ingested.warnings);
    }
    answer
}

/// `{error, code, issues?}`.
pub(crate) fn refused(refusal: &Refusal) -> Value {
    let mut answer = json!({"error": refusal.message, "code": refusal.code});
    if !refusal.issues.is_empty() {
        answer["issues"] = json!(refusal.issues);
    }
    answer
}
