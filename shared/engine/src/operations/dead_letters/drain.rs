//! The drain: each minute every dead-letter queue is emptied into `dead_letters`, and what nobody has resolved is counted.
//!
//! First the row, then the deletion. Killed in between, the message comes back after [`HIDDEN_SECONDS`], finds its row
//! (unique `dedupe_key`, the id that SQS gave the message), and is deleted.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message};
use aws_smithy_types::error::display::DisplayErrorContext;
use platform::metrics::{self, Unit};
use platform::{Error, aws, deadline};
use queries::queries::dead_letters::{keep_dead_letters, unresolved_dead_letters};
use serde_json::{Value, json};

use super::{MAX_RECEIVES, source_id};
use crate::Engine;
use crate::operations::lease::{self, Lease};
use crate::operations::queue_depths::urls;

/// A message that was received and not deleted shows again after this.
const HIDDEN_SECONDS: i32 = 60;
/// `ReceiveMessage` and `DeleteMessageBatch` take ten (AWS limit).
const BATCH: i32 = 10;
/// Ten messages take four round trips; a batch is begun only while counting can follow in time.
const PASS: Duration = Duration::from_secs(15);
/// Dead letters of the relay, which need no queue.
const OUTBOX: &str = "outbox";
/// Nobody noted why.
const UNKNOWN: &str = "not known: the function was stopped before it could say why, or could not reach the database; its log has \
     the message's id";

/// What an invocation did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    /// Messages that left a dead-letter queue.
    pub drained: usize,
    /// Dead letters that nobody has resolved, by source.
    pub unresolved: BTreeMap<String, i64>,
}

impl Engine {
    /// Empties the queues of the variables `<NAME>_DLQ_URL`, and publishes how many dead letters are unresolved by source,
    /// zeros included. `None`: another invocation is at it.
    ///
    /// # Errors
    /// Those of the database; `Unavailable` when a queue could not be emptied, after all others were.
    pub async fn drain_dead_letters(&self) -> Result<Option<Drained>, Error> {
        lease::run(self, "drain_dead_letters", |lease| async move {
            let queues = urls("_DLQ_URL");
            let mut done = Drained::default();
            let mut stuck = Vec::new();
            for (queue, url) in &queues {
                match self.drain(&lease, queue, url).await {
                    Ok(drained) => done.drained += drained,
                    Err(error) => stuck.push(format!("{queue}: {error}")),
                }
            }
            done.unresolved = self.report_unresolved(&queues).await?;
            self.report_overdue_tasks().await?;
            if stuck.is_empty() { Ok(done) } else { Err(Error::unavailable(60, stuck.join("; "))) }
        })
        .await
    }

    /// Empties one queue, as far as time allows. A receive may find nothing although there is something. The next tick goes
    /// on in both cases.
    async fn drain(&self, lease: &Lease<'_>, queue: &str, url: &str) -> Result<usize, Error> {
        let mut drained = 0;
        while deadline::current().remaining() > PASS && lease.renew().await? {
            let messages = receive(url).await?;
            if messages.is_empty() {
                break;
            }
            self.keep(queue, &messages).await?;
            delete(url, &messages).await?;
            drained += messages.len();
        }
        Ok(drained)
    }

    async fn keep(&self, queue: &str, messages: &[Message]) -> Result<(), Error> {
        let mut letters = Letters::default();
        for message in messages {
            letters.add(message);
        }
        let source_ids: Vec<Option<&str>> = letters.payloads.iter().map(source_id).collect();
        let attempts = i32::try_from(MAX_RECEIVES).unwrap_or(i32::MAX);
        let client = self.database.client().await?;
        let keeping = keep_dead_letters();
        let (ids, payloads, reasons) = (&letters.ids, &letters.payloads, &letters.reasons);
        keeping.bind(&client, &queue, &attempts, ids, &source_ids, payloads, reasons).await?;
        Ok(())
    }

    async fn report_unresolved(&self, queues: &BTreeMap<String, String>) -> Result<BTreeMap<String, i64>, Error> {
        let mut by_source: BTreeMap<String, i64> = queues.keys().map(|queue| (queue.clone(), 0)).collect();
        by_source.insert(OUTBOX.to_owned(), 0);
        let client = self.database.client().await?;
        for row in unresolved_dead_letters().bind(&client).all().await? {
            by_source.insert(row.source, row.letters);
        }
        for (source, letters) in &by_source {
            metrics::emit_by("Source", source, "UnresolvedDeadLetters", *letters as f64, Unit::Count);
        }
        let total: i64 = by_source.values().sum();
        metrics::emit("UnresolvedDeadLetters", total as f64, Unit::Count);
        Ok(by_source)
    }
}

/// Columns of the rows of some messages.
#[derive(Default)]
struct Letters {
    ids: Vec<String>,
    payloads: Vec<Value>,
    reasons: Vec<&'static str>,
}

impl Letters {
    fn add(&mut self, message: &Message) {
        let body = message.body().unwrap_or_default();
        let (payload, reason) = match serde_json::from_str(body) {
            Ok(payload) => (payload, UNKNOWN),
            // NUL cannot be stored; nobody of ours writes one.
            Err(_) => (json!({ "text": body.replace('\0', "") }), "the body is no JSON"),
        };
        self.ids.push(message.message_id().unwrap_or_default().to_owned());
        self.payloads.push(payload);
        self.reasons.push(reason);
    }
}

async fn receive(url: &str) -> Result<Vec<Message>, Error> {
    let receiving = aws::sqs()
        .await
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(BATCH)
        .visibility_timeout(HIDDEN_SECONDS)
        .send()
        .await;
    let received = receiving.map_err(|error| Error::unavailable(60, DisplayErrorContext(&error)))?;
    Ok(received.messages.unwrap_or_default())
}

async fn delete(url: &str, messages: &[Message]) -> Result<(), Error> {
    let entries: Result<Vec<_>, _> = messages
        .iter()
        .enumerate()
        .map(|(n, message)| {
            let handle = message.receipt_handle().unwrap_or_default();
            DeleteMessageBatchRequestEntry::builder().id(n.to_string()).receipt_handle(handle).build()
        })
        .collect();
    let entries = entries.map_err(Error::internal)?;
    let deleting = aws::sqs().await.delete_message_batch().queue_url(url).set_entries(Some(entries)).send().await;
    let deleted = deleting.map_err(|error| Error::unavailable(60, DisplayErrorContext(&error)))?;
    match deleted.failed().first() {
        Some(failed) => Err(Error::unavailable(60, format!("a message was not deleted: {}", failed.code()))),
        None => Ok(()),
    }
}
