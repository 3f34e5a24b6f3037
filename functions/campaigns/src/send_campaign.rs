//! Drives one campaign. Queue `campaign-control`.

use engine::Engine;
use platform::Error;
use platform::queue::Message;
use uuid::Uuid;

/// `{v: 1, campaign_id, epoch}`. At least once: lease and epoch on `campaigns` admit one driver at a time.
pub(crate) async fn handle(engine: &Engine, message: Message) -> Result<(), Error> {
    let id: Option<Uuid> = message.body["campaign_id"].as_str().and_then(|id| id.parse().ok());
    let epoch = message.body["epoch"].as_i64().and_then(|epoch| i32::try_from(epoch).ok());
    let (Some(id), Some(epoch)) = (id, epoch) else {
        return Err(Error::internal("the message has no campaign_id or epoch"));
    };
    let driven = engine.drive_campaign(id, epoch).await?;
    tracing::info!(campaign_id = %id, epoch, ?driven, "campaign driven");
    Ok(())
}
