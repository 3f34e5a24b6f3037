//! The budget of calls of each API key. It shields the database from one caller's loop, so it must never be what stands in
//! the way: a limiter that fails or is slow admits.

use std::time::Duration;

use domain::budget::{Class, Window};
use domain::refusal::{Kind, Refusal};
use jiff::Timestamp;
use platform::Error;
use platform::budget::{Budget, note};
use platform::database::{self, Client};
use platform::metrics::{self, Unit};
use queries::queries::rate_limits::{calls_spent, spend_call};

use super::caller::Caller;
use crate::Engine;

/// A limiter that is slower than the line by this admits.
const PATIENCE: Duration = Duration::from_millis(100);
/// However slow the line is.
const MAX_PATIENCE: Duration = Duration::from_secs(1);

impl Engine {
    /// Spends one call. Only admitted calls count, so that somebody who keeps knocking recovers. `line` is what a simple
    /// statement has just taken: giving up closes the connection, which on a slow line would cost every call a new one.
    ///
    /// # Errors
    /// `rate_limited`.
    pub(crate) async fn spend(&self, caller: &Caller, class: Class, line: Duration) -> Result<(), Refusal> {
        let limit = caller.limits.per_minute(class, &self.limits);
        match self.try_spend(caller, class, limit, (PATIENCE + line).min(MAX_PATIENCE)).await {
            Ok((admitted, window)) => {
                let (remaining, free_in_seconds) = (window.remaining(limit), window.seconds_until_free(limit));
                note(Budget { limit, remaining, free_in_seconds });
                if admitted { Ok(()) } else { Err(Refusal::new(Kind::TooMany, "rate_limited", "Rate limit exceeded")) }
            }
            Err(error) => {
                tracing::warn!(%error, class = class.as_str(), "a call was admitted without a look at its budget");
                metrics::emit("RateLimiterFailures", 1.0, Unit::Count);
                Ok(())
            }
        }
    }

    async fn try_spend(
        &self,
        caller: &Caller,
        class: Class,
        limit: u32,
        patience: Duration,
    ) -> Result<(bool, Window), Error> {
        let client = self.database.client().await?;
        let spending = spend_on(&client, self.clock.fixed(), class.as_str(), &caller.key_id, limit);
        let spent = tokio::time::timeout(patience, spending).await;
        spent.unwrap_or_else(|_| {
            database::close(client);
            Err(Error::unavailable(1, "the limiter took too long"))
        })
    }
}

async fn spend_on(
    client: &Client,
    fixed: Option<Timestamp>,
    class: &str,
    key: &str,
    limit: u32,
) -> Result<(bool, Window), Error> {
    if let Some(row) = spend_call().bind(client, &fixed, &class, &key, &f64::from(limit)).opt().await? {
        return Ok((true, window(row.cur, row.prev, row.elapsed)));
    }
    let row = calls_spent().bind(client, &fixed, &class, &key).opt().await?;
    // The row can vanish in between: then there is room.
    Ok(row.map_or((true, window(0, 0, 0.0)), |row| (false, window(row.cur, row.prev, row.elapsed))))
}

fn window(current: i32, previous: i32, elapsed: f64) -> Window {
    let count = |number| u32::try_from(number).unwrap_or_default();
    Window { current: count(current), previous: count(previous), elapsed }
}
