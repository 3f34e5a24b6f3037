//! The unsubscribe link of a mail (RFC 8058): what it would change, and the opt-out.

use domain::event::EventName;
use domain::identity::{EmailAddress, IdentityKeys};
use domain::properties::Properties;
use domain::token::Action;
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::queries::unsubscribe::{self as sql, LinkedSend};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Engine;
use crate::contacts::resolve::{self, Locked, Statements};
use crate::events::store::{self, NewEvent, router_message};
use crate::lists::change::{LinkOptOut, opt_out_by_link};
use crate::outbox::{Enqueued, enqueue};

/// How somebody followed the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The mailbox provider's POST, after a click beside the mail.
    OneClick,
    /// The button of our page.
    Page,
}

impl Source {
    fn as_str(self) -> &'static str {
        match self {
            Self::OneClick => "one_click",
            Self::Page => "page",
        }
    }
}

/// What a link concerns, in words for the page.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// E.g. `a…@example.com`.
    pub masked_address: String,
    /// Name of the list or category.
    pub category_name: String,
    /// Such mail is no longer sent to the address, by an earlier choice.
    pub opted_out: bool,
    /// Definition of the brand in the current release; `Null` before the first publication.
    pub brand: Value,
}

impl Engine {
    /// What the link would change; changes nothing itself. `None`: the mail or its address is no longer kept, so
    /// there is nothing to do.
    ///
    /// # Errors
    /// `invalid_link`; `Unavailable`.
    pub async fn unsubscribe_page(&self, token: &str) -> Result<Option<Subscription>, Error> {
        let id = self.verify_link(Action::Unsubscribe, token).await?;
        Ok(self.linked_send(id).await?.map(|(send, address)| subscription(send, &address)))
    }

    /// Opts the address out of the category of the mail, together with every address of the contact that owns it.
    /// Returns after the commit; repeating it changes, logs and emits nothing. `None` as in
    /// [`Engine::unsubscribe_page`].
    ///
    /// # Errors
    /// `invalid_link`; `Unavailable`.
    pub async fn unsubscribe(&self, token: &str, source: Source) -> Result<Option<Subscription>, Error> {
        let id = self.verify_link(Action::Unsubscribe, token).await?;
        let Some((send, address)) = self.linked_send(id).await? else { return Ok(None) };
        let enqueued = retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            let outcome = self.opt_out_in(&transaction, id, &send, &address, source).await;
            transaction.end(outcome).await
        })
        .await?;
        let Some(enqueued) = enqueued else { return Ok(None) };
        self.send_after_commit(enqueued).await;
        Ok(Some(subscription(send, &address)))
    }

    async fn linked_send(&self, id: Uuid) -> Result<Option<(LinkedSend, EmailAddress)>, Error> {
        let send =
            self.database.first(|client| async move { Ok(sql::linked_send().bind(&client, &id).opt().await?) }).await?;
        // Erasure replaces the address by a text that is none.
        Ok(send.and_then(|send| EmailAddress::parse(&send.to_email).ok().map(|address| (send, address))))
    }

    /// `None` when an erasure of the contact came first.
    async fn opt_out_in(
        &self,
        transaction: &Transaction,
        send_id: Uuid,
        send: &LinkedSend,
        address: &EmailAddress,
        source: Source,
    ) -> Result<Option<Vec<Enqueued>>, Error> {
        let (statements, storing, reading) = tokio::try_join!(biased; Statements::prepare(transaction), store::prepare(transaction), async {
                Ok(sql::send_address().prepare(&**transaction).await?)
            },)?;
        let keys = IdentityKeys { email: Some(address.clone()), ..IdentityKeys::default() };
        let (_, mut locked) = tokio::try_join!(biased; transaction.start(), resolve::lock(transaction, &statements, [&keys], self.clock))?;
        let still = reading.bind(&**transaction, &send_id).opt().await?;
        if still.as_deref() != Some(send.to_email.as_str()) {
            return Ok(None);
        }
        let owner = locked.identities.owners(&keys).next();
        let opt_out =
            LinkOptOut { address: address.as_str(), owner, category: &send.category, source: source.as_str(), send_id };
        let changed = opt_out_by_link(transaction, opt_out, locked.now).await?;
        let (true, Some(contact_id)) = (changed, owner) else { return Ok(Some(Vec::new())) };
        let event = unsubscribed(&mut locked, contact_id, send_id, send);
        let listeners = self.listeners.of_release(transaction, &locked.content_epoch).await?;
        let messages = if listeners.contains(&event.event) { vec![router_message(&event)] } else { Vec::new() };
        let enqueued = enqueue(transaction, messages).await?;
        store::store(transaction, &storing, vec![event]).await?;
        Ok(Some(enqueued))
    }
}

fn unsubscribed(locked: &mut Locked, contact_id: Uuid, send_id: Uuid, send: &LinkedSend) -> NewEvent {
    let mut bag =
        Map::from_iter([("emailSendId".to_owned(), json!(send_id)), ("category".to_owned(), json!(send.category))]);
    bag.extend(send.template_key.as_ref().map(|key| ("templateKey".to_owned(), json!(key))));
    bag.extend(send.campaign_id.map(|id| ("campaignId".to_owned(), json!(id))));
    NewEvent {
        id: Uuid::now_v7(),
        contact_id,
        event: EventName::email_unsubscribed().as_str().to_owned(),
        properties: Properties::of(bag),
        source: "mail",
        source_ref: Some(send_id.to_string()),
        dispatch: true,
        idempotency_key: None,
        occurred_at: locked.now,
        received_at: locked.next_received_at(contact_id),
    }
}

fn subscription(send: LinkedSend, address: &EmailAddress) -> Subscription {
    Subscription {
        masked_address: address.masked(),
        category_name: send.category_name,
        opted_out: send.unsubscribed_all || send.choice == Some(false),
        brand: send.brand.unwrap_or_default(),
    }
}
