//! From rows of `email_sends` to messages of their lane.

use platform::Error;
use platform::queues::Outgoing;
use queries::queries::mail as sql;
use serde_json::json;
use uuid::Uuid;

use super::rate::Lane;
use crate::Engine;

/// Calls of SQS at the same time.
const CALLS_IN_FLIGHT: usize = 8;

impl Engine {
    /// Sends messages of the lane's size for rows that are already marked as enqueued, and unmarks those whose message
    /// SQS did not take: they wait for the next pass. Gives the number of the latter.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn enqueue_mails(&self, lane: Lane, ids: &[Uuid]) -> Result<usize, Error> {
        let chunks: Vec<&[Uuid]> = ids.chunks(lane.message_size(self.mail.max_send_rate)).collect();
        let messages = (0_i64..).zip(&chunks).map(|(id, chunk)| {
            let body = json!({"v": 1, "send_ids": chunk}).to_string();
            Outgoing { id, body, delay_seconds: 0 }
        });
        let sent = self.queues.send(lane.topic(), messages.collect(), CALLS_IN_FLIGHT).await;
        let not_taken: Vec<&(i64, String)> = sent.failed.iter().chain(&sent.refused).collect();
        let Some((_, reason)) = not_taken.first() else { return Ok(0) };
        let rows: Vec<Uuid> = not_taken
            .iter()
            .filter_map(|(id, _)| chunks.get(usize::try_from(*id).ok()?))
            .flat_map(|chunk| chunk.iter().copied())
            .collect();
        tracing::warn!(topic = lane.topic(), mails = rows.len(), reason, "mails could not be enqueued");
        sql::unenqueue().bind(&self.database.client().await?, &rows).await?;
        Ok(rows.len())
    }
}
