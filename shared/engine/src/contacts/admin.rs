//! What operators do with single contacts. Each change commits with its row in the audit log.

use std::fmt;

use domain::identity::external_id;
use domain::input::{self, Fields};
use domain::refusal::Refusal;
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::queries::contacts as sql;
use schemars::JsonSchema;
use serde_json::{Value, json};
use uuid::Uuid;

pub use queries::queries::contacts::ShowContact as Contact;

use super::merge::Cause;
use super::resolve;
use super::write::write;
use crate::Engine;
use crate::events::store;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;
use crate::outbox::{Enqueued, enqueue};

/// Two contacts that are one person, each by its id or its `userId`.
#[derive(Debug, JsonSchema)]
pub struct MergeBody {
    /// Who it is from now on.
    #[schemars(length(min = 1, max = 255))]
    pub survivor: String,
    /// Who becomes part of the survivor.
    #[schemars(length(min = 1, max = 255))]
    pub loser: String,
}

/// Two contacts that an operator knows to be one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeRequest {
    /// Who it is from now on: a contact's id or user id.
    pub survivor: String,
    /// Who becomes part of the survivor: the same.
    pub loser: String,
}

impl MergeRequest {
    /// Reads `{survivor, loser}`.
    ///
    /// # Errors
    /// `validation_failed`.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let mut reference = |name| fields.required(name, |value| input::bounded_text(value, 255).map(str::to_owned));
        let (survivor, loser) = (reference("survivor"), reference("loser"));
        fields.finish()?;
        Ok(Self { survivor: survivor.unwrap_or_default(), loser: loser.unwrap_or_default() })
    }
}

impl Engine {
    /// Joins two contacts whatever keys they have, and gives the survivor. Whether there was something to join: a repeated
    /// call finds that both lead to one contact already.
    ///
    /// # Errors
    /// `contact_not_found`, which names the reference; `Unavailable`.
    pub async fn merge_contacts(
        &self,
        caller: &Caller,
        request: &MergeRequest,
        attempt: &Attempt,
    ) -> Result<(Contact, bool), Error> {
        let (contact, merged, messages) = retrying(|| async {
            let transaction = self.database.begin_with(Transaction::with_point_lookups).await?;
            let outcome = self.merge_in(&transaction, caller, request, attempt).await;
            transaction.end(outcome).await
        })
        .await?;
        self.send_after_commit(messages).await;
        Ok((contact, merged))
    }

    async fn merge_in(
        &self,
        transaction: &Transaction,
        caller: &Caller,
        request: &MergeRequest,
        attempt: &Attempt,
    ) -> Result<(Contact, bool, Vec<Enqueued>), Error> {
        let survivor = by_reference(transaction, &request.survivor).await?;
        let loser = by_reference(transaction, &request.loser).await?;
        let mut enqueued = Vec::new();
        if survivor != loser {
            let mut locked = resolve::lock_by_id(transaction, &[survivor, loser], self.clock).await?;
            if locked.identities.ids().count() != 2 {
                return Err(Error::Stale);
            }
            locked.identities.join(survivor, loser);
            let cause = Cause { word: "admin", actor: &caller.key_id };
            let written = write(transaction, &mut locked, &[], cause).await?;
            let listeners = self.listeners.of_release(transaction, &locked.content_epoch).await?;
            let heard = store::heard(&listeners, &written.events);
            enqueued = enqueue(transaction, heard.chain(written.messages).collect()).await?;
            store::store(transaction, &store::prepare(transaction).await?, written.events).await?;
            let attempt = Attempt { resource_id: Some(survivor.to_string()), ..attempt.clone() };
            record(transaction, caller, &attempt, Outcome::Done, &json!({ "merged": loser })).await?;
        }
        let contact = sql::show_contact().bind(&**transaction, &survivor).opt().await?.ok_or(Error::Stale)?;
        Ok((contact, survivor != loser, enqueued))
    }
}

/// The live contact that an operator names: by its id, also an id that was merged away, or by its user id.
///
/// # Errors
/// `contact_not_found`; those of the database.
pub async fn by_reference(transaction: &Transaction, reference: &str) -> Result<Uuid, Error> {
    let id: Option<Uuid> = reference.parse().ok();
    let external = external_id(reference);
    let found = sql::contact_by_reference().bind(&**transaction, &id, &external.as_deref()).opt().await?.flatten();
    found.ok_or_else(|| unknown(reference).into())
}

/// The refusal of a reference that names no contact.
pub fn unknown(reference: impl fmt::Display) -> Refusal {
    Refusal::not_found("contact_not_found", format!("Unknown contact: {reference}"))
}
