//! Deleting a contact: its row stays as a tombstone, so that history keeps its place; its keys are free again.
//!
//! Opt-outs and suppressions are keyed by address and stay. Mail that is still queued is stopped by its gate. For thirty days
//! an operator can bring it back ([`super::restore`]), then it is erased ([`super::erase`]).

use domain::identity::IdentityKeys;
use domain::refusal::{Kind, Refusal};
use jiff::Timestamp;
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::queries::contacts as sql;
use uuid::Uuid;

use super::resolve::{self, Statements};
use crate::Engine;

impl Engine {
    /// Deletes the live contact that all of the keys lead to, and gives its id. The same keys make a new contact later.
    ///
    /// # Errors
    /// `contact_not_found`, also for the second of two calls; `identity_conflict` when the keys lead to different
    /// contacts; `Unavailable`.
    pub async fn delete_contact(&self, actor: &str, keys: &IdentityKeys) -> Result<Uuid, Error> {
        retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            let outcome = self.delete_in(&transaction, actor, keys).await;
            transaction.end(outcome).await
        })
        .await
    }

    async fn delete_in(&self, transaction: &Transaction, actor: &str, keys: &IdentityKeys) -> Result<Uuid, Error> {
        let statements = Statements::prepare(transaction).await?;
        let (_, locked) = tokio::try_join!(biased;
            transaction.start(),
            resolve::lock(transaction, &statements, [keys], self.clock),
        )?;
        let mut owners: Vec<Uuid> = locked.identities.owners(keys).collect();
        owners.dedup();
        let id = match owners.as_slice() {
            [] => return Err(Refusal::not_found("contact_not_found", "Contact not found").into()),
            [id] => *id,
            _ => {
                let message = "email and userId belong to different contacts";
                return Err(Refusal::new(Kind::Conflict, "identity_conflict", message).into());
            }
        };
        bury(transaction, id, actor, locked.now).await?;
        Ok(id)
    }
}

/// Makes a tombstone of a contact whose lock the caller holds: keys are freed, journeys and memberships end without an
/// event. The job that will erase it in thirty days.
pub(super) async fn bury(transaction: &Transaction, id: Uuid, actor: &str, now: Timestamp) -> Result<Uuid, Error> {
    let client = &**transaction;
    let job = sql::delete_contact().bind(client, &id, &now, &Uuid::now_v7(), &Some(actor)).one().await?;
    sql::end_live_runs().bind(client, &now, &id).await?;
    sql::end_memberships().bind(client, &now, &id).await?;
    Ok(job)
}
