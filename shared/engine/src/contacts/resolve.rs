//! Locks the contacts that a group of calls concerns and reads them, in one round trip; later writes what changed.
//!
//! Order of locks (data-model 10): advisory locks of absent keys, ascending; contact rows, ascending by id; then the
//! keys are read again. A key that leads elsewhere by then means that another operation won: the whole transaction
//! runs again, never a further lock on top, which would break the order.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::event::EventName;
use domain::identity::{IdentityKeys, KeyKind};
use domain::properties::Properties;
use domain::resolve::{AddressChange, Conflict, ContactState, Identities, Merge, NewKey, Rules, Zone};
use jiff::{SignedDuration, Timestamp};
use platform::Error;
use platform::database::Transaction;
use queries::queries::{contacts as sql, merge as merge_sql};
use serde_json::Value;
use uuid::Uuid;

use super::merge::{self, Merges};
use crate::Clock;
use crate::events::store::NewEvent;
use crate::lists::change::{Origin, carry_opt_outs};
use crate::outbox::Message;

/// `contacts.timezone_source` of a zone that the application stated.
const ZONE_STATED: &str = "user";

/// The locked contacts of a group of calls, and the moment at which they were locked.
#[derive(Debug)]
pub struct Locked {
    /// Contacts and keys; calls change them in memory.
    pub identities: Identities,
    /// The clock, read after the locks.
    pub now: Timestamp,
    /// The release in force.
    pub content_epoch: String,
    received: HashMap<Uuid, Timestamp>,
}

impl Locked {
    /// The next `received_at` of a contact: strictly ascending, also when the clock stands or steps back.
    pub fn next_received_at(&mut self, contact: Uuid) -> Timestamp {
        let next = match self.received.get(&contact) {
            Some(&last) => self.now.max(last + SignedDuration::from_micros(1)),
            None => self.now,
        };
        self.received.insert(contact, next);
        next
    }

    /// A survivor's events come after those of the contacts that it absorbed, too.
    fn follow(&mut self, merges: &[Merge]) {
        for merge in merges {
            if let Some(last) = self.received.remove(&merge.loser) {
                let own = self.received.entry(merge.survivor).or_insert(last);
                *own = last.max(*own);
            }
        }
    }
}

/// On whose word contacts are joined.
#[derive(Clone, Copy, Debug)]
pub struct Cause<'a> {
    /// `api`, `event`, `import` or `admin`; see the check of `contact_merges.cause`.
    pub word: &'static str,
    /// Id of the key or operator.
    pub actor: &'a str,
}

/// What writing contacts leads to; nothing of it is stored yet.
#[derive(Debug, Default)]
pub struct Written {
    /// `contact.merged`.
    pub events: Vec<NewEvent>,
    /// For the rest of the work.
    pub messages: Vec<Message>,
}

/// Prepared statements of [`lock`]; in a pipeline an unprepared one would be overtaken by a prepared one.
pub struct Statements {
    absent: sql::LockAbsentKeysStmt,
    contacts: sql::LockContactsStmt,
    keys: sql::ReadKeysStmt,
}

impl Statements {
    /// Prepares them on this connection, at no cost when it has them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prepare(transaction: &Transaction) -> Result<Self, Error> {
        let client = &**transaction;
        let (absent, contacts, keys) = tokio::try_join!(biased;
            sql::lock_absent_keys().prepare(client),
            sql::lock_contacts().prepare(client),
            sql::read_keys().prepare(client),
        )?;
        Ok(Self { absent, contacts, keys })
    }
}

/// Locks and reads all contacts that any of the keys leads to.
///
/// # Errors
/// `Stale` when another operation won between reading and locking; those of the database.
pub async fn lock<'a>(
    transaction: &Transaction,
    statements: &Statements,
    calls: impl IntoIterator<Item = &'a IdentityKeys> + Clone,
    clock: Clock,
) -> Result<Locked, Error> {
    let given: BTreeSet<(KeyKind, &str)> = calls.clone().into_iter().flat_map(IdentityKeys::iter).collect();
    let kinds: Vec<&str> = given.iter().map(|(kind, _)| kind.as_str()).collect();
    let values: Vec<&str> = given.iter().map(|(_, value)| *value).collect();

    let client = &**transaction;
    let fixed = clock.fixed();
    let absent = statements.absent.bind(client, &kinds, &values);
    let contacts = statements.contacts.bind(client, &kinds, &values);
    let keys = statements.keys.bind(client, &fixed, &kinds, &values);
    let (absent, contacts, keys) = tokio::try_join!(biased; absent.all(), contacts.all(), keys.all())?;
    drop(given);

    let now = keys.first().map(|row| row.now).ok_or_else(|| Error::internal("no clock"))?;
    let content_epoch = keys.first().map(|row| row.content_epoch.clone()).unwrap_or_default();
    let locked: HashSet<Uuid> = contacts.iter().map(|row| row.id).collect();
    let absent: HashSet<usize> = absent
        .into_iter()
        .flat_map(|row| row.absent)
        .filter_map(|position| usize::try_from(position).ok()?.checked_sub(1))
        .collect();

    let mut owners = Vec::new();
    let mut received = HashMap::new();
    for row in keys {
        let (Some(kind), Some(value), Some(contact_id)) = (row.kind, row.value, row.contact_id) else { continue };
        if !locked.contains(&contact_id) {
            return Err(Error::Stale);
        }
        let Some(kind) = KeyKind::parse(&kind) else { continue };
        if let Some(last) = row.last_received_at {
            received.insert(contact_id, last);
        }
        owners.push((kind, value, contact_id));
    }
    let known: HashSet<(&str, &str)> = owners.iter().map(|(kind, value, _)| (kind.as_str(), value.as_str())).collect();
    let moved = (0..kinds.len()).any(|at| !absent.contains(&at) && !known.contains(&(kinds[at], values[at])));
    if moved {
        return Err(Error::Stale);
    }
    let contacts = contacts.into_iter().map(contact_state).collect();
    let mut identities = Identities::new(contacts, owners);
    // In a steady stream all keys of a call lead to one contact already, and nothing is asked.
    if identities.may_join(calls) {
        let ids: Vec<Uuid> = identities.ids().collect();
        identities.set_rules(rules(transaction, &ids, now).await?);
    }
    Ok(Locked { identities, now, content_epoch, received })
}

/// Locks contacts that are known by their ids. A deleted or merged one is missing from the result.
///
/// # Errors
/// Those of the database.
pub async fn lock_by_id(transaction: &Transaction, ids: &[Uuid], clock: Clock) -> Result<Locked, Error> {
    let client = &**transaction;
    let contacts = sql::lock_contacts_by_id().bind(client, &ids).all().await?;
    let bounds = sql::read_bounds().bind(client, &clock.fixed(), &ids).all().await?;
    let first = bounds.first().ok_or_else(|| Error::internal("no clock"))?;
    let (now, content_epoch) = (first.now, first.content_epoch.clone());
    let received = bounds.into_iter().filter_map(|row| Some((row.contact_id?, row.last_received_at?))).collect();
    let identities = Identities::new(contacts.into_iter().map(contact_state).collect(), Vec::new());
    Ok(Locked { identities, now, content_epoch, received })
}

async fn rules(transaction: &Transaction, ids: &[Uuid], now: Timestamp) -> Result<Rules, Error> {
    let mut rules = Rules::default();
    for row in merge_sql::merge_rules().bind(&**transaction, &ids, &now).all().await? {
        rules.merge_identified = row.merge_identified;
        if let Some(survivor) = row.survivor_id {
            rules.merged_today.insert(survivor, u32::try_from(row.merges).unwrap_or(u32::MAX));
        }
    }
    Ok(rules)
}

fn contact_state(row: sql::LockedContact) -> ContactState {
    let properties = match row.properties {
        Value::Object(map) => map,
        _ => serde_json::Map::new(),
    };
    ContactState {
        id: row.id,
        external_id: row.external_id,
        email: row.email,
        anonymous_id: row.anonymous_id,
        timezone: row.timezone.map(|name| Zone { name, stated: row.timezone_source.as_deref() == Some(ZONE_STATED) }),
        do_not_track: row.do_not_track,
        properties,
        properties_at: row.properties_at,
        first_seen_at: row.first_seen_at,
        last_seen_at: row.last_seen_at,
        created: false,
        changed: false,
    }
}

/// Writes what the calls led to: new and changed contacts, joined ones, new keys, refused joins and addresses that
/// changed, each set in one statement. Takes the identities out of `locked`.
///
/// # Errors
/// Those of the database; a race on an identity key is retryable.
pub async fn write(
    transaction: &Transaction,
    locked: &mut Locked,
    conflicts: &[Conflict],
    cause: Cause<'_>,
) -> Result<Written, Error> {
    let now = locked.now;
    let (contacts, changes) = std::mem::take(&mut locked.identities).into_changes();
    locked.follow(&changes.merges);
    let conflicts = standing(conflicts, &changes.merges);
    let merges = Merges::stored(&changes.merges);
    let emails: HashMap<Uuid, String> =
        contacts.iter().filter_map(|contact| Some((contact.id, contact.email.clone()?))).collect();
    let (created, updated): (Vec<_>, Vec<_>) = contacts.into_iter().partition(|contact| contact.created);

    merges.bury(transaction, now).await?;
    write_contacts(transaction, created, true, now).await?;
    write_contacts(transaction, updated, false, now).await?;
    let (moved, mut joined) = merges.move_keys(transaction, cause, now).await?;
    merge::release(transaction, &changes.releases).await?;
    write_keys(transaction, &changes.keys).await?;
    record_conflicts(transaction, &conflicts).await?;
    // Boxed: what happens seldom must not make every call's future large.
    let messages = Box::pin(merges.move_history(transaction, now, moved)).await?;

    let origin = |source| Origin { source, actor: cause.actor };
    carry_opt_outs(transaction, &changes.address_changes, false, origin("email_change"), now).await?;
    let brought = changes.keys.iter().filter(|key| key.kind == KeyKind::Email && key.reason == "merge");
    joined.extend(brought.map(|key| (key.contact_id, key.value.clone())));
    let opt_outs: Vec<AddressChange> = joined
        .into_iter()
        .filter_map(|(contact_id, old)| {
            let new = emails.get(&contact_id).filter(|new| **new != old)?.clone();
            Some(AddressChange { contact_id, old, new })
        })
        .collect();
    carry_opt_outs(transaction, &opt_outs, true, origin("merge"), now).await?;
    merges.move_sends(transaction).await?;
    Ok(Written { events: merge::events(locked, &changes.merges), messages })
}

async fn write_contacts(
    transaction: &Transaction,
    contacts: Vec<ContactState>,
    insert: bool,
    now: Timestamp,
) -> Result<(), Error> {
    if contacts.is_empty() {
        return Ok(());
    }
    let client = &**transaction;
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
    let externals: Vec<Option<&str>> = contacts.iter().map(|contact| contact.external_id.as_deref()).collect();
    let emails: Vec<Option<&str>> = contacts.iter().map(|contact| contact.email.as_deref()).collect();
    let anonymous: Vec<Option<&str>> = contacts.iter().map(|contact| contact.anonymous_id.as_deref()).collect();
    let zones: Vec<Option<&str>> =
        contacts.iter().map(|contact| contact.timezone.as_ref().map(|zone| zone.name.as_str())).collect();
    let sources: Vec<Option<&str>> = contacts
        .iter()
        .map(|contact| contact.timezone.as_ref().map(|zone| if zone.stated { ZONE_STATED } else { "inferred" }))
        .collect();
    let untracked: Vec<bool> = contacts.iter().map(|contact| contact.do_not_track).collect();
    let properties_at: Vec<Timestamp> = contacts.iter().map(|contact| contact.properties_at).collect();
    let first_seen: Vec<Timestamp> = contacts.iter().map(|contact| contact.first_seen_at).collect();
    let last_seen: Vec<Timestamp> = contacts.iter().map(|contact| contact.last_seen_at).collect();
    let properties: Vec<Value> = contacts.iter().map(|contact| Value::Object(contact.properties.clone())).collect();
    if insert {
        sql::insert_contacts()
            .bind(
                client,
                &now,
                &ids,
                &externals,
                &emails,
                &anonymous,
                &zones,
                &sources,
                &untracked,
                &properties,
                &properties_at,
                &first_seen,
                &last_seen,
            )
            .await?;
    } else {
        sql::update_contacts()
            .bind(
                client,
                &now,
                &ids,
                &externals,
                &emails,
                &anonymous,
                &zones,
                &sources,
                &untracked,
                &properties,
                &properties_at,
                &first_seen,
                &last_seen,
            )
            .await?;
    }
    Ok(())
}

async fn write_keys(transaction: &Transaction, keys: &[NewKey]) -> Result<(), Error> {
    if keys.is_empty() {
        return Ok(());
    }
    let kinds: Vec<&str> = keys.iter().map(|key| key.kind.as_str()).collect();
    let values: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
    let contact_ids: Vec<Uuid> = keys.iter().map(|key| key.contact_id).collect();
    let roles: Vec<&str> = keys.iter().map(|key| if key.primary { "primary" } else { "alias" }).collect();
    let reasons: Vec<&str> = keys.iter().map(|key| key.reason).collect();
    let written =
        sql::write_contact_keys().bind(&**transaction, &kinds, &values, &contact_ids, &roles, &reasons).await?;
    // A key that somebody else inserted meanwhile was left alone: his contact is not ours to write to.
    if written == keys.len() as u64 { Ok(()) } else { Err(Error::Stale) }
}

/// The conflicts that are left after the merges: between whom each side is by now.
fn standing(conflicts: &[Conflict], merges: &[Merge]) -> Vec<Conflict> {
    let current = |id| merges.iter().find(|merge| merge.loser == id).map_or(id, |merge| merge.survivor);
    let conflicts = conflicts.iter().map(|conflict| Conflict {
        contact_id: current(conflict.contact_id),
        owner_id: current(conflict.owner_id),
        ..conflict.clone()
    });
    conflicts.filter(|conflict| conflict.contact_id != conflict.owner_id).collect()
}

async fn record_conflicts(transaction: &Transaction, conflicts: &[Conflict]) -> Result<(), Error> {
    // One row per key and contact: a batch may meet the same conflict many times.
    let mut seen = HashSet::new();
    let conflicts: Vec<&Conflict> = conflicts
        .iter()
        .filter(|conflict| seen.insert((conflict.kind, conflict.value.as_str(), conflict.contact_id)))
        .collect();
    if conflicts.is_empty() {
        return Ok(());
    }
    let kinds: Vec<&str> = conflicts.iter().map(|conflict| conflict.kind.as_str()).collect();
    let values: Vec<&str> = conflicts.iter().map(|conflict| conflict.value.as_str()).collect();
    let contact_ids: Vec<Uuid> = conflicts.iter().map(|conflict| conflict.contact_id).collect();
    let owner_ids: Vec<Uuid> = conflicts.iter().map(|conflict| conflict.owner_id).collect();
    let reasons: Vec<&str> = conflicts.iter().map(|conflict| conflict.reason).collect();
    sql::record_conflicts().bind(&**transaction, &kinds, &values, &contact_ids, &owner_ids, &reasons).await?;
    Ok(())
}

/// `contact.created` for contacts that calls made, if published content listens to it: the row itself tells the rest.
pub fn created_events(locked: &mut Locked, listeners: &HashSet<String>, created: Vec<Uuid>) -> Vec<NewEvent> {
    let name = EventName::contact_created();
    if created.is_empty() || !listeners.contains(name.as_str()) {
        return Vec::new();
    }
    created
        .into_iter()
        .map(|contact| NewEvent::of_sounder(locked, contact, &name, Properties::default(), "system"))
        .collect()
}

/// The warnings of a resolution, as the wire shows them.
pub fn warnings(keys: &IdentityKeys, conflicts: &[Conflict]) -> Vec<String> {
    let placeholder = keys.placeholder_dropped.then(|| "placeholder_key".to_owned());
    let conflicts = conflicts.iter().map(|conflict| format!("identity_conflict:{}", conflict.reason));
    placeholder.into_iter().chain(conflicts).collect()
}
