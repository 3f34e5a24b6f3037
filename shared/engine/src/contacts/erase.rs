//! Erasing deleted contacts: thirty days after the deletion, or at once on an operator's word. What is left is an empty row
//! under the id, mails that count without saying to whom they went, and suppressed addresses as salted hashes.
//!
//! Idempotent: every statement deletes what is still there, the events in transactions of their own before the rest, and
//! `contacts.erase_after` stays set until all is gone. A killed erasure is begun again at the next tick. It cannot meet a
//! restore: that is refused from the moment an erasure is due.

use std::time::Duration;

use jiff::Timestamp;
use platform::database::{Database, Transaction, retrying};
use platform::{Error, deadline};
use queries::queries::operations::read_clock;
use queries::queries::{contacts as contacts_sql, erase as sql};
use serde_json::{Value, json};
use uuid::Uuid;

use super::admin::{by_reference, unknown};
use super::delete::bury;
use super::resolve;
use super::restore::Keys;
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;
use crate::operations::lease;

/// Events of one transaction.
const EVENTS_AT_ONCE: i64 = 10_000;
/// With less time than this left, the rest is for the next tick.
const RESERVE: Duration = Duration::from_secs(15);

/// What an invocation erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Contacts of which nothing is left but their ids.
    pub contacts: usize,
    /// Contacts whose erasure failed; the log says why, the next tick tries again.
    pub failed: usize,
}

impl Engine {
    /// Deletes a contact that an operator names, with its row in the audit log.
    ///
    /// # Errors
    /// `contact_not_found`, also for the second of two calls; `Unavailable`.
    pub async fn delete_contact_by_reference(
        &self,
        caller: &Caller,
        reference: &str,
        attempt: &Attempt,
    ) -> Result<(), Error> {
        retrying(|| async {
            let transaction = self.database.begin_with(Transaction::with_point_lookups).await?;
            let outcome = self.bury_by_reference(&transaction, caller, reference, attempt).await;
            transaction.end(outcome).await
        })
        .await?;
        Ok(())
    }

    /// Has a contact erased now, also one that is deleted already, and gives the id of the job. Repeated while the job
    /// waits, it is the same job.
    ///
    /// # Errors
    /// `contact_not_found`, also when it has been erased; `Unavailable`.
    pub async fn erase_contact_by_reference(
        &self,
        caller: &Caller,
        reference: &str,
        attempt: &Attempt,
    ) -> Result<Uuid, Error> {
        retrying(|| async {
            let transaction = self.database.begin_with(Transaction::with_point_lookups).await?;
            let outcome = self.erase_in(&transaction, caller, reference, attempt).await;
            transaction.end(outcome).await
        })
        .await
    }

    async fn erase_in(
        &self,
        transaction: &Transaction,
        caller: &Caller,
        reference: &str,
        attempt: &Attempt,
    ) -> Result<Uuid, Error> {
        let client = &**transaction;
        let deleted = match reference.parse() {
            Ok(id) => sql::deleted_contact().bind(client, &id).opt().await?,
            Err(_) => None,
        };
        let (id, job) = match deleted {
            Some(deleted) => {
                let attempt = Attempt { resource_id: Some(deleted.id.to_string()), ..attempt.clone() };
                record(transaction, caller, &attempt, Outcome::Done, &json!({})).await?;
                (deleted.id, deleted.job_id.ok_or_else(|| unknown(deleted.id))?)
            }
            None => self.bury_by_reference(transaction, caller, reference, attempt).await?,
        };
        let now = read_clock().bind(client, &self.clock.fixed()).one().await?;
        sql::erase_now().bind(client, &now, &id).await?;
        Ok(job)
    }

    async fn bury_by_reference(
        &self,
        transaction: &Transaction,
        caller: &Caller,
        reference: &str,
        attempt: &Attempt,
    ) -> Result<(Uuid, Uuid), Error> {
        let id = by_reference(transaction, reference).await?;
        let locked = resolve::lock_by_id(transaction, &[id], self.clock).await?;
        if locked.identities.contact(id).is_none() {
            return Err(Error::Stale);
        }
        let job = bury(transaction, id, &caller.key_id, locked.now).await?;
        let attempt = Attempt { resource_id: Some(id.to_string()), ..attempt.clone() };
        record(transaction, caller, &attempt, Outcome::Done, &json!({})).await?;
        Ok((id, job))
    }

    /// Erases the contacts that are due, one after the other, for as long as there is time. `owner` owns the schema: the
    /// functions' role can only append to the log of consent. `None`: another invocation is at it.
    ///
    /// # Errors
    /// Those of the database before any contact; one that fails does not hold up the others.
    pub async fn erase_due_contacts(&self, owner: &Database) -> Result<Option<Erased>, Error> {
        lease::run(self, "erase_contact", |lease| async move {
            let mut erased = Erased::default();
            let mut failed: Vec<Uuid> = Vec::new();
            while deadline::current().remaining() > RESERVE && lease.renew().await? {
                let client = owner.client().await?;
                let now: Timestamp = read_clock().bind(&client, &self.clock.fixed()).one().await?;
                let Some(due) = sql::next_due_erasure().bind(&client, &now, &failed).opt().await? else { break };
                drop(client);
                match erase(owner, due.id, due.job_id, &due.keys.unwrap_or_default(), now).await {
                    Ok(()) => erased.contacts += 1,
                    Err(error) => {
                        tracing::error!(contact_id = %due.id, %error, "a contact could not be erased");
                        failed.push(due.id);
                    }
                }
            }
            erased.failed = failed.len();
            Ok(erased)
        })
        .await
    }
}

async fn erase(owner: &Database, id: Uuid, job: Option<Uuid>, keys: &Value, now: Timestamp) -> Result<(), Error> {
    loop {
        let client = owner.client().await?;
        if sql::erase_events().bind(&client, &id, &EVENTS_AT_ONCE).await? < EVENTS_AT_ONCE as u64 {
            break;
        }
        if deadline::current().remaining() < RESERVE {
            return Err(Error::unavailable(1, "no time left for all events"));
        }
    }
    retrying(|| async {
        let transaction = owner.begin_with(Transaction::with_point_lookups).await?;
        let outcome = erase_rows(&transaction, id, job, keys, now).await;
        transaction.end(outcome).await
    })
    .await
}

async fn erase_rows(
    transaction: &Transaction,
    id: Uuid,
    job: Option<Uuid>,
    keys: &Value,
    now: Timestamp,
) -> Result<(), Error> {
    let client = &**transaction;
    let keys = Keys::of(keys);
    let addresses: Vec<&String> =
        keys.kinds.iter().zip(&keys.values).filter(|(kind, _)| *kind == "email").map(|(_, value)| value).collect();
    let kinds = vec!["email"; addresses.len()];
    contacts_sql::lock_absent_keys().bind(client, &kinds, &addresses).all().await?;
    let ids = sql::lock_erasure().bind(client, &id).all().await?;
    sql::erase_history().bind(client, &ids).await?;
    sql::make_erasure_salt().bind(client).await?;
    sql::erase_addresses().bind(client, &addresses, &id).await?;
    sql::erase_sends().bind(client, &ids).await?;
    sql::erase_rows().bind(client, &now, &ids).await?;
    if let Some(job) = job {
        sql::finish_erase_job().bind(client, &now, &job).await?;
    }
    Ok(())
}
