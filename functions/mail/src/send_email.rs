//! Sends the mails whose rows a message names. Queues `mail-priority`, `mail-journey`, `mail-bulk`.

use engine::Engine;
use platform::Error;
use platform::queue::Message;
use uuid::Uuid;

/// `{v: 1, send_ids}`. At least once: claim and fence on `email_sends` make a repetition harmless.
pub(crate) async fn handle(engine: &Engine, message: Message) -> Result<(), Error> {
    let ids = message.body["send_ids"].as_array().ok_or_else(|| Error::internal("the message has no send_ids"))?;
    let ids: Option<Vec<Uuid>> = ids.iter().map(|id| id.as_str()?.parse().ok()).collect();
    let ids = ids.ok_or_else(|| Error::internal("a send_id is no uuid"))?;
    engine.send_mails(&ids).await
}
