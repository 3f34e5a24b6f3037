//! Each minute: empties the dead-letter queues into the table of dead letters, and counts what nobody has resolved.

use engine::Engine;
use platform::Error;
use serde_json::{Value, json};

/// What was done; an invocation that finds another one at work ends at once, with success. At least once: the id of a
/// message is the key of its row.
pub(crate) async fn handle(engine: &Engine, _: Value) -> Result<Value, Error> {
    let Some(drained) = engine.drain_dead_letters().await? else { return Ok(json!({"worked": false})) };
    tracing::info!(drained = drained.drained, unresolved = ?drained.unresolved, "dead letters drained");
    Ok(json!({"worked": true, "drained": drained.drained, "unresolved": drained.unresolved}))
}
