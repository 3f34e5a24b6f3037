//! Sending to the queues, ten messages a call.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use aws_smithy_types::error::display::DisplayErrorContext;
use futures::StreamExt;
use futures::future::join_all;
use tokio::time::Instant;

use crate::aws;

/// `SendMessageBatch` takes ten entries (AWS limit).
const BATCH: usize = 10;
/// After a failed send the environment leaves its rows to the relay for so long, so that an outage of SQS costs
/// one caller two seconds, not all of them.
const QUIET: Duration = Duration::from_secs(10);

/// A message on its way out; `id` comes back in [`Sent`].
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The caller's id of it, e.g. of the outbox row.
    pub id: i64,
    /// JSON text.
    pub body: String,
    /// 0–900 s (AWS limit).
    pub delay_seconds: i32,
}

/// What became of the messages of one [`Queues::send`].
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// Accepted by SQS.
    pub accepted: Vec<i64>,
    /// Refused by the sender's fault; sending again cannot help.
    pub refused: Vec<(i64, String)>,
    /// Not accepted for a reason of transport; send again later.
    pub failed: Vec<(i64, String)>,
}

impl Sent {
    fn add(&mut self, other: Self) {
        self.accepted.extend(other.accepted);
        self.refused.extend(other.refused);
        self.failed.extend(other.failed);
    }
}

/// The queues of the stack by topic.
#[derive(Debug, Default)]
pub struct Queues {
    urls: HashMap<String, String>,
    quiet_until: Mutex<Option<Instant>>,
}

impl Queues {
    /// Every variable `<TOPIC>_QUEUE_URL`; `EVENT_ROUTER_QUEUE_URL` is the topic `event-router`.
    pub fn from_environment() -> Self {
        let urls = std::env::vars().filter_map(|(name, url)| {
            let topic = name.strip_suffix("_QUEUE_URL")?.to_ascii_lowercase().replace('_', "-");
            Some((topic, url))
        });
        Self::with_urls(urls)
    }

    /// These queues, topic → URL.
    pub fn with_urls(urls: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { urls: urls.into_iter().collect(), quiet_until: Mutex::default() }
    }

    /// URL of a topic's queue, if this function knows it.
    pub fn url(&self, topic: &str) -> Option<&str> {
        self.urls.get(topic).map(String::as_str)
    }

    /// Whether a send failed less than ten seconds ago.
    pub fn resting(&self) -> bool {
        let until = self.quiet_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    /// Sends in batches of ten, `concurrency` of them at a time. At least once: a batch whose answer is lost
    /// counts as failed though SQS may have it.
    pub async fn send(&self, topic: &str, messages: Vec<Outgoing>, concurrency: usize) -> Sent {
        let Some(url) = self.url(topic) else {
            let reason = format!("no queue is configured for topic {topic}");
            let failed = messages.into_iter().map(|message| (message.id, reason.clone())).collect();
            return Sent { failed, ..Sent::default() };
        };
        let batches: Vec<Vec<Outgoing>> = messages.chunks(BATCH).map(<[Outgoing]>::to_vec).collect();
        let sent = futures::stream::iter(batches)
            .map(|batch| send_batch(url, batch))
            .buffer_unordered(concurrency.max(1))
            .fold(Sent::default(), |mut all, one| async move {
                all.add(one);
                all
            })
            .await;
        let rest = (!sent.failed.is_empty()).then(|| Instant::now() + QUIET);
        *self.quiet_until.lock().unwrap_or_else(PoisonError::into_inner) = rest;
        sent
    }
}

/// A whole batch can be refused for the content of one message. Alone, each shows whose fault it was, and the others go.
async fn send_batch(url: &str, batch: Vec<Outgoing>) -> Sent {
    let reason = match try_batch(url, &batch).await {
        Ok(sent) => return sent,
        Err(reason) => reason,
    };
    if let [message] = batch.as_slice() {
        return Sent { refused: vec![(message.id, reason)], ..Sent::default() };
    }
    let alone = batch.iter().map(|message| try_batch(url, std::slice::from_ref(message)));
    let mut all = Sent::default();
    for (message, outcome) in batch.iter().zip(join_all(alone).await) {
        match outcome {
            Ok(sent) => all.add(sent),
            Err(reason) => all.refused.push((message.id, reason)),
        }
    }
    all
}

/// One call; `Err` when SQS refused it as a whole for its content.
async fn try_batch(url: &str, batch: &[Outgoing]) -> Result<Sent, String> {
    let entries: Result<Vec<_>, _> = batch
        .iter()
        .map(|message| {
            SendMessageBatchRequestEntry::builder()
                .id(message.id.to_string())
                .message_body(&message.body)
                .delay_seconds(message.delay_seconds)
                .build()
        })
        .collect();
    let entries = entries.map_err(|error| error.to_string())?;
    let answer = aws::sqs().await.send_message_batch().queue_url(url).set_entries(Some(entries)).send().await;
    let mut sent = Sent::default();
    match answer {
        Ok(answer) => {
            sent.accepted = answer.successful().iter().filter_map(|entry| entry.id().parse().ok()).collect();
            for entry in answer.failed() {
                let Ok(id) = entry.id().parse() else { continue };
                let reason = format!("{}: {}", entry.code(), entry.message().unwrap_or_default());
                if entry.sender_fault() { sent.refused.push((id, reason)) } else { sent.failed.push((id, reason)) }
            }
        }
        Err(error) => {
            let reason = DisplayErrorContext(&error).to_string();
            if refused_by_content(&error) {
                return Err(reason);
            }
            sent.failed = batch.iter().map(|message| (message.id, reason.clone())).collect();
        }
    }
    Ok(sent)
}

fn refused_by_content(
    error: &aws_sdk_sqs::error::SdkError<aws_sdk_sqs::operation::send_message_batch::SendMessageBatchError>,
) -> bool {
    use aws_sdk_sqs::error::ProvideErrorMetadata;
    matches!(
        error.code(),
        Some(
            "InvalidMessageContents"
                | "AWS.SimpleQueueService.BatchRequestTooLong"
                | "BatchRequestTooLong"
                | "InvalidParameterValue"
        )
    )
}
