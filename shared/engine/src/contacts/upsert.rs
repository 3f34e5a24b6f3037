//! `PUT /v1/contacts` and list changes by an application: the contact is created or found, patched, and its list
//! choices are recorded, all in one transaction. State-setting, so repeating it changes and logs nothing.

use std::collections::BTreeMap;

use domain::identity::{IdentityBody, IdentityKeys};
use domain::input::{self, Fields, Invalid};
use domain::list::{self, ListId};
use domain::properties::Properties;
use domain::refusal::Refusal;
use domain::resolve::Mode;
use platform::Error;
use platform::database::{Transaction, retrying};
use schemars::JsonSchema;
use serde_json::Value;
use uuid::Uuid;

use super::apply::apply;
use super::resolve::{self, Cause, Statements, created_events, warnings};
use crate::Engine;
use crate::events::store::{self, router_message};
use crate::lists::change::{Origin, record};
use crate::outbox::{Enqueued, enqueue};

/// What is true of a contact.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct ContactBody {
    /// Who is meant.
    #[schemars(flatten)]
    pub keys: IdentityBody,
    /// What is known about the contact; a patch.
    pub properties: Option<Properties>,
    /// Choices of lists by their ids: `true` subscribes, `false` unsubscribes.
    pub lists: Option<BTreeMap<String, bool>>,
    /// Name of an IANA time zone.
    #[schemars(length(min = 1, max = 64), extend("format" = "time-zone"), example = &"Europe/Berlin")]
    pub timezone: Option<String>,
}

/// What an application states about a contact.
#[derive(Clone, Debug)]
pub struct ContactRequest {
    /// Who is meant.
    pub keys: IdentityKeys,
    /// Patch: `null` removes.
    pub properties: Properties,
    /// List choices.
    pub lists: Vec<(ListId, bool)>,
    /// IANA zone.
    pub timezone: Option<String>,
    /// Whether the call states the profile.
    pub mode: Mode,
}

impl ContactRequest {
    /// Reads the body of `PUT /v1/contacts`.
    ///
    /// # Errors
    /// `validation_failed`, `invalid_properties`, `identity_required`, `reserved_list`, `unknown_list`.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let keys = IdentityKeys::read(&mut fields);
        let properties = fields.optional("properties", Properties::parse);
        let lists = fields.optional("lists", list::parse_choices);
        let timezone = fields.optional("timezone", zone);
        fields.finish()?;
        let lists = lists.unwrap_or_default();
        Ok(Self {
            keys: keys.require()?,
            properties: properties.unwrap_or_default(),
            lists: lists
                .into_iter()
                .map(|(id, choice)| Ok((ListId::parse(&id)?, choice)))
                .collect::<Result<_, Refusal>>()?,
            timezone,
            mode: Mode::Set,
        })
    }

    /// A change of one list; the body names the contact.
    ///
    /// # Errors
    /// `validation_failed`, `identity_required`.
    pub fn list_change(body: &Value, list: ListId, subscribed: bool) -> Result<Self, Refusal> {
        let keys = IdentityKeys::parse(body)?;
        let properties = Properties::default();
        Ok(Self { keys, properties, lists: vec![(list, subscribed)], timezone: None, mode: Mode::Hint })
    }
}

fn zone(value: &Value) -> Result<String, Invalid> {
    let name = input::bounded_text(value, 64)?;
    match jiff::tz::TimeZone::get(name) {
        Ok(_) => Ok(name.to_owned()),
        Err(_) => Err(Invalid::new("invalid_format", "must be an IANA time zone such as Europe/Berlin")),
    }
}

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
        let written = resolve::write(transaction, &mut locked, &applied.conflicts, cause).await?;
        let changes = record(transaction, &mut locked, &applied.choices, Origin { source: "api", actor }).await?;
        words.extend(changes.warnings.into_values().flatten());
        let listeners = self.listeners.of_release(transaction, &locked.content_epoch).await?;
        let created = applied.created.then_some(applied.contact_id).into_iter().collect();
        let mut events = created_events(&mut locked, &listeners, created);
        events.extend(written.events);
        events.extend(changes.events);
        let heard = events.iter().filter(|event| listeners.contains(&event.event)).map(router_message);
        let enqueued = enqueue(transaction, heard.chain(written.messages).collect()).await?;
        store::store(transaction, &storing, events).await?;
        Ok((Upserted { id: applied.contact_id, created: applied.created, warnings: words }, enqueued))
    }
}
