//! Writes what calls did to locked contacts, each kind of change in one statement. The order is that of the locks, and of
//! what the unique indexes of live contacts allow.

use std::collections::{HashMap, HashSet};

use domain::event::EventName;
use domain::identity::KeyKind;
use domain::properties::Properties;
use domain::resolve::{AddressChange, Changes, Conflict, ContactState, NewKey};
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::contacts as sql;
use serde_json::Value;
use uuid::Uuid;

use super::merge::{self, Cause, Merges};
use super::resolve::{Locked, ZONE_STATED};
use crate::events::store::NewEvent;
use crate::lists::change::{Origin, carry_opt_outs};
use crate::outbox::Message;

/// What writing contacts leads to; nothing of it is stored yet.
#[derive(Debug, Default)]
pub struct Written {
    /// `contact.merged`.
    pub events: Vec<NewEvent>,
    /// For the rest of the work.
    pub messages: Vec<Message>,
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
    let conflicts = standing(conflicts, &changes);
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
    // To the address at which somebody has arrived: an import may change it twice in one transaction.
    let arrived = |contact_id: Uuid, old: String| {
        let contact_id = changes.current(contact_id);
        let new = emails.get(&contact_id).filter(|new| **new != old)?.clone();
        Some(AddressChange { contact_id, old, new })
    };
    let left = changes.address_changes.iter().map(|change| (change.contact_id, change.old.clone()));
    let left: Vec<AddressChange> = left.filter_map(|(contact_id, old)| arrived(contact_id, old)).collect();
    carry_opt_outs(transaction, &left, false, origin("email_change"), now).await?;
    let brought = changes.keys.iter().filter(|key| key.kind == KeyKind::Email && key.reason == "merge");
    joined.extend(brought.map(|key| (key.contact_id, key.value.clone())));
    let opt_outs: Vec<AddressChange> =
        joined.into_iter().filter_map(|(contact_id, old)| arrived(contact_id, old)).collect();
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
    // The statements have the same parameters, but types of their own.
    macro_rules! written {
        ($statement:expr) => {
            $statement
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
                .await?
        };
    }
    if insert {
        written!(sql::insert_contacts())
    } else {
        written!(sql::update_contacts())
    };
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
fn standing(conflicts: &[Conflict], changes: &Changes) -> Vec<Conflict> {
    let conflicts = conflicts.iter().map(|conflict| Conflict {
        contact_id: changes.current(conflict.contact_id),
        owner_id: changes.current(conflict.owner_id),
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
