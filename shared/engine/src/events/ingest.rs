//! Ingestion. One event or a group of a batch is one transaction: keys claimed, contacts locked and patched, events
//! and statistics stored, list choices recorded, messages enqueued. Answered after commit.
//!
//! Repetition is harmless by the row of `idempotency_keys`; without a key two calls are two events, by definition.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::idempotency;
use domain::list::{NO_EMAIL, unknown};
use domain::refusal::Refusal;
use domain::resolve::{Conflict, Decision, Mode};
use domain::timestamp;
use jiff::Timestamp;
use platform::database::{Transaction, retrying};
use platform::{Error, deadline};
use uuid::Uuid;

use super::idempotency::{Claim, Earlier, claim, release};
use super::request::EventRequest;
use super::store::{self, NewEvent};
use crate::Engine;
use crate::contacts::apply::follow;
use crate::contacts::merge::Cause;
use crate::contacts::resolve::{self, Locked, Statements, warnings};
use crate::contacts::write::{created_events, write};
use crate::lists::change::{Choice, Origin, record};
use crate::outbox::{Enqueued, enqueue};

/// Events of one transaction. Larger groups hold more locks for longer; 1 000 exhausted the default lock table.
const GROUP: usize = 100;

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// `false`: a repetition of an earlier call, whose event this is.
    pub stored: bool,
    /// Id of the event.
    pub event_id: Uuid,
    /// The event is stored, its list choices could not be.
    pub lists_error: Option<&'static str>,
    /// E.g. `identity_conflict:external_mismatch`.
    pub warnings: Vec<String>,
}

/// An item of a batch: stored, or why not.
pub type ItemResult = Result<Ingested, Refusal>;

impl Engine {
    /// Ingests one event. `scope` is the key space of its idempotency key, `actor` whoever reports it.
    ///
    /// # Errors
    /// `Refused` with nothing written; `Unavailable` when the database is away or busy beyond the deadline.
    pub async fn ingest_event(&self, scope: &str, actor: &str, request: &EventRequest) -> Result<Ingested, Error> {
        self.require_lists(&request.lists).await?;
        let (mut results, messages) = self.ingest_group(scope, actor, &[request]).await?;
        self.send_in_time(messages).await;
        results.pop().ok_or_else(|| Error::internal("no result"))?.map_err(Error::from)
    }

    /// Ingests a batch in groups of ≤ 100 events, a transaction each; results are in the order of the items.
    /// A refused item writes nothing and does not stop the others. A group that fails for our reasons leaves itself and the
    /// groups behind it `unavailable`: events of one contact take effect in their order, also when the caller repeats them.
    ///
    /// # Errors
    /// `Unavailable` when not one group could be stored.
    pub async fn ingest_events(
        &self,
        scope: &str,
        actor: &str,
        items: Vec<Result<EventRequest, Refusal>>,
    ) -> Result<Vec<ItemResult>, Error> {
        let ids: BTreeSet<_> = items.iter().flatten().flat_map(|item| item.lists.iter().map(|(id, _)| id)).collect();
        let unknown_lists = self.unknown_lists(&ids).await?;
        let mut results: Vec<Option<ItemResult>> = Vec::with_capacity(items.len());
        let mut accepted = Vec::new();
        for (position, item) in items.iter().enumerate() {
            let refused = match item {
                Err(refusal) => Some(refusal.clone()),
                Ok(item) => item
                    .lists
                    .iter()
                    .find(|(id, _)| unknown_lists.contains(id.as_str()))
                    .map(|(id, _)| unknown(id.as_str())),
            };
            match (refused, item) {
                (None, Ok(item)) => {
                    accepted.push((position, item));
                    results.push(None);
                }
                (refused, _) => results.push(refused.map(Err)),
            }
        }
        let mut messages = Vec::new();
        for (number, group) in accepted.chunks(GROUP).enumerate() {
            let requests: Vec<&EventRequest> = group.iter().map(|(_, request)| *request).collect();
            match self.ingest_group(scope, actor, &requests).await {
                Ok((outcomes, enqueued)) => {
                    messages.extend(enqueued);
                    for ((position, _), outcome) in group.iter().zip(outcomes) {
                        results[*position] = Some(outcome);
                    }
                }
                Err(error) if number == 0 => return Err(error),
                Err(error) => {
                    tracing::warn!(%error, group = number, "a group of a batch was not stored");
                    break;
                }
            }
        }
        self.send_in_time(messages).await;
        Ok(results.into_iter().map(|result| result.unwrap_or_else(|| Err(unavailable()))).collect())
    }

    /// Sends what was enqueued, and gives up in time for the answer: what was stored must be told however slow SQS is. The
    /// relay has the rows.
    async fn send_in_time(&self, messages: Vec<Enqueued>) {
        deadline::before_answer().cut(self.send_after_commit(messages)).await;
    }

    async fn ingest_group(
        &self,
        scope: &str,
        actor: &str,
        items: &[&EventRequest],
    ) -> Result<(Vec<ItemResult>, Vec<Enqueued>), Error> {
        let transacted = retrying(|| async {
            let transaction = self.database.unbegun().await?.with_point_lookups();
            let group = Group { engine: self, scope, actor, items };
            match group.run(&transaction).await {
                Ok(done) => {
                    transaction.close();
                    Ok(done)
                }
                Err(error) => {
                    transaction.rollback().await;
                    Err(error)
                }
            }
        });
        // What earlier groups of the batch have stored must still be told.
        deadline::before_answer().limit(transacted).await
    }
}

/// An item that a failed group leaves without a result; the caller may repeat it.
fn unavailable() -> Refusal {
    Refusal::invalid("unavailable", "Service temporarily unavailable")
}

struct Group<'a> {
    engine: &'a Engine,
    scope: &'a str,
    actor: &'a str,
    items: &'a [&'a EventRequest],
}

/// What the items of a group add up to, before it is written.
#[derive(Default)]
struct Effects<'a> {
    events: Vec<NewEvent>,
    created: Vec<Uuid>,
    conflicts: Vec<Conflict>,
    choices: Vec<(usize, Choice<'a>)>,
    unused_keys: Vec<&'a str>,
}

impl<'a> Group<'a> {
    async fn run(&self, transaction: &Transaction) -> Result<(Vec<ItemResult>, Vec<Enqueued>), Error> {
        let (claims, ids) = self.claims();
        let (statements, claiming, storing) = tokio::try_join!(biased;
            Statements::prepare(transaction),
            super::idempotency::prepare(transaction),
            store::prepare(transaction),
        )?;
        let calls = self.items.iter().map(|item| &item.keys);
        // One round trip; the order of the futures is the order of the statements.
        let (_, earlier, mut locked) = tokio::try_join!(biased;
            transaction.start(),
            claim(transaction, &claiming, self.scope, &claims),
            resolve::lock(transaction, &statements, calls, self.engine.clock),
        )?;

        let mut effects = Effects::default();
        let mut results = Vec::with_capacity(self.items.len());
        for (position, item) in self.items.iter().enumerate() {
            let repeated = self.repeated(position, &earlier, &ids, &results);
            let result = match repeated {
                Some(result) => result,
                None => self.apply(position, item, ids[position], &mut locked, &mut effects),
            };
            results.push(result);
        }
        let listeners = self.engine.listeners.of_release(transaction, &locked.content_epoch).await?;
        let Effects { mut events, created, conflicts, mut choices, unused_keys } = effects;
        release(transaction, self.scope, &unused_keys).await?;
        // A later item may have joined the contact of an earlier one to another.
        for event in &mut events {
            event.contact_id = locked.identities.current(event.contact_id);
        }
        choices.iter_mut().for_each(|(_, choice)| follow(&locked, choice));
        let created = created.into_iter().filter(|id| locked.identities.current(*id) == *id).collect::<Vec<_>>();
        let cause = Cause { word: "event", actor: self.actor };
        let written = write(transaction, &mut locked, &conflicts, cause).await?;
        for event in &mut events {
            event.received_at = locked.next_received_at(event.contact_id);
        }
        let heard: HashSet<Uuid> = events.iter().filter(|event| event.dispatch).map(|event| event.contact_id).collect();
        let mut derived = created_events(&mut locked, &listeners, created);
        derived.extend(written.events);
        let (positions, choices): (Vec<_>, Vec<_>) = choices.into_iter().unzip();
        let changes = record(transaction, &mut locked, &choices, Origin { source: "event", actor: self.actor }).await?;
        for (position, choice) in positions.into_iter().zip(&choices) {
            if let (Ok(result), Some(words)) = (&mut results[position], changes.warnings.get(&choice.contact_id)) {
                result.warnings.extend(words.iter().cloned());
                result.warnings.dedup();
            }
        }
        derived.extend(changes.events);
        // History starts nothing, nor does what it leads to.
        derived.iter_mut().for_each(|event| event.dispatch &= heard.contains(&event.contact_id));
        events.extend(derived);
        let heard = store::heard(&listeners, &events);
        let enqueued = enqueue(transaction, heard.chain(written.messages).collect()).await?;
        transaction.finish_behind(store::store(transaction, &storing, events)).await?;
        Ok((results, enqueued))
    }

    /// Keys to claim, each once, and an event id for every item.
    fn claims(&self) -> (Vec<Claim<'a>>, Vec<Uuid>) {
        let ids: Vec<Uuid> = self.items.iter().map(|_| Uuid::now_v7()).collect();
        let mut seen = BTreeSet::new();
        let claims = self
            .items
            .iter()
            .zip(&ids)
            .filter_map(|(item, &event_id)| {
                let key = item.idempotency_key.as_ref()?.as_str();
                seen.insert(key).then_some(Claim { key, request_hash: item.request_hash, event_id })
            })
            .collect();
        (claims, ids)
    }

    /// The result of an item whose key an earlier call holds, or an earlier item of this group: also when that was refused.
    fn repeated(
        &self,
        position: usize,
        earlier: &HashMap<String, Earlier>,
        ids: &[Uuid],
        results: &[ItemResult],
    ) -> Option<ItemResult> {
        let item = self.items[position];
        let key = item.idempotency_key.as_ref()?;
        let (hash, event_id) = match earlier.get(key.as_str()) {
            Some(earlier) => (earlier.request_hash.as_slice(), earlier.event_id.unwrap_or_default()),
            None => {
                let of_key = |other: &&EventRequest| other.idempotency_key.as_ref() == Some(key);
                let first = self.items[..position].iter().position(of_key)?;
                if let (Err(refusal), true) = (&results[first], self.items[first].request_hash == item.request_hash) {
                    return Some(Err(refusal.clone()));
                }
                (self.items[first].request_hash.as_slice(), ids[first])
            }
        };
        if hash != item.request_hash {
            return Some(Err(idempotency::conflict()));
        }
        Some(Ok(Ingested { stored: false, event_id, lists_error: None, warnings: Vec::new() }))
    }

    /// Applies one item in memory. A refusal leaves no trace.
    fn apply(
        &self,
        position: usize,
        item: &'a EventRequest,
        event_id: Uuid,
        locked: &mut Locked,
        effects: &mut Effects<'a>,
    ) -> ItemResult {
        let outcome = self.apply_checked(position, item, event_id, locked, effects);
        if outcome.is_err()
            && let Some(key) = &item.idempotency_key
        {
            effects.unused_keys.push(key.as_str());
        }
        outcome
    }

    fn apply_checked(
        &self,
        position: usize,
        item: &'a EventRequest,
        event_id: Uuid,
        locked: &mut Locked,
        effects: &mut Effects<'a>,
    ) -> ItemResult {
        let now = locked.now;
        let occurred_at =
            timestamp::occurred_at(item.timestamp, now, self.engine.event_retention.oldest_accepted(now))?;
        let decision = locked.identities.decide(&item.keys, Mode::Hint);
        let patched = patched(item, locked, &decision, occurred_at)?;
        let new_id = Uuid::now_v7();
        let resolution = locked.identities.apply(decision, &item.keys, Mode::Hint, new_id, occurred_at);
        let contact_id = resolution.contact_id;
        effects.created.extend(resolution.created.then_some(contact_id));
        let mut primary = None;
        if let Some(contact) = locked.identities.contact_mut(contact_id) {
            if !item.contact_properties.is_empty() {
                contact.patch(patched, occurred_at);
            }
            contact.touch(occurred_at);
            primary = contact.email.clone();
        }
        let mut lists_error = None;
        match primary {
            Some(primary) => effects.choices.extend(item.lists.iter().map(|(list, subscribed)| {
                let named = item.keys.email.as_ref().map(|email| email.as_str().to_owned());
                (position, Choice { contact_id, primary: primary.clone(), named, list, subscribed: *subscribed })
            })),
            None if !item.lists.is_empty() => lists_error = Some(NO_EMAIL),
            None => {}
        }
        let warnings = warnings(&item.keys, &resolution.conflicts);
        effects.conflicts.extend(resolution.conflicts);
        effects.events.push(NewEvent {
            id: event_id,
            contact_id,
            event: item.name.as_str().to_owned(),
            properties: item.event_properties.clone(),
            source: "api",
            source_ref: None,
            dispatch: item.dispatch,
            idempotency_key: item.idempotency_key.as_ref().map(|key| key.as_str().to_owned()),
            occurred_at,
            // Given when it is known who the contact is after all items
            received_at: now,
        });
        Ok(Ingested { stored: true, event_id, lists_error, warnings })
    }
}

/// The property document after the patch, if it changes; checked before anything else is touched.
fn patched(
    item: &EventRequest,
    locked: &Locked,
    decision: &Decision,
    at: Timestamp,
) -> Result<Option<serde_json::Map<String, serde_json::Value>>, Refusal> {
    if item.contact_properties.is_empty() {
        return Ok(None);
    }
    let (current, written_at) = locked.identities.document(decision);
    // Only an event that says when it took place can be late: the database's clock may step back.
    let at = if item.timestamp.is_some() { at } else { at.max(written_at) };
    item.contact_properties.merge_into(&current, at, written_at)
}
