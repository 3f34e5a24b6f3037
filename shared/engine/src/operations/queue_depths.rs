//! Depth and age of the queues, noted each minute: health and the reaper read them, no request asks SQS.

use std::collections::BTreeMap;

use aws_sdk_sqs::types::QueueAttributeName as Attribute;
use aws_smithy_types::error::display::DisplayErrorContext;
use futures::future::join_all;
use platform::{Error, aws};
use queries::queries::operations::{forget_queues, record_queue};

use crate::Engine;

struct Depth {
    queue: String,
    visible: i64,
    in_flight: i64,
    dead: i64,
}

impl Engine {
    /// Reads every queue of the variables `<NAME>_QUEUE_URL` and its `<NAME>_DLQ_URL`, and notes what it sees. A queue
    /// that cannot be read keeps its old row, whose age tells; one that the stack no longer has loses it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn record_queue_depths(&self) -> Result<(), Error> {
        let queues = queues();
        let known: Vec<String> = queues.keys().cloned().collect();
        let depths = join_all(queues.into_iter().map(|(queue, (url, dead_letters))| async move {
            read(queue.clone(), &url, dead_letters.as_deref()).await.map_err(|error| {
                tracing::warn!(queue, error, "the queue's depth cannot be read");
            })
        }))
        .await;
        let client = self.database.client().await?;
        if !known.is_empty() {
            forget_queues().bind(&client, &known).await?;
        }
        for depth in depths.into_iter().flatten() {
            record_queue().bind(&client, &depth.queue, &depth.visible, &depth.in_flight, &depth.dead).await?;
        }
        Ok(())
    }
}

/// Queue name → its URL and that of its dead letters.
fn queues() -> BTreeMap<String, (String, Option<String>)> {
    let mut dead_letters = urls("_DLQ_URL");
    urls("_QUEUE_URL").into_iter().map(|(queue, url)| (queue.clone(), (url, dead_letters.remove(&queue)))).collect()
}

/// Queue name → the variable `<NAME><suffix>`; `MAIL_BULK_QUEUE_URL` is the queue `mail-bulk`.
pub(super) fn urls(suffix: &str) -> BTreeMap<String, String> {
    let named = |variable: String| Some(variable.strip_suffix(suffix)?.to_ascii_lowercase().replace('_', "-"));
    std::env::vars().filter_map(|(variable, url)| Some((named(variable)?, url))).collect()
}

async fn read(queue: String, url: &str, dead_letters: Option<&str>) -> Result<Depth, String> {
    let counts = attributes(url).await?;
    let dead = match dead_letters {
        Some(url) => attributes(url).await?.0,
        None => 0,
    };
    Ok(Depth { queue, visible: counts.0, in_flight: counts.1, dead })
}

async fn attributes(url: &str) -> Result<(i64, i64), String> {
    let answer = aws::sqs()
        .await
        .get_queue_attributes()
        .queue_url(url)
        .attribute_names(Attribute::ApproximateNumberOfMessages)
        .attribute_names(Attribute::ApproximateNumberOfMessagesNotVisible)
        .send()
        .await
        .map_err(|error| DisplayErrorContext(&error).to_string())?;
    let number = |name: &Attribute| {
        let text = answer.attributes().and_then(|attributes| attributes.get(name));
        text.and_then(|text| text.parse().ok()).unwrap_or_default()
    };
    Ok((number(&Attribute::ApproximateNumberOfMessages), number(&Attribute::ApproximateNumberOfMessagesNotVisible)))
}
