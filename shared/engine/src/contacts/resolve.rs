//! Locks the contacts that a group of calls concerns and reads them, in one round trip; later writes what changed.
//!
//! Order of locks (data-model 10): advisory locks of absent keys, ascending; contact rows, ascending by id; then the
//! keys are read again. A key that leads elsewhere by then means that another operation won: the whole transaction
//! runs again, never a further lock on top, which would break the order.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::identity::{IdentityKeys, KeyKind};
use domain::resolve::{Conflict, ContactState, Identities, NewKey};
use jiff::{SignedDuration, Timestamp};
use platform::Error;
use platform::database::Transaction;
use queries::queries::contacts as sql;
use serde_json::Value;
use uuid::Uuid;

use crate::Clock;

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
pub async fn lock(
    transaction: &Transaction,
    statements: &Statements,
    calls: impl IntoIterator<Item = &IdentityKeys>,
    clock: Clock,
) -> Result<Locked, Error> {
    let given: BTreeSet<(KeyKind, &str)> = calls.into_iter().flat_map(IdentityKeys::iter).collect();
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
    Ok(Locked { identities: Identities::new(contacts, owners), now, content_epoch, received })
}

fn contact_state(row: sql::LockContacts) -> ContactState {
    let properties = match row.properties {
        Value::Object(map) => map,
        _ => serde_json::Map::new(),
    };
    ContactState {
        id: row.id,
        external_id: row.external_id,
        email: row.email,
        anonymous_id: row.anonymous_id,
        timezone: row.timezone,
        properties,
        properties_at: row.properties_at,
        first_seen_at: row.first_seen_at,
        last_seen_at: row.last_seen_at,
        created: false,
        changed: false,
    }
}

/// Writes new and changed contacts, new keys and refused joins, each set in one statement.
///
/// # Errors
/// Those of the database; a race on an identity key is retryable.
pub async fn write(
    transaction: &Transaction,
    identities: Identities,
    conflicts: &[Conflict],
    now: Timestamp,
) -> Result<(), Error> {
    let (contacts, keys) = identities.into_changes();
    let (created, updated): (Vec<_>, Vec<_>) = contacts.into_iter().partition(|contact| contact.created);
    write_contacts(transaction, created, true, now).await?;
    write_contacts(transaction, updated, false, now).await?;
    write_keys(transaction, &keys).await?;
    record_conflicts(transaction, conflicts).await
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
    let zones: Vec<Option<&str>> = contacts.iter().map(|contact| contact.timezone.as_deref()).collect();
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

/// The warnings of a resolution, as the wire shows them.
pub fn warnings(keys: &IdentityKeys, conflicts: &[Conflict]) -> Vec<String> {
    let placeholder = keys.placeholder_dropped.then(|| "placeholder_key".to_owned());
    let conflicts = conflicts.iter().map(|conflict| format!("identity_conflict:{}", conflict.reason));
    placeholder.into_iter().chain(conflicts).collect()
}
