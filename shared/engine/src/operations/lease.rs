//! Single flight of scheduled tasks by a lease in the database: it saves work and money. Correctness never rests on
//! it; that is what `skip locked`, compare-and-set and unique keys are for.

use std::time::Duration;

use jiff::Timestamp;
use platform::Error;
use queries::queries::operations::{end_lease, renew_lease, take_lease};
use uuid::Uuid;

use crate::Engine;

/// A lease lasts so long unless it is renewed; a pass takes at most 20 s.
const LEASE_SECONDS: f64 = 30.0;

/// The right to work on a task, until the lease runs out.
#[derive(Clone, Copy, Debug)]
pub struct Lease<'a> {
    engine: &'a Engine,
    task: &'static str,
    token: Uuid,
}

impl Lease<'_> {
    /// Prolongs the lease, before each pass. `false`: it was lost to another invocation, and this one stops.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn renew(&self) -> Result<bool, Error> {
        self.renew_for(Duration::ZERO).await
    }

    /// [`Lease::renew`] before a pass that may take longer than the lease lasts.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn renew_for(&self, pass: Duration) -> Result<bool, Error> {
        let seconds = LEASE_SECONDS.max(pass.as_secs_f64());
        let client = self.engine.database.client().await?;
        Ok(renew_lease().bind(&client, &seconds, &self.task, &self.token).opt().await?.is_some())
    }

    async fn end(&self, error: Option<String>) -> Result<(), Error> {
        let client = self.engine.database.client().await?;
        end_lease().bind(&client, &error, &self.task, &self.token).await?;
        Ok(())
    }
}

/// Runs `work` under the task's lease, or gives `None` at once when another invocation holds it.
///
/// An invocation that is killed frees its lease by the clock, so the next tick but one at the latest works.
///
/// # Errors
/// Those of `work`, after they were noted in `task_heartbeats`.
pub async fn run<'a, T, F, Fut>(engine: &'a Engine, task: &'static str, work: F) -> Result<Option<T>, Error>
where
    F: FnOnce(Lease<'a>) -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    run_unless_since(engine, task, None, work).await
}

/// [`run`] for a task that is ticked more often than it works, e.g. hourly for a daily one, so that a dropped tick costs
/// an hour and not a day: `None` also when it has succeeded since `work_before`.
///
/// # Errors
/// As [`run`].
pub async fn run_unless_since<'a, T, F, Fut>(
    engine: &'a Engine,
    task: &'static str,
    work_before: Option<Timestamp>,
    work: F,
) -> Result<Option<T>, Error>
where
    F: FnOnce(Lease<'a>) -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    run_in_parts(engine, task, work_before, |lease| async move { Ok((work(lease).await?, None)) }).await
}

/// [`run_unless_since`] for work that may be left in the middle. The second part of its result says what is left: then the
/// run does not count as a success, although it is none of its failures, and the next tick goes on.
///
/// # Errors
/// As [`run`].
pub async fn run_in_parts<'a, T, F, Fut>(
    engine: &'a Engine,
    task: &'static str,
    work_before: Option<Timestamp>,
    work: F,
) -> Result<Option<T>, Error>
where
    F: FnOnce(Lease<'a>) -> Fut,
    Fut: Future<Output = Result<(T, Option<String>), Error>>,
{
    let lease = Lease { engine, task, token: Uuid::new_v4() };
    let taken = engine
        .database
        .first(|client| async move {
            Ok(take_lease().bind(&client, &task, &lease.token, &LEASE_SECONDS, &work_before).opt().await?)
        })
        .await?;
    if taken.is_none() {
        tracing::info!(task, "another invocation works, or the task is not due");
        return Ok(None);
    }
    let outcome = work(lease).await;
    let unsuccessful = match &outcome {
        Ok((_, left)) => left.clone(),
        Err(error) => Some(error.to_string()),
    };
    let ended = lease.end(unsuccessful).await;
    let (result, _) = outcome?;
    ended?;
    Ok(Some(result))
}
