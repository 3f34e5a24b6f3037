//! Which contact a set of keys means, and what the call adds to it.
//!
//! Pure: it works on the contacts and keys that the engine read under locks, changes them in memory, and says
//! what is to be written. The same code serves one call and a batch, whose later items see the earlier ones.

mod contact;
mod decide;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

pub use self::contact::{ContactState, Zone};
pub use self::decide::Decision;
use crate::identity::{IdentityKeys, KeyKind};

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
    /// `create`, `fill`, `hint`, `change` or `merge`, kept with the row.
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
    /// `external_mismatch`, `shared_anonymous` or `merge_limit`.
    pub reason: &'static str,
}

/// A contact that became part of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Who it is from now on.
    pub survivor: Uuid,
    /// Who it was.
    pub loser: Uuid,
    /// The loser has a row, as opposed to one that this transaction would have created.
    pub stored: bool,
    /// Kinds of the keys that it brought.
    pub kinds: BTreeSet<KeyKind>,
}

/// A key that its owner gives up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The address.
    pub value: String,
    /// Whose alias it was.
    pub owner: Uuid,
}

/// What the installation and the last 24 hours say about joining contacts.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Setting `identity.on_external_mismatch` is `merge`: an address also joins contacts with different external ids.
    pub merge_identified: bool,
    /// How many others each contact absorbed in the last 24 hours.
    pub merged_today: HashMap<Uuid, u32>,
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
    owners: HashMap<KeyKind, HashMap<String, Uuid>>,
    contacts: HashMap<Uuid, ContactState>,
    rules: Rules,
    /// Keys that are new or have another role: the last word on each.
    keys: BTreeMap<(KeyKind, String), NewKey>,
    /// The rest; `keys` is empty until the end.
    changes: Changes,
}

/// What calls changed beside the contacts themselves.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Keys that are new or have another role, each once, aliases before primary ones: a contact has one primary key
    /// of a kind at any moment.
    pub keys: Vec<NewKey>,
    /// Contacts with another address.
    pub address_changes: Vec<AddressChange>,
    /// Contacts that became part of another; survivors are final.
    pub merges: Vec<Merge>,
    /// Addresses that change hands.
    pub releases: Vec<Release>,
}

impl Changes {
    /// Who a contact is after all merges.
    pub fn current(&self, id: Uuid) -> Uuid {
        self.merges.iter().find(|merge| merge.loser == id).map_or(id, |merge| merge.survivor)
    }
}

impl Identities {
    /// State as read: live contacts, and which key leads to which of them.
    pub fn new(contacts: Vec<ContactState>, keys: Vec<(KeyKind, String, Uuid)>) -> Self {
        let contacts = contacts.into_iter().map(|contact| (contact.id, contact)).collect();
        let mut identities = Self { contacts, ..Self::default() };
        for (kind, value, id) in keys {
            identities.own(kind, value, id);
        }
        identities
    }

    /// Whether one of the calls may join contacts or give one a further key; if not, [`Rules`] need not be known.
    pub fn may_join<'a>(&self, calls: impl IntoIterator<Item = &'a IdentityKeys>) -> bool {
        calls.into_iter().any(|keys| {
            let mut owners = keys.iter().map(|(kind, value)| self.owner(kind, value));
            let first = owners.next().flatten();
            let mut mixed = false;
            let mut known = first.is_some();
            for owner in owners {
                mixed |= owner != first;
                known |= owner.is_some();
            }
            mixed && known
        })
    }

    /// Sets what is known about joining.
    pub fn set_rules(&mut self, rules: Rules) {
        self.rules = rules;
    }

    /// The ids of the contacts that were read.
    pub fn ids(&self) -> impl Iterator<Item = Uuid> {
        self.contacts.keys().copied()
    }

    /// The contact of that id, which [`Identities::resolve`] returned.
    pub fn contact_mut(&mut self, id: Uuid) -> Option<&mut ContactState> {
        self.contacts.get_mut(&id)
    }

    /// The contact of that id, which [`Identities::resolve`] returned.
    pub fn contact(&self, id: Uuid) -> Option<&ContactState> {
        self.contacts.get(&id)
    }

    /// Who an earlier contact of these calls is by now: a later call may have joined it to another.
    pub fn current(&self, id: Uuid) -> Uuid {
        self.changes.current(id)
    }

    /// What must be written: contacts that are new or changed, ascending by id, and everything else.
    pub fn into_changes(self) -> (Vec<ContactState>, Changes) {
        let mut changed: Vec<_> = self.contacts.into_values().filter(|contact| contact.changed).collect();
        changed.sort_unstable_by_key(|contact| contact.id);
        let mut changes = self.changes;
        changes.keys = self.keys.into_values().collect();
        changes.keys.sort_by_key(|key| key.primary);
        (changed, changes)
    }

    /// The contacts that the given keys lead to, by the strongest key first.
    pub fn owners(&self, keys: &IdentityKeys) -> impl Iterator<Item = Uuid> {
        keys.iter().filter_map(|(kind, value)| self.owner(kind, value))
    }

    fn owner(&self, kind: KeyKind, value: &str) -> Option<Uuid> {
        self.owners.get(&kind)?.get(value).copied()
    }

    fn own(&mut self, kind: KeyKind, value: String, owner: Uuid) {
        self.owners.entry(kind).or_default().insert(value, owner);
    }

    fn note(&mut self, key: NewKey) {
        self.keys.insert((key.kind, key.value.clone()), key);
    }

    /// The property document of whom a call means, and when it was last written; empty for a new contact.
    pub fn document(&self, decision: &Decision) -> (Cow<'_, Map<String, Value>>, Timestamp) {
        let mut members = decision.members.iter().filter_map(|id| self.contacts.get(id));
        let Some(survivor) = members.next() else { return (Cow::Owned(Map::new()), Timestamp::MIN) };
        let alone = (Cow::Borrowed(&survivor.properties), survivor.properties_at);
        members.fold(alone, |(document, at), loser| {
            (Cow::Owned(contact::joined(document.into_owned(), &loser.properties)), at.max(loser.properties_at))
        })
    }

    /// [`Identities::decide`] and [`Identities::apply`] in one.
    pub fn resolve(&mut self, keys: &IdentityKeys, mode: Mode, new_id: Uuid, at: Timestamp) -> Resolution {
        let decision = self.decide(keys, mode);
        self.apply(decision, keys, mode, new_id, at)
    }

    /// Carries a decision out. A contact without a match is created as `new_id` with all keys that no other contact
    /// owns; matches become one, which gains the keys that it lacks (an occupied kind gains an alias).
    ///
    /// With [`Mode::Set`] an address that is given with the contact's user id becomes its address.
    pub fn apply(
        &mut self,
        decision: Decision,
        keys: &IdentityKeys,
        mode: Mode,
        new_id: Uuid,
        at: Timestamp,
    ) -> Resolution {
        let created = decision.members.is_empty();
        let (contact_id, losers) = match decision.members.split_first() {
            Some((&survivor, losers)) => (survivor, self.merge(survivor, losers)),
            None => {
                self.contacts.insert(new_id, ContactState::new(new_id, at));
                (new_id, Vec::new())
            }
        };
        if let (Some(owner), Some(value)) = (decision.released_by, keys.key(KeyKind::Email)) {
            self.owners.entry(KeyKind::Email).or_default().remove(value);
            self.changes.releases.push(Release { value: value.to_owned(), owner });
        }
        let states_address = mode == Mode::Set && keys.external_id.is_some();
        let mut conflicts = Vec::new();
        for (kind, value) in keys.iter() {
            if let Some((_, owner_id, reason)) = decision.refused.iter().find(|(refused, ..)| *refused == kind) {
                let (owner_id, value) = (*owner_id, value.to_owned());
                conflicts.push(Conflict { kind, value, contact_id, owner_id, reason });
            } else if !(kind == KeyKind::Email && states_address && self.change_address(contact_id, value)) {
                match self.owner(kind, value) {
                    Some(_) => self.promote(kind, value, contact_id, "fill"),
                    None => self.attach(kind, value, contact_id, created),
                }
            }
        }
        // The given keys come first, then those of the best-ranked loser.
        losers.iter().for_each(|loser| self.take_missing_keys(contact_id, loser));
        Resolution { contact_id, created, conflicts }
    }

    /// Joins one contact to another on an operator's word, whatever keys they have.
    pub fn join(&mut self, survivor: Uuid, loser: Uuid) {
        for loser in self.merge(survivor, &[loser]) {
            self.take_missing_keys(survivor, &loser);
        }
    }

    /// What the survivor lacks it has from the loser.
    fn take_missing_keys(&mut self, survivor: Uuid, loser: &ContactState) {
        for kind in KeyKind::ALL {
            if let Some(value) = loser.key(kind) {
                self.promote(kind, value, survivor, "merge");
            }
        }
    }

    /// Joins the losers, best first, to the survivor, and gives them as they were.
    fn merge(&mut self, survivor: Uuid, losers: &[Uuid]) -> Vec<ContactState> {
        let losers: Vec<ContactState> = losers.iter().filter_map(|id| self.contacts.remove(id)).collect();
        for loser in &losers {
            if let Some(contact) = self.contacts.get_mut(&survivor) {
                contact.absorb(loser);
            }
            let owners = self.owners.values_mut().flat_map(HashMap::values_mut);
            owners.filter(|owner| **owner == loser.id).for_each(|owner| *owner = survivor);
            for key in self.keys.values_mut().filter(|key| key.contact_id == loser.id) {
                (key.contact_id, key.primary, key.reason) = (survivor, false, "merge");
            }
            let changes = &mut self.changes;
            changes.address_changes.iter_mut().filter(|change| change.contact_id == loser.id).for_each(|change| {
                change.contact_id = survivor;
            });
            changes.merges.iter_mut().filter(|merge| merge.survivor == loser.id).for_each(|merge| {
                merge.survivor = survivor;
            });
            let kinds = KeyKind::ALL.into_iter().filter(|kind| loser.key(*kind).is_some()).collect();
            changes.merges.push(Merge { survivor, loser: loser.id, stored: !loser.created, kinds });
            *self.rules.merged_today.entry(survivor).or_default() += 1;
        }
        losers
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
        self.own(kind, value.to_owned(), contact_id);
        self.note(NewKey { kind, value: value.to_owned(), contact_id, primary, reason });
    }

    /// Whether the contact had another address before.
    fn change_address(&mut self, contact_id: Uuid, new: &str) -> bool {
        let Some(contact) = self.contacts.get_mut(&contact_id) else { return false };
        let Some(old) = contact.email.clone().filter(|old| old != new) else { return false };
        contact.email = Some(new.to_owned());
        contact.changed = true;
        for (value, primary) in [(old.clone(), false), (new.to_owned(), true)] {
            self.note(NewKey { kind: KeyKind::Email, value, contact_id, primary, reason: "change" });
        }
        self.own(KeyKind::Email, new.to_owned(), contact_id);
        self.changes.address_changes.push(AddressChange { contact_id, old, new: new.to_owned() });
        true
    }

    /// An alias becomes the current key where the contact has none of its kind.
    fn promote(&mut self, kind: KeyKind, value: &str, contact_id: Uuid, reason: &'static str) {
        let Some(contact) = self.contacts.get_mut(&contact_id) else { return };
        let slot = contact.slot(kind);
        if slot.is_none() {
            *slot = Some(value.to_owned());
            contact.changed = true;
            self.note(NewKey { kind, value: value.to_owned(), contact_id, primary: true, reason });
        }
    }
}
