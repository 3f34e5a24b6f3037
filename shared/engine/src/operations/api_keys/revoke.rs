//! Revoking a key.

use domain::refusal::Refusal;
use platform::Error;
use platform::database::retrying;
use queries::queries::api_keys::{bump_auth_epoch, has_operators, lock_full_admin_keys, revoke_api_key};
use serde_json::json;
use uuid::Uuid;

use super::unknown_key;
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;

impl Engine {
    /// Revokes a key, with its row in the audit log; the next request with it is refused. Repeated: 404.
    ///
    /// # Errors
    /// `api_key_not_found` for an unknown or revoked key; `invalid_state` for the last live full-admin key while there
    /// is no operator: nobody could make another one.
    pub async fn revoke_api_key(&self, caller: &Caller, id: Uuid, attempt: &Attempt) -> Result<(), Error> {
        retrying(|| self.revoke_once(caller, id, attempt)).await
    }

    async fn revoke_once(&self, caller: &Caller, id: Uuid, attempt: &Attempt) -> Result<(), Error> {
        let transaction = self.database.begin().await?;
        let full_admin = lock_full_admin_keys().bind(&*transaction).all().await?;
        if full_admin == [id] && !has_operators().bind(&*transaction).one().await? {
            transaction.rollback().await;
            let message = "This is the last full-admin key and there is no operator; make another full-admin key first";
            return Err(Refusal::conflict("invalid_state", message).into());
        }
        let Some(revoked) = revoke_api_key().bind(&*transaction, &id).opt().await? else {
            transaction.rollback().await;
            return Err(unknown_key(id).into());
        };
        bump_auth_epoch().bind(&*transaction).await?;
        let before = json!({"name": revoked.name, "scopes": revoked.scopes});
        record(&transaction, caller, attempt, Outcome::Done, &json!({ "before": before })).await?;
        transaction.commit().await
    }
}
