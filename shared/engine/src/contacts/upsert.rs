//! `PUT /v1/contacts` and list changes by an application: the contact is created or found, patched, and its list
//! choices are recorded, all in one transaction. State-setting, so repeating it changes and logs nothing.

use platform::Error;
use platform::database::{Transaction, retrying};
use uuid::Uuid;

use super::apply::apply;
use super::merge::Cause;
use super::request::ContactRequest;
use super::resolve::{self, Statements, warnings};
use super::write::{created_events, write};
use crate::Engine;
use crate::events::store;
use crate::lists::change::{Origin, record};
use crate::outbox::{Enqueued, enqueue};

/// The contact after the call.
#[derive(Clone, Debug)]
pub struct Upserted {
    /// Its id.
    pub id: Uuid,
    /// A new row, as opposed to one that was found.
    pub created: bool,
    /// E.g. `identity_conflict:external_mismatch`, `globally_unsubscribed`.
    pub warnings: Vec<String>,
}

impl Engine {
    /// Creates or updates a contact.
    ///
    /// # Errors
    /// `unknown_list`, `no_email` (list choices for a contact without address), `invalid_properties`, each with
    /// nothing written; `Unavailable`.
    pub async fn upsert_contact(&self, actor: &str, request: &ContactRequest) -> Result<Upserted, Error> {
        self.require_lists(&request.lists).await?;
        let (upserted, messages) = retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            let outcome = self.upsert_in(&transaction, actor, request).await;
            transaction.end(outcome).await
        })
        .await?;
        self.send_after_commit(messages).await;
        Ok(upserted)
    }

    async fn upsert_in(
        &self,
        transaction: &Transaction,
        actor: &str,
        request: &ContactRequest,
    ) -> Result<(Upserted, Vec<Enqueued>), Error> {
        let (statements, storing) =
            tokio::try_join!(biased; Statements::prepare(transaction), store::prepare(transaction))?;
        let (_, mut locked) = tokio::try_join!(biased;
            transaction.start(),
            resolve::lock(transaction, &statements, [&request.keys], self.clock),
        )?;
        let applied = apply(&mut locked, request)?;
        let mut words = warnings(&request.keys, &applied.conflicts);
        let cause = Cause { word: "api", actor };
        let written = write(transaction, &mut locked, &applied.conflicts, cause).await?;
        let changes = record(transaction, &mut locked, &applied.choices, Origin { source: "api", actor }).await?;
        words.extend(changes.warnings.into_values().flatten());
        let listeners = self.listeners.of_release(transaction, &locked.content_epoch).await?;
        let created = applied.created.then_some(applied.contact_id).into_iter().collect();
        let mut events = created_events(&mut locked, &listeners, created);
        events.extend(written.events);
        events.extend(changes.events);
        let heard = store::heard(&listeners, &events);
        let enqueued = enqueue(transaction, heard.chain(written.messages).collect()).await?;
        store::store(transaction, &storing, events).await?;
        Ok((Upserted { id: applied.contact_id, created: applied.created, warnings: words }, enqueued))
    }
}
