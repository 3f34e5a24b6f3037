//! The mail that a link names, and the transaction in which its holder chooses.

use domain::event::EventName;
use domain::identity::{EmailAddress, IdentityKeys};
use domain::properties::Properties;
use platform::Error;
use platform::database::Transaction;
use queries::queries::events::StoreEventsStmt;
use queries::queries::unsubscribe::{self as sql, LinkedSend};
use serde_json::{Map, json};
use uuid::Uuid;

use crate::Engine;
use crate::contacts::resolve::{self, Locked, Statements};
use crate::events::store::{self, NewEvent};
use crate::lists::by_link::Holder;
use crate::outbox::{Enqueued, enqueue};

/// A mail whose address is still kept.
pub(super) struct Linked {
    pub(super) id: Uuid,
    pub(super) send: LinkedSend,
    pub(super) address: EmailAddress,
}

/// The contact that owns the address of a mail, locked, and what it takes to write its events.
pub(super) struct Held {
    pub(super) holder: Holder,
    pub(super) locked: Locked,
    storing: StoreEventsStmt,
}

impl Engine {
    /// `None`: the mail or its address is no longer kept.
    pub(super) async fn linked(&self, id: Uuid) -> Result<Option<Linked>, Error> {
        let send =
            self.database.first(|client| async move { Ok(sql::linked_send().bind(&client, &id).opt().await?) }).await?;
        // Erasure replaces the address by a text that is none.
        Ok(send.and_then(|send| {
            let address = EmailAddress::parse(&send.to_email).ok()?;
            Some(Linked { id, send, address })
        }))
    }

    /// Begins and locks the contact that owns the address, or the address while nobody owns it: whoever chooses for the
    /// same address waits here. `None` when an erasure came first.
    pub(super) async fn hold(&self, transaction: &Transaction, linked: &Linked) -> Result<Option<Held>, Error> {
        let (statements, storing, reading) = tokio::try_join!(biased;
            Statements::prepare(transaction),
            store::prepare(transaction),
            async { Ok(sql::send_address().prepare(&**transaction).await?) },
        )?;
        let keys = IdentityKeys { email: Some(linked.address.clone()), ..IdentityKeys::default() };
        let (_, locked) = tokio::try_join!(biased;
            transaction.start(),
            resolve::lock(transaction, &statements, [&keys], self.clock),
        )?;
        let still = reading.bind(&**transaction, &linked.id).opt().await?;
        if still.as_deref() != Some(linked.send.to_email.as_str()) {
            return Ok(None);
        }
        let owner = locked.identities.owners(&keys).next();
        let holder = Holder::of(transaction, &locked, &linked.address, owner).await?;
        Ok(Some(Held { holder, locked, storing }))
    }

    /// Stores the events of what was chosen, and offers those to the router that something listens to.
    pub(super) async fn tell(
        &self,
        transaction: &Transaction,
        held: &Held,
        events: Vec<NewEvent>,
    ) -> Result<Vec<Enqueued>, Error> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let listeners = self.listeners.of_release(transaction, &held.locked.content_epoch).await?;
        let enqueued = enqueue(transaction, store::heard(&listeners, &events).collect()).await?;
        store::store(transaction, &held.storing, events).await?;
        Ok(enqueued)
    }
}

impl Linked {
    /// `email.unsubscribed` of a category, or of all mail.
    pub(super) fn unsubscribed(&self, locked: &mut Locked, contact_id: Uuid, category: Option<&str>) -> NewEvent {
        let mut bag = Map::from_iter([("emailSendId".to_owned(), json!(self.id))]);
        bag.extend(category.map(|id| ("category".to_owned(), json!(id))));
        bag.extend(self.send.template_key.as_ref().map(|key| ("templateKey".to_owned(), json!(key))));
        bag.extend(self.send.campaign_id.map(|id| ("campaignId".to_owned(), json!(id))));
        let name = EventName::email_unsubscribed();
        NewEvent {
            source_ref: Some(self.id.to_string()),
            ..NewEvent::of_sounder(locked, contact_id, &name, Properties::of(bag), "mail")
        }
    }
}
