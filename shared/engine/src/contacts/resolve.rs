//! Locks the contacts that a group of calls concerns and reads them, in one round trip. [`super::write`] writes what the
//! calls changed.
//!
//! Order of locks, the same everywhere (docs/decisions.md, "Locks in one order"): advisory locks of absent keys,
//! ascending; contact rows, ascending by id; then the keys are read again. A key that leads elsewhere by then means that
//! another operation won: the whole transaction runs again, never a further lock on top, which would break the order.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::identity::{IdentityKeys, KeyKind};
use domain::resolve::{Conflict, ContactState, Identities, Merge, Rules, Zone};
use jiff::{SignedDuration, Timestamp};
use platform::Error;
use platform::database::Transaction;
use queries::queries::{contacts as sql, merge as merge_sql};
use serde_json::Value;
use uuid::Uuid;

use crate::Clock;

/// `contacts.timezone_source` of a zone that the application stated.
pub(super) const ZONE_STATED: &str = "user";

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
    pub(super) fn follow(&mut self, merges: &[Merge]) {
        for merge in merges {
            if let Some(last) = self.received.remove(&merge.loser) {
                let own = self.received.entry(merge.survivor).or_insert(last);
                *own = last.max(*own);
            }
        }
    }
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

/// The warnings of a resolution, as the wire shows them.
pub fn warnings(keys: &IdentityKeys, conflicts: &[Conflict]) -> Vec<String> {
    let placeholder = keys.placeholder_dropped.then(|| "placeholder_key".to_owned());
    let conflicts = conflicts.iter().map(|conflict| format!("identity_conflict:{}", conflict.reason));
    placeholder.into_iter().chain(conflicts).collect()
}
