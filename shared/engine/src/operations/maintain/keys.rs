//! A look at what two tables say of one thing: for each live contact and kind of key, the primary row of `contact_keys`
//! equals the column of `contacts`. One function writes both, so a difference is a bug or a change by hand.

use platform::metrics::{self, Unit};
use queries::queries::partitions::check_primary_keys;

use super::{CHUNK, STEP, Stop, Upkeep};

/// Reads all live contacts page by page, logs the ids and kinds that differ, and publishes their number. It repairs nothing:
/// which of the two is right, only people can tell.
pub(super) async fn check(upkeep: &Upkeep<'_>) -> Result<u64, Stop> {
    let mut differing = 0;
    let mut after = None;
    loop {
        upkeep.may_take(STEP).await?;
        let client = upkeep.engine.database.client().await?;
        let page = check_primary_keys().bind(&client, &after, &CHUNK).one().await?;
        if !page.differing.is_empty() {
            tracing::error!(contacts = ?page.differing, "a contact's primary key and its column differ");
            differing += page.differing.len() as u64;
        }
        let Some(last) = page.last else {
            metrics::emit("DifferingPrimaryKeys", differing as f64, Unit::Count);
            return Ok(differing);
        };
        after = Some(last);
    }
}
