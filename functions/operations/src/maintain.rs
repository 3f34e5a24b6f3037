//! Each hour, working once a day: months of events, retention, a look at the contacts' keys.

use engine::Engine;
use platform::Error;
use platform::database::Database;
use serde_json::{Value, json};

/// What was done; an invocation that finds another one at work, or the day's work done, ends at once, with success.
/// Repeated it finds nothing to do.
pub(crate) async fn handle(engine: &Engine, _: Value) -> Result<Value, Error> {
    let owner = Database::from_environment("OWNER_DATABASE_SECRET_ARN");
    let Some(done) = engine.maintain(&owner).await? else { return Ok(json!({"worked": false})) };
    let taken: i64 = done.retention.values().sum();
    tracing::info!(months = ?done.months, retention = ?done.retention, left = ?done.left, "upkeep done");
    Ok(json!({
        "worked": true, "monthsMade": done.months.made, "monthsDropped": done.months.dropped, "eventsMoved": done.months.moved,
        "rowsTaken": taken, "differingKeys": done.differing_keys, "left": done.left,
    }))
}
