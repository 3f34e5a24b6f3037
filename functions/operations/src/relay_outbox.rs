//! Each minute: sends what functions committed and could not hand to a queue themselves.

use engine::Engine;
use platform::Error;
use serde_json::{Value, json};

/// What was done; an invocation that finds another one at work ends at once, with success.
pub(crate) async fn handle(engine: &Engine, _: Value) -> Result<Value, Error> {
    let Some(relayed) = engine.relay_outbox().await? else { return Ok(json!({"worked": false})) };
    tracing::info!(sent = relayed.sent, postponed = relayed.postponed, refused = relayed.refused, "outbox relayed");
    Ok(json!({"worked": true, "sent": relayed.sent, "postponed": relayed.postponed, "refused": relayed.refused}))
}
