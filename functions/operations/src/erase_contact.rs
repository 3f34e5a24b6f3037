//! Every five minutes: erases the contacts that are due.

use engine::Engine;
use platform::Error;
use platform::database::Database;
use serde_json::{Value, json};

/// What was done; an invocation that finds another one at work ends at once, with success. It works as the schema's owner:
/// the functions' role can only append to the log of consent.
pub(crate) async fn handle(engine: &Engine, _: Value) -> Result<Value, Error> {
    let owner = Database::from_environment("OWNER_DATABASE_SECRET_ARN");
    let Some(erased) = engine.erase_due_contacts(&owner).await? else { return Ok(json!({"worked": false})) };
    tracing::info!(contacts = erased.contacts, failed = erased.failed, "contacts erased");
    Ok(json!({"worked": true, "contacts": erased.contacts, "failed": erased.failed}))
}
