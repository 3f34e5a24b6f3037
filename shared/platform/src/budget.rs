//! The budget of calls that an invocation spent from. Whoever spends notes it here; the answer tells it to the caller,
//! whatever becomes of the request.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static NOTED: Cell<Option<Budget>>;
}

/// A budget after a call was admitted or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Calls a minute.
    pub limit: u32,
    /// Calls that are left.
    pub remaining: u32,
    /// Whole seconds until one more call is admitted, 0 for now.
    pub free_in_seconds: u32,
}

/// Notes the budget for the answer of this invocation; without one around, nothing.
pub fn note(budget: Budget) {
    let _ = NOTED.try_with(|noted| noted.set(Some(budget)));
}

/// Runs a request, and gives what it noted.
pub(crate) async fn noted<T>(request: impl Future<Output = T>) -> (T, Option<Budget>) {
    NOTED
        .scope(Cell::new(None), async {
            let result = request.await;
            (result, NOTED.with(Cell::get))
        })
        .await
}
