//! Moves the events of a merged contact that had many. Queue `contact-rekey`.

use engine::Engine;
use platform::Error;
use platform::queue::Message;
use uuid::Uuid;

/// `{v: 1, contact_id}`, the contact that was merged away. At least once: `contacts.rekey_pending` says what is left.
pub(crate) async fn handle(engine: &Engine, message: Message) -> Result<(), Error> {
    let id: Option<Uuid> = message.body["contact_id"].as_str().and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| Error::internal("the message has no contact_id"))?;
    let done = engine.rekey_contact(id).await?;
    tracing::info!(contact_id = %id, done, "events of a merged contact moved");
    Ok(())
}
