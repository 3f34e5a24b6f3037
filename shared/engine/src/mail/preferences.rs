//! The preference page of a mail: what its holder gets, and what they choose there.

use std::collections::BTreeMap;

use domain::list::subscribed;
use domain::preferences::{Boxes, Wish};
use domain::token::Action;
use platform::Error;
use platform::database::{Client, Transaction, retrying};
use queries::queries::lists::{self as sql, OfferedCategories};
use serde_json::Value;
use uuid::Uuid;

use super::linked::{Held, Linked};
use crate::Engine;
use crate::events::store::NewEvent;
use crate::lists::by_link::{Proof, record_choices, record_global_choice};
use crate::lists::change;
use crate::outbox::Enqueued;

/// The category of journeys, which is built in and stands first.
const JOURNEY: &str = "journey";

/// What somebody gets, for the page.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// Of the address that the mail went to, e.g. `a…@example.com`.
    pub masked_address: String,
    /// Mail goes to another address of the same contact by now, and the page is about that one. It can end mail only.
    pub elsewhere: bool,
    /// `journey` first, then the others by name.
    pub categories: Vec<Category>,
    /// Opted out of all mail but transactional; then nothing is subscribed.
    pub unsubscribed_all: bool,
    /// The address is suppressed: no choice makes mail go there.
    pub blocked: bool,
    /// Definition of the brand in the current release; `Null` before the first publication.
    pub brand: Value,
}

/// A kind of mail that can be chosen.
#[derive(Clone, Debug)]
pub struct Category {
    /// Id of the list or other category.
    pub id: String,
    /// Name as people read it.
    pub name: String,
    /// One sentence.
    pub description: Option<String>,
    /// Whether such mail is sent.
    pub subscribed: bool,
}

impl Engine {
    /// What the holder of a link gets; changes nothing. The link is that of the preference page or the unsubscribe
    /// link of a mail: both prove the same mailbox. `None`: the mail or its address is no longer kept.
    ///
    /// # Errors
    /// `invalid_link`; `Unavailable`.
    pub async fn preferences(&self, token: &str) -> Result<Option<Preferences>, Error> {
        let id = self.verify_mailbox(token).await?;
        let Some(linked) = self.linked(id).await? else { return Ok(None) };
        let primary = linked.send.primary_email.as_deref().unwrap_or(linked.address.as_str());
        let client = self.database.client().await?;
        let facts = self.facts(&client, &[primary]).await?;
        Ok(Some(facts.page(&linked, primary)))
    }

    /// Applies what somebody chose, all of it in one transaction, and gives what they get now. An opt-out holds for
    /// every address of the contact that owns the mail's address, an opt-in for its primary address, and only if the mail
    /// went there: that is the proof of consent. Only [`Wish::MailAgain`] ends an opt-out from all mail, under the same
    /// condition; nothing here lifts a suppression. Categories that are not offered are ignored.
    ///
    /// Repeating it changes, logs and emits nothing: choices are compared under the lock of the contact, or of the
    /// address if nobody owns it. `None` as in [`Engine::preferences`].
    ///
    /// # Errors
    /// `invalid_link`; `Unavailable`.
    pub async fn choose_preferences(&self, token: &str, wish: &Wish) -> Result<Option<Preferences>, Error> {
        let id = self.verify_mailbox(token).await?;
        let Some(linked) = self.linked(id).await? else { return Ok(None) };
        let chosen = retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            let outcome = self.choose_in(&transaction, &linked, wish).await;
            transaction.end(outcome).await
        })
        .await?;
        let Some((preferences, enqueued)) = chosen else { return Ok(None) };
        self.send_after_commit(enqueued).await;
        Ok(Some(preferences))
    }

    async fn verify_mailbox(&self, token: &str) -> Result<Uuid, Error> {
        match self.verify_link(Action::Manage, token).await {
            Err(Error::Refused(_)) => self.verify_link(Action::Unsubscribe, token).await,
            outcome => outcome,
        }
    }

    /// `None` when an erasure of the contact came first.
    async fn choose_in(
        &self,
        transaction: &Transaction,
        linked: &Linked,
        wish: &Wish,
    ) -> Result<Option<(Preferences, Vec<Enqueued>)>, Error> {
        let Some(mut held) = self.hold(transaction, linked).await? else { return Ok(None) };
        let proof = Proof { source: "page", send_id: linked.id };
        let events = match wish {
            Wish::Boxes(boxes) => self.choose_categories(transaction, linked, &mut held, boxes, proof).await?,
            Wish::NoMail | Wish::MailAgain => {
                let leaves = *wish == Wish::NoMail;
                let now = held.locked.now;
                let changed = record_global_choice(transaction, &held.holder, leaves, proof, now).await?;
                let left = held.holder.contact_id.filter(|_| leaves && changed);
                left.map(|contact| linked.unsubscribed(&mut held.locked, contact, None)).into_iter().collect()
            }
        };
        let enqueued = self.tell(transaction, &held, events).await?;
        let primary = held.holder.primary.as_str();
        let facts = self.facts(transaction, &[primary]).await?;
        Ok(Some((facts.page(linked, primary), enqueued)))
    }

    async fn choose_categories(
        &self,
        transaction: &Transaction,
        linked: &Linked,
        held: &mut Held,
        boxes: &Boxes,
        proof: Proof,
    ) -> Result<Vec<NewEvent>, Error> {
        let holder = &held.holder;
        let addresses: Vec<&str> = holder.addresses.iter().map(String::as_str).collect();
        let facts = self.facts(transaction, &addresses).await?;
        // What holds already, be it by default, is no change: a saved page leaves no trace of untouched boxes.
        let real = |category: &OfferedCategories, wanted: bool| {
            let gets = |address: &str| facts.subscribed(address, category);
            if wanted { !gets(&holder.primary) } else { addresses.iter().any(|address| gets(address)) }
        };
        let choices: Vec<(&str, bool)> = facts
            .offered
            .iter()
            .filter_map(|category| Some((category, boxes.choice(&category.id)?)))
            .filter(|(category, wanted)| real(category, *wanted))
            .map(|(category, wanted)| (category.id.as_str(), wanted))
            .collect();
        let changed = record_choices(transaction, holder, &choices, proof, held.locked.now).await?;
        let Some(contact) = holder.contact_id else { return Ok(Vec::new()) };
        let event = |(id, subscribed): (String, bool)| {
            let is_list = facts.offered.iter().any(|category| category.id == id && category.default_opt_in.is_some());
            match (is_list, subscribed) {
                (true, _) => Some(change::event(&mut held.locked, contact, &id, subscribed, proof.source)),
                (false, false) => Some(linked.unsubscribed(&mut held.locked, contact, Some(&id))),
                (false, true) => None,
            }
        };
        Ok(changed.into_iter().filter_map(event).collect())
    }

    async fn facts(&self, client: &Client, addresses: &[&str]) -> Result<Facts, Error> {
        let mut offered = sql::offered_categories().bind(client).all().await?;
        offered
            .sort_by_cached_key(|category| (category.id != JOURNEY, category.name.to_lowercase(), category.id.clone()));
        let stored = sql::stored_choices().bind(client, &addresses).all().await?;
        let choices = stored.into_iter().map(|row| ((row.email, row.category), row.subscribed)).collect();
        let withheld = sql::withheld_addresses().bind(client, &self.clock.fixed(), &addresses).all().await?;
        Ok(Facts { offered, choices, withheld })
    }
}

/// What is stored about some addresses.
struct Facts {
    offered: Vec<OfferedCategories>,
    /// By address and category.
    choices: BTreeMap<(String, String), bool>,
    withheld: Vec<sql::WithheldAddresses>,
}

impl Facts {
    fn subscribed(&self, address: &str, category: &OfferedCategories) -> bool {
        let choice = self.choices.get(&(address.to_owned(), category.id.clone())).copied();
        subscribed(choice, category.default_opt_in)
    }

    fn page(&self, linked: &Linked, primary: &str) -> Preferences {
        let withheld = self.withheld.iter().find(|row| row.email == primary);
        let unsubscribed_all = withheld.is_some_and(|row| row.unsubscribed_all);
        let category = |category: &OfferedCategories| Category {
            id: category.id.clone(),
            name: category.name.clone(),
            description: category.description.clone(),
            subscribed: !unsubscribed_all && self.subscribed(primary, category),
        };
        Preferences {
            masked_address: linked.address.masked(),
            elsewhere: primary != linked.address.as_str(),
            categories: self.offered.iter().map(category).collect(),
            unsubscribed_all,
            blocked: withheld.is_some_and(|row| row.suppressed),
            brand: linked.send.brand.clone().unwrap_or_default(),
        }
    }
}
