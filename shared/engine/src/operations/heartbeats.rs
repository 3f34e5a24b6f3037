//! Scheduled tasks that have gone without success for too long: nobody else would miss them.

use platform::Error;
use platform::database::Client;
use platform::metrics::{self, Unit};
use queries::queries::operations::overdue_tasks;

use crate::Engine;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;

/// How many seconds each scheduled task may go without success; a test holds the list against the template. A task of each
/// minute may miss some ticks; a daily one may begin an hour late and take one.
const PATIENCE: [(&str, f64); 6] = [
    ("drain_dead_letters", 5.0 * MINUTE),
    ("erase_contact", 25.0 * MINUTE),
    ("maintain", 26.0 * HOUR),
    ("reaper", 5.0 * MINUTE),
    ("refresh_ses_account", 25.0 * MINUTE),
    ("relay_outbox", 5.0 * MINUTE),
];

/// Names of the tasks that are overdue.
///
/// # Errors
/// Those of the database.
pub(super) async fn overdue(client: &Client) -> Result<Vec<String>, Error> {
    let (tasks, patience): (Vec<&str>, Vec<f64>) = PATIENCE.into_iter().unzip();
    Ok(overdue_tasks().bind(client, &tasks, &patience).all().await?)
}

impl Engine {
    /// Publishes how many scheduled tasks are overdue, and logs which.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn report_overdue_tasks(&self) -> Result<(), Error> {
        let overdue = overdue(&self.database.client().await?).await?;
        if !overdue.is_empty() {
            tracing::error!(tasks = ?overdue, "scheduled tasks are overdue; task_heartbeats has their last error");
        }
        metrics::emit("OverdueTasks", overdue.len() as f64, Unit::Count);
        Ok(())
    }
}
