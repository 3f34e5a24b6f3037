//! Who is meant: the contacts that the keys of a call lead to, as far as they may be one person.
//!
//! Two people are never joined on their own: contacts with different external ids stay apart, and an anonymous id (a
//! shared browser is no person) joins a contact only where nothing contradicts it. What may not be joined loses the
//! weaker key for this call.

use uuid::Uuid;

use super::{ContactState, Identities, Mode};
use crate::identity::{IdentityKeys, KeyKind};

/// Contacts that one may absorb within 24 hours: a bug of a client must not melt all people into one.
const MERGES_A_DAY: u32 = 20;

/// What a call means, decided before anything is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Contacts that are one person, the survivor first, then by rank; none: a new contact.
    pub(super) members: Vec<Uuid>,
    /// Keys left out, each with its owner and the reason.
    pub(super) refused: Vec<(KeyKind, Uuid, &'static str)>,
    /// The given address changes hands: whose alias it was.
    pub(super) released_by: Option<Uuid>,
}

impl Decision {
    /// The existing contact that is meant, if any.
    pub fn survivor(&self) -> Option<Uuid> {
        self.members.first().copied()
    }
}

impl Identities {
    /// The contacts that `keys` mean.
    pub fn decide(&self, keys: &IdentityKeys, mode: Mode) -> Decision {
        let mut decision = Decision::default();
        decision.members.extend(self.owner_of(keys, KeyKind::External));
        self.join_address(keys, mode, &mut decision);
        self.join_browser(keys, mode, &mut decision);
        decision.members.sort_by_cached_key(|id| self.contacts.get(id).map(ContactState::rank));
        decision
    }

    /// An address joins the given external id, also when its owner goes by another address: the caller asserts it.
    fn join_address(&self, keys: &IdentityKeys, mode: Mode, decision: &mut Decision) {
        let Some(owner) = self.owner_of(keys, KeyKind::Email).filter(|owner| !decision.members.contains(owner)) else {
            return;
        };
        let Some(contact) = self.contacts.get(&owner) else { return };
        let other_person = keys.external_id.is_some() && contact.external_id.is_some();
        if other_person && !self.rules.merge_identified {
            // A mailbox that was given to somebody else: only an alias leads to its former owner.
            let recycled = mode == Mode::Set && contact.email.as_deref() != keys.key(KeyKind::Email);
            match recycled {
                true => decision.released_by = Some(owner),
                false => decision.refused.push((KeyKind::Email, owner, "external_mismatch")),
            }
            return;
        }
        self.admit(KeyKind::Email, owner, decision);
    }

    fn join_browser(&self, keys: &IdentityKeys, mode: Mode, decision: &mut Decision) {
        let Some(owner) = self.owner_of(keys, KeyKind::Anonymous).filter(|owner| !decision.members.contains(owner))
        else {
            return;
        };
        let Some(contact) = self.contacts.get(&owner) else { return };
        let target =
            decision.members.iter().filter_map(|id| self.contacts.get(id)).min_by_key(|contact| contact.rank());
        let refused = |kind| decision.refused.iter().any(|(refused, ..)| *refused == kind);
        let given = |kind| keys.key(kind).filter(|_| !refused(kind));
        let free = |kind: KeyKind, wanted: Option<&str>| {
            contact.key(kind).is_none_or(|own| wanted == Some(own) || (wanted.is_none() && target.is_none()))
        };
        let external = target.and_then(|target| target.key(KeyKind::External)).or(given(KeyKind::External));
        let stated = given(KeyKind::Email).filter(|_| mode == Mode::Set && keys.external_id.is_some());
        let email = stated.or(target.and_then(|target| target.key(KeyKind::Email))).or(given(KeyKind::Email));
        // An external id may come from either side; an address may not be a second one.
        let same_person = (external.is_none() || free(KeyKind::External, external)) && free(KeyKind::Email, email);
        match same_person {
            true => self.admit(KeyKind::Anonymous, owner, decision),
            false => decision.refused.push((KeyKind::Anonymous, owner, "shared_anonymous")),
        }
    }

    /// Takes the owner in, unless the contact that would survive has absorbed too many today.
    fn admit(&self, kind: KeyKind, owner: Uuid, decision: &mut Decision) {
        let members = decision.members.iter().chain([&owner]).filter_map(|id| self.contacts.get(id));
        let survivor = members.min_by_key(|contact| contact.rank());
        let absorbed = survivor.and_then(|contact| self.rules.merged_today.get(&contact.id)).copied().unwrap_or(0);
        let joining = u32::try_from(decision.members.len()).unwrap_or(u32::MAX);
        if joining > 0 && absorbed.saturating_add(joining) > MERGES_A_DAY {
            decision.refused.push((kind, owner, "merge_limit"));
        } else {
            decision.members.push(owner);
        }
    }

    fn owner_of(&self, keys: &IdentityKeys, kind: KeyKind) -> Option<Uuid> {
        keys.key(kind).and_then(|value| self.owner(kind, value))
    }
}
