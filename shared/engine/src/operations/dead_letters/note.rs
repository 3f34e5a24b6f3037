//! What every consumer of a queue runs inside of: it tells why a message failed for the last time.

use std::future::Future;
use std::time::Duration;

use platform::queue::Message;
use platform::{Error, deadline};
use queries::queries::dead_letters::note_dead_letter;

use super::{MAX_RECEIVES, source_id};
use crate::Engine;

/// Kept back from a consumer's last try, so that its reason can be noted even if it is that time ran out.
const NOTE: Duration = Duration::from_secs(1);
/// A reason is cut at so many bytes.
const MAX_REASON: usize = 4096;

impl Engine {
    /// Runs a consumer's work on a message, and notes its failure in `dead_letters` if SQS will not deliver the message
    /// again. Harmless when repeated: the row's key is the message's id.
    ///
    /// The reason is the text that the log gets, too, so it holds no personal data. A consumer that is stopped (killed, out
    /// of memory) and one whose database is away note nothing; the drain then says so.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn consume(&self, message: &Message, work: impl Future<Output = Result<(), Error>>) -> Result<(), Error> {
        if message.receive_count < MAX_RECEIVES {
            return work.await;
        }
        let outcome = deadline::current().keeping_back(NOTE).limit(work).await;
        if let Err(reason) = &outcome {
            self.note_last_failure(message, reason).await;
        }
        outcome
    }

    async fn note_last_failure(&self, message: &Message, reason: &Error) {
        let reason = reason.to_string();
        let noting = async {
            let client = self.database.client().await?;
            let (source_id, attempts) =
                (source_id(&message.body), i32::try_from(message.receive_count).unwrap_or(i32::MAX));
            let note = note_dead_letter();
            note.bind(&client, &message.queue, &source_id, &message.id, &message.body, &cut(&reason), &attempts)
                .await?;
            Ok::<_, Error>(())
        };
        let noted = tokio::time::timeout(NOTE, noting).await;
        match noted {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(message_id = message.id, %error, "the reason of a dead letter is not noted")
            }
            Err(_) => tracing::warn!(message_id = message.id, "the reason of a dead letter is not noted in time"),
        }
    }
}

/// The text's beginning.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_REASON)]
}

#[cfg(test)]
mod tests {
    use super::{MAX_REASON, cut};

    #[test]
    fn a_long_reason_is_cut_between_characters() {
        let text = "é".repeat(MAX_REASON);
        assert_eq!(cut(&text).len(), MAX_REASON);
        assert_eq!(cut(&format!("x{text}")).len(), MAX_REASON - 1);
        assert_eq!(cut("short"), "short");
    }
}
