//! Bringing a deleted contact back, within thirty days and while nobody else has its keys.

use domain::refusal::Refusal;
use jiff::Timestamp;
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::queries::{contacts as sql, erase as erase_sql};
use serde_json::{Value, json};
use uuid::Uuid;

use super::admin::{Contact, unknown};
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;

impl Engine {
    /// Restores a contact with all keys that it had, and its history; journeys that it was in and memberships do not come
    /// back, live segments take it in again by themselves.
    ///
    /// # Errors
    /// `contact_not_found` for an id that names no deleted contact; `invalid_state` when its erasure has begun;
    /// `identity_conflict` when somebody else has one of its keys by now; each with nothing changed. `Unavailable`.
    pub async fn restore_contact(&self, caller: &Caller, id: Uuid, attempt: &Attempt) -> Result<Contact, Error> {
        retrying(|| async {
            let transaction = self.database.begin_with(Transaction::with_point_lookups).await?;
            let outcome = self.restore_in(&transaction, caller, id, attempt).await;
            transaction.end(outcome).await
        })
        .await
    }

    async fn restore_in(
        &self,
        transaction: &Transaction,
        caller: &Caller,
        id: Uuid,
        attempt: &Attempt,
    ) -> Result<Contact, Error> {
        let client = &**transaction;
        let deleted = erase_sql::deleted_contact().bind(client, &id).opt().await?;
        let deleted = deleted.ok_or_else(|| unknown(id))?;
        let keys = Keys::of(&deleted.keys.unwrap_or_default());
        // Locks in the order of all locks: keys that nobody has, then the contact.
        let absent = sql::lock_absent_keys().bind(client, &keys.kinds, &keys.values).all().await?;
        let absent: usize = absent.into_iter().map(|row| row.absent.len()).sum();
        if absent < keys.kinds.len() {
            let message = "Another contact has a key of this one by now";
            return Err(Refusal::conflict("identity_conflict", message).into());
        }
        let now: Timestamp = queries::queries::operations::read_clock().bind(client, &self.clock.fixed()).one().await?;
        if erase_sql::lock_deleted_contact().bind(client, &deleted.id, &now).opt().await?.is_none() {
            let message = "The contact is being erased, or was restored a moment ago";
            return Err(Refusal::conflict("invalid_state", message).into());
        }
        erase_sql::restore_contact().bind(client, &now, &deleted.id).await?;
        let ids = vec![deleted.id; keys.kinds.len()];
        let reasons = vec!["create"; keys.kinds.len()];
        let written =
            sql::write_contact_keys().bind(client, &keys.kinds, &keys.values, &ids, &keys.roles, &reasons).await?;
        if written != keys.kinds.len() as u64 {
            return Err(Error::Stale);
        }
        if let Some(job) = deleted.job_id {
            erase_sql::cancel_job().bind(client, &now, &job).await?;
        }
        record(transaction, caller, attempt, Outcome::Done, &json!({})).await?;
        sql::show_contact().bind(client, &deleted.id).opt().await?.ok_or(Error::Stale)
    }
}

/// The keys that a deletion freed, as parallel arrays for the statements.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) kinds: Vec<String>,
    pub(super) values: Vec<String>,
    roles: Vec<String>,
}

impl Keys {
    /// Those that a job of kind `erase` keeps.
    pub(super) fn of(list: &Value) -> Self {
        let mut keys = Self::default();
        for key in list.as_array().into_iter().flatten() {
            let text = |name: &str| key[name].as_str().unwrap_or_default().to_owned();
            keys.kinds.push(text("kind"));
            keys.values.push(text("value"));
            keys.roles.push(text("role"));
        }
        keys
    }
}
