//! The unsubscribe link of a mail (RFC 8058): what it would change, and the opt-out.

use domain::token::Action;
use platform::Error;
use platform::database::{Transaction, retrying};
use serde_json::Value;

use super::linked::Linked;
use crate::Engine;
use crate::lists::by_link::{Proof, record_choices};
use crate::outbox::Enqueued;

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
        Ok(self.linked(id).await?.map(subscription))
    }

    /// Opts the address out of the category of the mail, together with every address of the contact that owns it.
    /// Returns after the commit; repeating it changes, logs and emits nothing. `None` as in
    /// [`Engine::unsubscribe_page`].
    ///
    /// # Errors
    /// `invalid_link`; `Unavailable`.
    pub async fn unsubscribe(&self, token: &str, source: Source) -> Result<Option<Subscription>, Error> {
        let id = self.verify_link(Action::Unsubscribe, token).await?;
        let Some(linked) = self.linked(id).await? else { return Ok(None) };
        let enqueued = retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            let outcome = self.opt_out_in(&transaction, &linked, source).await;
            transaction.end(outcome).await
        })
        .await?;
        let Some(enqueued) = enqueued else { return Ok(None) };
        self.send_after_commit(enqueued).await;
        Ok(Some(subscription(linked)))
    }

    /// `None` when an erasure of the contact came first.
    async fn opt_out_in(
        &self,
        transaction: &Transaction,
        linked: &Linked,
        source: Source,
    ) -> Result<Option<Vec<Enqueued>>, Error> {
        let Some(mut held) = self.hold(transaction, linked).await? else { return Ok(None) };
        let category = linked.send.category.as_str();
        let proof = Proof { source: source.as_str(), send_id: linked.id };
        let changed = record_choices(transaction, &held.holder, &[(category, false)], proof, held.locked.now).await?;
        let events = match held.holder.contact_id {
            Some(contact_id) if !changed.is_empty() => {
                vec![linked.unsubscribed(&mut held.locked, contact_id, Some(category))]
            }
            _ => Vec::new(),
        };
        self.tell(transaction, &held, events).await.map(Some)
    }
}

fn subscription(Linked { send, address, .. }: Linked) -> Subscription {
    Subscription {
        masked_address: address.masked(),
        category_name: send.category_name,
        opted_out: send.unsubscribed_all || send.choice == Some(false),
        brand: send.brand.unwrap_or_default(),
    }
}
