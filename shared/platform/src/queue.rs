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
    /// Topic of the queue it came from, e.g. `mail-bulk`.
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
    let queue = topic_of(record.event_source_arn.as_deref().and_then(|arn| arn.rsplit(':').next()).unwrap_or_default());
    Ok(Message { id: record.message_id.unwrap_or_default(), receive_count, queue, body })
}

/// `sounder-MailBulkQueue-1A2B3C4D5E6F` is the topic `mail-bulk`: CloudFormation names a queue by its stack, its logical id
/// and a suffix. Another name stays as it is.
fn topic_of(queue: &str) -> String {
    let logical_id = queue.rsplit('-').find_map(|part| part.strip_suffix("Queue").filter(|id| !id.is_empty()));
    let Some(logical_id) = logical_id else { return queue.to_owned() };
    let mut topic = String::new();
    for letter in logical_id.chars() {
        if letter.is_ascii_uppercase() && !topic.is_empty() {
            topic.push('-');
        }
        topic.push(letter.to_ascii_lowercase());
    }
    topic
}

fn receive_count(record: &SqsMessage) -> u32 {
    record.attributes.get("ApproximateReceiveCount").and_then(|count| count.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::topic_of;

    #[test]
    fn a_queue_is_known_by_its_topic() {
        assert_eq!(topic_of("sounder-MailBulkQueue-1A2B3C4D5E6F"), "mail-bulk");
        assert_eq!(topic_of("my-Queue-stack-EventRouterQueue-1A2B"), "event-router");
        assert_eq!(topic_of("mail-bulk"), "mail-bulk");
        assert_eq!(topic_of(""), "");
    }
}
