//! One deadline per invocation. It bounds connecting, lock waits, statements, retries and the sends after commit
//! together; what cannot finish before it is not begun.

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

use crate::Error;

/// Without an invocation around (tests, tools) a call has as long as an HTTP request.
const DEFAULT: Duration = Duration::from_secs(5);

/// Time for an answer after what it tells of was cut.
const ANSWER: Duration = Duration::from_millis(300);

tokio::task_local! {
    static CURRENT: Deadline;
}

/// The instant by which an invocation must have answered.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// The deadline that lies this far ahead.
    pub fn after(duration: Duration) -> Self {
        Self(Instant::now() + duration)
    }

    /// This deadline, but so much earlier; now, if that has passed.
    #[must_use]
    pub fn keeping_back(self, reserve: Duration) -> Self {
        Self::after(self.remaining().saturating_sub(reserve))
    }

    /// Time left, zero when it has passed.
    pub fn remaining(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// Runs a future under this deadline: [`current`] gives it. The future is not cut.
    pub async fn scope<T>(self, future: impl Future<Output = T>) -> T {
        CURRENT.scope(self, future).await
    }

    /// The future's output, or `None` when the deadline passed first.
    pub async fn cut<T>(self, future: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout_at(self.0, self.scope(future)).await.ok()
    }

    /// The future's result, or `Unavailable` when the deadline passed first. What it had begun is rolled back by its drop.
    ///
    /// # Errors
    /// Those of the future.
    pub async fn limit<T>(self, future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        self.cut(future).await.unwrap_or_else(|| Err(Error::unavailable(1, "the deadline passed")))
    }
}

/// The deadline of the invocation that runs.
pub fn current() -> Deadline {
    CURRENT.try_with(|deadline| *deadline).unwrap_or_else(|_| Deadline::after(DEFAULT))
}

/// The same, but a moment earlier: for callers with an answer of their own to what did not end in time.
pub fn before_answer() -> Deadline {
    current().keeping_back(ANSWER)
}
