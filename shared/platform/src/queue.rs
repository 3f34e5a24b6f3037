//! SQS batches: the one lifter between a batch and handlers of single messages.

use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::Error;

/// One message as a handler sees it. At least once, in any order: the row it points to is the truth.
#[derive(Clone, Debug)]
pub struct Message {
    /// SQS' id of the message.
    pub id: String,
    /// How often it has been received, this time included; 1 at first.
    pub receive_count: u32,
    /// Name of the queue it came from.
    pub queue: String,
    /// The body.
    pub body: Value,
}

/// Runs `handle` for each message of the batch, concurrently, and answers SQS which ones to deliver again: those whose
/// body is no JSON and those whose handler failed. The rest is done with. The log never shows a body.
///
/// # Errors
/// `Internal` when the event is no SQS batch; then SQS delivers the whole batch again.
pub(crate) async fn lift<F>(event: Value, handle: impl Fn(Message) -> F) -> Result<Value, Error>
where
    F: Future<Output = Result<(), Error>>,
{
    let batch: SqsEvent =
        serde_json::from_value(event).map_err(|error| Error::internal(format!("no SQS batch: {error}")))?;
    let outcomes = join_all(batch.records.into_iter().map(|record| async {
        let (id, receive_count) = (record.message_id.clone().unwrap_or_default(), receive_count(&record));
        let outcome = match parse(record, receive_count) {
            Ok(message) => handle(message).await,
            Err(error) => Err(error),
        };
        outcome.err().map(|error| {
            tracing::warn!(message_id = %id, receive_count, error = %error, "message will be delivered again");
            json!({"itemIdentifier": id})
        })
    }))
    .await;
    Ok(json!({"batchItemFailures": outcomes.into_iter().flatten().collect::<Vec<_>>()}))
}

fn parse(record: SqsMessage, receive_count: u32) -> Result<Message, Error> {
    let body = record.body.unwrap_or_default();
    // serde_json's own message quotes nothing of the text but its position.
    let body = serde_json::from_str(&body).map_err(|error| Error::internal(format!("the body is no JSON: {error}")))?;
    let queue =
        record.event_source_arn.as_deref().and_then(|arn| arn.rsplit(':').next()).unwrap_or_default().to_owned();
    Ok(Message { id: record.message_id.unwrap_or_default(), receive_count, queue, body })
}

fn receive_count(record: &SqsMessage) -> u32 {
    record.attributes.get("ApproximateReceiveCount").and_then(|count| count.parse().ok()).unwrap_or(1)
}
