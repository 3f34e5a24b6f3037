//! Each minute: drives campaigns and enqueues mails whose message was lost, completes and recounts campaigns; asks again
//! for steps of imports and for events of merged contacts that nobody works on.

use std::time::Duration;

use engine::Engine;
use platform::Error;
use serde_json::{Value, json};

/// Released mails fall due at any second, so the sweep looked only once a minute would add up to a minute to each.
const PAUSE: Duration = Duration::from_secs(10);
/// A pass takes at most 20 s; one is begun only while it can end within the function's minute.
const PASS: Duration = Duration::from_secs(20);

/// What was done; an invocation that finds another one at work ends at once, with success. Repeated passes are harmless:
/// rows are picked with `skip locked` and changed by compare-and-set.
pub(crate) async fn handle(engine: &Engine, _: Value) -> Result<Value, Error> {
    let worked = engine::operations::lease::run(engine, "reaper", |lease| async move {
        let (mut driven, mut enqueued, mut completed) = (0, 0, 0);
        while lease.renew().await? {
            let swept = engine.sweep_mail().await?;
            driven += swept.driven;
            enqueued += swept.enqueued;
            completed += swept.completed;
            if platform::deadline::current().remaining() < PAUSE + PASS {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        // Once a minute is enough for counters that are shown; last, so that it never keeps mail waiting.
        engine.recount_campaigns().await?;
        let rekeys = engine.redrive_rekeys().await?;
        let imports = engine.sweep_imports().await?;
        tracing::info!(
            driven,
            enqueued,
            completed,
            rekeys,
            asked = imports.asked,
            closed = imports.closed,
            "lost work swept"
        );
        Ok(json!({"worked": true, "driven": driven, "enqueued": enqueued, "completed": completed, "rekeys": rekeys}))
    })
    .await?;
    Ok(worked.unwrap_or_else(|| json!({"worked": false})))
}
