//! The transactional outbox: intents commit with the state that they follow from.
//!
//! The committing invocation sends its own rows right after commit and deletes what SQS accepted; whatever it misses
//! is the relay's five seconds later. A message may be sent twice, never zero times.

use std::collections::BTreeMap;

use platform::Error;
use platform::database::Transaction;
use platform::queues::Outgoing;
use serde_json::Value;

use crate::Engine;

/// One message to be sent after commit. The payload holds ids only.
#[derive(Clone, Debug)]
pub struct Message {
    /// Topic, i.e. queue; see the check of `outbox.topic`.
    pub topic: &'static str,
    /// Ids, and `v`, the version of their shape.
    pub payload: Value,
}

/// A message that lies in the outbox.
#[derive(Clone, Debug)]
pub struct Enqueued {
    id: i64,
    message: Message,
}

/// Writes the messages into the outbox of this transaction.
///
/// # Errors
/// Those of the database.
pub async fn enqueue(transaction: &Transaction, messages: Vec<Message>) -> Result<Vec<Enqueued>, Error> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let topics: Vec<&str> = messages.iter().map(|message| message.topic).collect();
    let payloads: Vec<&Value> = messages.iter().map(|message| &message.payload).collect();
    let ids = queries::queries::outbox::insert_outbox().bind(&**transaction, &topics, &payloads).all().await?;
    Ok(ids.into_iter().zip(messages).map(|(id, message)| Enqueued { id, message }).collect())
}

impl Engine {
    /// Sends what a committed transaction enqueued and deletes the rows that SQS accepted. Never fails: the work is
    /// durable, the relay sends the rest.
    pub async fn send_after_commit(&self, rows: Vec<Enqueued>) {
        if rows.is_empty() || self.queues.resting() {
            return;
        }
        let mut by_topic: BTreeMap<&'static str, Vec<Outgoing>> = BTreeMap::new();
        for Enqueued { id, message } in rows {
            let body = message.payload.to_string();
            by_topic.entry(message.topic).or_default().push(Outgoing { id, body, delay_seconds: 0 });
        }
        for (topic, messages) in by_topic {
            let sent = self.queues.send(topic, messages, 4).await;
            if let Some((_, reason)) = sent.failed.first().or(sent.refused.first()) {
                tracing::warn!(topic, reason, "messages are left to the relay");
            }
            if sent.accepted.is_empty() {
                continue;
            }
            if let Err(error) = self.forget_sent(&sent.accepted).await {
                tracing::warn!(%error, topic, "sent messages stay in the outbox and will be sent again");
            }
        }
    }

    async fn forget_sent(&self, ids: &[i64]) -> Result<(), Error> {
        let client = self.database.client().await?;
        queries::queries::outbox::delete_outbox().bind(&client, &ids).await?;
        Ok(())
    }
}
