//! Which contact a set of keys means, and what the call adds to it.
//!
//! Pure: it works on the contacts and keys that the engine read under locks, changes them in memory, and says
//! what is to be written. The same code serves one call and a batch, whose later items see the earlier ones.
//! Two contacts are never joined here: where a call names two, the stronger key decides and the caller is warned.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::identity::{IdentityKeys, KeyKind};

/// `last_seen_at` moves only when it would move by more than this, so that a busy contact's row is not rewritten
/// by every event.
const SEEN_PRECISION: SignedDuration = SignedDuration::from_mins(5);

/// A live contact as it will stand after the calls seen so far.
#[derive(Clone, Debug)]
pub struct ContactState {
    /// Primary key, never changes.
    pub id: Uuid,
    /// Primary external id.
    pub external_id: Option<String>,
    /// Primary address, normalised.
    pub email: Option<String>,
    /// Primary anonymous id.
    pub anonymous_id: Option<String>,
    /// IANA zone, if one was set.
    pub timezone: Option<String>,
    /// Stored property document.
    pub properties: Map<String, Value>,
    /// Time of the newest write or event that changed the properties.
    pub properties_at: Timestamp,
    /// Earliest sighting.
    pub first_seen_at: Timestamp,
    /// Latest sighting, exact to five minutes.
    pub last_seen_at: Timestamp,
    /// The row does not exist yet.
    pub created: bool,
    /// The row must be written.
    pub changed: bool,
}

impl ContactState {
    fn slot(&mut self, kind: KeyKind) -> &mut Option<String> {
        match kind {
            KeyKind::External => &mut self.external_id,
            KeyKind::Email => &mut self.email,
            KeyKind::Anonymous => &mut self.anonymous_id,
        }
    }

    /// Notes a sighting at `at`.
    pub fn touch(&mut self, at: Timestamp) {
        if at < self.first_seen_at {
            self.first_seen_at = at;
            self.changed = true;
        }
        if at.duration_since(self.last_seen_at) > SEEN_PRECISION {
            self.last_seen_at = at;
            self.changed = true;
        }
    }
}

/// A key row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// Kind of the key.
    pub kind: KeyKind,
    /// Normalised value.
    pub value: String,
    /// Contact that it leads to from now on.
    pub contact_id: Uuid,
    /// The contact's current key of this kind, as opposed to an alias.
    pub primary: bool,
    /// `create`, `fill`, `hint` or `change`, kept with the row.
    pub reason: &'static str,
}

/// What a call knows of the person whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It states the profile: an address that comes with the contact's user id becomes its address.
    Set,
    /// It reports an observation: another address is one more that leads to the contact.
    Hint,
}

/// A contact that has another address from now on; the old one still leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    /// Whose.
    pub contact_id: Uuid,
    /// The address until now.
    pub old: String,
    /// The address from now on.
    pub new: String,
}

/// Why a key was not joined to the contact of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Kind of the key that was left out.
    pub kind: KeyKind,
    /// Its value.
    pub value: String,
    /// The contact of the call.
    pub contact_id: Uuid,
    /// The contact that owns the key.
    pub owner_id: Uuid,
    /// `external_mismatch`, `email_mismatch` or `shared_anonymous`.
    pub reason: &'static str,
}

/// The contact that a call means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Id of the contact, existing or new.
    pub contact_id: Uuid,
    /// A new row.
    pub created: bool,
    /// Keys that were left out.
    pub conflicts: Vec<Conflict>,
}

/// The contacts and keys that the given calls concern, read under locks.
#[derive(Clone, Debug, Default)]
pub struct Identities {
    owners: HashMap<(KeyKind, String), Uuid>,
    contacts: HashMap<Uuid, ContactState>,
    new_keys: Vec<NewKey>,
    address_changes: Vec<AddressChange>,
}

impl Identities {
    /// State as read: live contacts, and which key leads to which of them.
    pub fn new(contacts: Vec<ContactState>, keys: Vec<(KeyKind, String, Uuid)>) -> Self {
        Self {
            owners: keys.into_iter().map(|(kind, value, id)| ((kind, value), id)).collect(),
            contacts: contacts.into_iter().map(|contact| (contact.id, contact)).collect(),
            new_keys: Vec::new(),
            address_changes: Vec::new(),
        }
    }

    /// The contacts whose address the calls changed.
    pub fn address_changes(&self) -> &[AddressChange] {
        &self.address_changes
    }

    /// The contact of that id, which [`Identities::resolve`] returned.
    pub fn contact_mut(&mut self, id: Uuid) -> Option<&mut ContactState> {
        self.contacts.get_mut(&id)
    }

    /// The contact of that id, which [`Identities::resolve`] returned.
    pub fn contact(&self, id: Uuid) -> Option<&ContactState> {
        self.contacts.get(&id)
    }

    /// What must be written: contacts that are new or changed, and new keys.
    pub fn into_changes(self) -> (Vec<ContactState>, Vec<NewKey>) {
        let mut changed: Vec<_> = self.contacts.into_values().filter(|contact| contact.changed).collect();
        changed.sort_unstable_by_key(|contact| contact.id);
        (changed, self.new_keys)
    }

    /// The contacts that the given keys lead to, by the strongest key first.
    pub fn owners(&self, keys: &IdentityKeys) -> impl Iterator<Item = Uuid> {
        keys.iter().filter_map(|(kind, value)| self.owner(kind, value))
    }

    fn owner(&self, kind: KeyKind, value: &str) -> Option<Uuid> {
        self.owners.get(&(kind, value.to_owned())).copied()
    }

    /// The existing contact that `keys` mean, if any.
    pub fn target(&self, keys: &IdentityKeys) -> Option<Uuid> {
        let owner = |kind, value: Option<&str>| value.and_then(|value| self.owner(kind, value));
        let by_external = owner(KeyKind::External, keys.external_id.as_deref());
        let by_email = owner(KeyKind::Email, keys.email.as_ref().map(|email| email.as_str()));
        let by_anonymous = owner(KeyKind::Anonymous, keys.anonymous_id.as_deref());
        by_external
            .or_else(|| by_email.filter(|&id| self.joinable(id, keys, KeyKind::Email)))
            .or_else(|| by_anonymous.filter(|&id| self.joinable(id, keys, KeyKind::Anonymous)))
    }

    /// The contact that `keys` mean. A contact without a match is created as `new_id` with all keys that no
    /// other contact owns; a match gains the keys that it lacks (an occupied kind gains an alias).
    ///
    /// With [`Mode::Set`] an address that is given with the contact's user id becomes its address.
    pub fn resolve(&mut self, keys: &IdentityKeys, mode: Mode, new_id: Uuid, at: Timestamp) -> Resolution {
        let target = self.target(keys);
        let created = target.is_none();
        let contact_id = target.unwrap_or_else(|| self.create(new_id, at));

        let mut conflicts = Vec::new();
        let states_address = mode == Mode::Set && keys.external_id.is_some();
        for (kind, value) in keys.iter() {
            let owner = self.owner(kind, value);
            let own = owner.is_none_or(|owner_id| owner_id == contact_id);
            if kind == KeyKind::Email && states_address && own && self.change_address(contact_id, value) {
                continue;
            }
            match owner {
                Some(owner_id) if owner_id == contact_id => self.promote(kind, value, contact_id),
                Some(owner_id) => conflicts.push(Conflict {
                    kind,
                    value: value.to_owned(),
                    contact_id,
                    owner_id,
                    reason: self.reason(kind, owner_id),
                }),
                None => self.attach(kind, value, contact_id, created),
            }
        }
        Resolution { contact_id, created, conflicts }
    }

    /// Whether the stronger given keys may be added to the owner of a weaker one: an address joins a given external
    /// id unless its owner has another; a shared browser (anonymous id) is no person, so nothing may differ.
    fn joinable(&self, owner: Uuid, keys: &IdentityKeys, by: KeyKind) -> bool {
        let Some(contact) = self.contacts.get(&owner) else { return false };
        let free = |stored: &Option<String>, given: Option<&str>| {
            given.is_none() || stored.is_none() || stored.as_deref() == given
        };
        let external_free = free(&contact.external_id, keys.external_id.as_deref());
        let email_free = free(&contact.email, keys.email.as_ref().map(|email| email.as_str()));
        match by {
            KeyKind::External => true,
            KeyKind::Email => external_free,
            KeyKind::Anonymous => external_free && email_free,
        }
    }

    fn create(&mut self, id: Uuid, at: Timestamp) -> Uuid {
        let contact = ContactState {
            id,
            external_id: None,
            email: None,
            anonymous_id: None,
            timezone: None,
            properties: Map::new(),
            properties_at: Timestamp::UNIX_EPOCH,
            first_seen_at: at,
            last_seen_at: at,
            created: true,
            changed: true,
        };
        self.contacts.insert(id, contact);
        id
    }

    fn attach(&mut self, kind: KeyKind, value: &str, contact_id: Uuid, created: bool) {
        let Some(contact) = self.contacts.get_mut(&contact_id) else { return };
        let slot = contact.slot(kind);
        let primary = slot.is_none();
        if primary {
            *slot = Some(value.to_owned());
            contact.changed = true;
        }
        let reason = match (created, primary) {
            (true, _) => "create",
            (false, true) => "fill",
            (false, false) => "hint",
        };
        self.owners.insert((kind, value.to_owned()), contact_id);
        self.new_keys.push(NewKey { kind, value: value.to_owned(), contact_id, primary, reason });
    }

    /// Whether the contact had another address before.
    fn change_address(&mut self, contact_id: Uuid, new: &str) -> bool {
        let Some(contact) = self.contacts.get_mut(&contact_id) else { return false };
        let Some(old) = contact.email.clone().filter(|old| old != new) else { return false };
        contact.email = Some(new.to_owned());
        contact.changed = true;
        // The old one first: a contact has one primary key of a kind at any moment.
        for (value, primary) in [(old.clone(), false), (new.to_owned(), true)] {
            self.new_keys.push(NewKey { kind: KeyKind::Email, value, contact_id, primary, reason: "change" });
        }
        self.owners.insert((KeyKind::Email, new.to_owned()), contact_id);
        self.address_changes.push(AddressChange { contact_id, old, new: new.to_owned() });
        true
    }

    /// An alias becomes the current key where the contact has none of its kind.
    fn promote(&mut self, kind: KeyKind, value: &str, contact_id: Uuid) {
        let empty = self.contacts.get_mut(&contact_id).is_some_and(|contact| contact.slot(kind).is_none());
        if empty {
            self.attach(kind, value, contact_id, false);
        }
    }

    fn reason(&self, kind: KeyKind, owner: Uuid) -> &'static str {
        let owner_is_identified = self.contacts.get(&owner).is_some_and(|contact| contact.external_id.is_some());
        match kind {
            KeyKind::Anonymous => "shared_anonymous",
            KeyKind::Email if owner_is_identified => "external_mismatch",
            KeyKind::Email | KeyKind::External => "email_mismatch",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressChange, ContactState, Identities, Mode};
    use crate::identity::{EmailAddress, IdentityKeys, KeyKind};
    use jiff::{SignedDuration, Timestamp};
    use uuid::Uuid;

    const OLD: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);
    const NEW: Uuid = Uuid::from_u128(9);

    fn now() -> Timestamp {
        "2026-06-15T12:00:00Z".parse().expect("an instant")
    }

    fn contact(id: Uuid, external: Option<&str>, email: Option<&str>, anonymous: Option<&str>) -> ContactState {
        ContactState {
            id,
            external_id: external.map(Into::into),
            email: email.map(Into::into),
            anonymous_id: anonymous.map(Into::into),
            timezone: None,
            properties: Default::default(),
            properties_at: now(),
            first_seen_at: now(),
            last_seen_at: now(),
            created: false,
            changed: false,
        }
    }

    fn state(contacts: Vec<ContactState>) -> Identities {
        let keys = contacts
            .iter()
            .flat_map(|c| {
                [
                    c.external_id.clone().map(|v| (KeyKind::External, v, c.id)),
                    c.email.clone().map(|v| (KeyKind::Email, v, c.id)),
                    c.anonymous_id.clone().map(|v| (KeyKind::Anonymous, v, c.id)),
                ]
            })
            .flatten()
            .collect();
        Identities::new(contacts, keys)
    }

    fn keys(external: Option<&str>, email: Option<&str>, anonymous: Option<&str>) -> IdentityKeys {
        IdentityKeys {
            external_id: external.map(Into::into),
            email: email.map(|email| EmailAddress::parse(email).expect("an address")),
            anonymous_id: anonymous.map(Into::into),
            placeholder_dropped: false,
        }
    }

    /// (contact, created, conflict reasons, new keys as kind/primary)
    fn outcome(mut state: Identities, given: IdentityKeys) -> (Uuid, bool, Vec<&'static str>, Vec<(KeyKind, bool)>) {
        let resolution = state.resolve(&given, Mode::Hint, NEW, now());
        let reasons = resolution.conflicts.iter().map(|conflict| conflict.reason).collect();
        let (_, new_keys) = state.into_changes();
        let new_keys = new_keys.into_iter().map(|key| (key.kind, key.primary)).collect();
        (resolution.contact_id, resolution.created, reasons, new_keys)
    }

    use KeyKind::{Anonymous, Email, External};

    #[test]
    fn unknown_keys_create_one_contact_with_all_of_them() {
        let given = keys(Some("u-1"), Some("a@example.com"), Some("d-1"));
        let expected = (NEW, true, vec![], vec![(External, true), (Email, true), (Anonymous, true)]);
        assert_eq!(outcome(state(vec![]), given), expected);
    }

    #[test]
    fn id_joins_the_contact_of_the_address() {
        let given = keys(Some("u-1"), Some("a@example.com"), None);
        let known = state(vec![contact(OLD, None, Some("a@example.com"), None)]);
        assert_eq!(outcome(known, given), (OLD, false, vec![], vec![(External, true)]));
    }

    #[test]
    fn second_address_becomes_an_alias() {
        let known = state(vec![contact(OLD, Some("u-1"), Some("a@example.com"), None)]);
        let given = keys(Some("u-1"), Some("work@example.com"), None);
        assert_eq!(outcome(known, given), (OLD, false, vec![], vec![(Email, false)]));
    }

    #[test]
    fn a_stated_address_replaces_the_old_one_which_stays_an_alias() {
        let mut known = state(vec![contact(OLD, Some("u-1"), Some("a@example.com"), None)]);
        let given = keys(Some("u-1"), Some("new@example.com"), None);
        assert!(known.resolve(&given, Mode::Set, NEW, now()).conflicts.is_empty());
        let (old, new) = ("a@example.com".to_owned(), "new@example.com".to_owned());
        assert_eq!(known.address_changes(), [AddressChange { contact_id: OLD, old: old.clone(), new: new.clone() }]);
        let (contacts, written) = known.into_changes();
        assert_eq!(contacts[0].email.as_ref(), Some(&new));
        let written: Vec<_> = written.into_iter().map(|key| (key.value, key.primary)).collect();
        assert_eq!(written, [(old, false), (new, true)]);
    }

    #[test]
    fn an_address_without_the_user_id_or_of_another_person_changes_nothing() {
        let known = || {
            state(vec![
                contact(OLD, Some("u-1"), Some("a@example.com"), Some("d-1")),
                contact(OTHER, Some("u-2"), Some("b@example.com"), None),
            ])
        };
        for given in [keys(Some("u-1"), Some("b@example.com"), None), keys(None, Some("a@example.com"), Some("d-1"))] {
            let mut known = known();
            known.resolve(&given, Mode::Set, NEW, now());
            assert_eq!(known.address_changes(), []);
        }
    }

    #[test]
    fn address_of_another_identified_person_is_left_out() {
        let known = || state(vec![contact(OLD, Some("u-1"), Some("a@example.com"), None)]);
        let given = keys(Some("u-2"), Some("a@example.com"), None);
        assert_eq!(outcome(known(), given), (NEW, true, vec!["external_mismatch"], vec![(External, true)]));
    }

    #[test]
    fn two_contacts_are_not_joined_the_stronger_key_decides() {
        let known =
            state(vec![contact(OLD, Some("u-1"), None, None), contact(OTHER, None, Some("a@example.com"), None)]);
        let given = keys(Some("u-1"), Some("a@example.com"), None);
        assert_eq!(outcome(known, given), (OLD, false, vec!["email_mismatch"], vec![]));
    }

    #[test]
    fn anonymous_contact_is_promoted_but_a_shared_browser_is_not() {
        let anonymous = state(vec![contact(OLD, None, None, Some("d-1"))]);
        let given = keys(Some("u-1"), None, Some("d-1"));
        assert_eq!(outcome(anonymous, given), (OLD, false, vec![], vec![(External, true)]));

        let shared = state(vec![contact(OLD, Some("u-1"), Some("cy@example.com"), Some("d-1"))]);
        let given = keys(None, Some("dan@example.com"), Some("d-1"));
        assert_eq!(outcome(shared, given), (NEW, true, vec!["shared_anonymous"], vec![(Email, true)]));
    }

    #[test]
    fn later_items_of_a_batch_see_the_earlier_ones() {
        let mut batch = state(vec![]);
        let first = batch.resolve(&keys(None, Some("a@example.com"), None), Mode::Hint, NEW, now());
        let second = batch.resolve(&keys(Some("u-1"), Some("a@example.com"), None), Mode::Hint, OTHER, now());
        assert_eq!((first.created, second.created), (true, false));
        assert_eq!(first.contact_id, second.contact_id);
    }

    #[test]
    fn last_seen_moves_only_after_five_minutes() {
        let mut seen = contact(OLD, Some("u-1"), None, None);
        seen.touch(now() + SignedDuration::from_mins(5));
        assert!(!seen.changed);
        seen.touch(now() + SignedDuration::from_secs(301));
        assert!(seen.changed);
        assert_eq!(seen.last_seen_at, now() + SignedDuration::from_secs(301));
    }
}
