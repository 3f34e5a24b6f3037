//! One request, applied in memory to contacts that are locked: what a call, and a row of a batch or an import, share.

use domain::list::no_email;
use domain::refusal::Refusal;
use domain::resolve::{Conflict, Zone};
use uuid::Uuid;

use super::request::ContactRequest;
use super::resolve::Locked;
use crate::lists::change::Choice;

/// What a request came to; nothing of it is written yet.
#[derive(Debug)]
pub struct Applied<'a> {
    /// Whom it meant.
    pub contact_id: Uuid,
    /// A new contact.
    pub created: bool,
    /// Keys that were not joined.
    pub conflicts: Vec<Conflict>,
    /// Its list choices, for [`crate::lists::change::record`].
    pub choices: Vec<Choice<'a>>,
}

/// Finds or creates the contact in memory, patches its properties and zone, and notes the sighting.
///
/// # Errors
/// `invalid_properties` when the merged document is over a limit, `no_email` for list choices without an address. The
/// contacts in memory may then have been changed already: whoever applies several requests starts over without this one.
pub fn apply<'a>(locked: &mut Locked, request: &'a ContactRequest) -> Result<Applied<'a>, Refusal> {
    let now = locked.now;
    let resolution = locked.identities.resolve(&request.keys, request.mode, Uuid::now_v7(), now);
    let (contact_id, mut primary) = (resolution.contact_id, None);
    if let Some(contact) = locked.identities.contact_mut(contact_id) {
        // The database's clock may stand or step back; a call that states the profile is never late.
        let at = now.max(contact.properties_at);
        let patched = request.properties.merge_into(&contact.properties, at, contact.properties_at)?;
        if !request.properties.is_empty() {
            contact.patch(patched, at);
        }
        let zone = request.timezone.clone().map(|name| Zone { name, stated: true });
        if zone.is_some() && contact.timezone != zone {
            contact.timezone = zone;
            contact.changed = true;
        }
        contact.touch(now);
        primary.clone_from(&contact.email);
    }
    let choices = match primary {
        Some(primary) => choices(request, contact_id, &primary),
        None if request.lists.is_empty() => Vec::new(),
        None => return Err(no_email()),
    };
    Ok(Applied { contact_id, created: resolution.created, conflicts: resolution.conflicts, choices })
}

/// Who made the choice by now: a later request may have joined its contact to another one, which has another address.
pub fn follow(locked: &Locked, choice: &mut Choice<'_>) {
    choice.contact_id = locked.identities.current(choice.contact_id);
    if let Some(primary) = locked.identities.contact(choice.contact_id).and_then(|contact| contact.email.as_ref()) {
        choice.primary.clone_from(primary);
    }
}

fn choices<'a>(request: &'a ContactRequest, contact_id: Uuid, primary: &str) -> Vec<Choice<'a>> {
    let named = request.keys.email.as_ref().map(|email| email.as_str().to_owned());
    request
        .lists
        .iter()
        .map(|(list, subscribed)| Choice {
            contact_id,
            primary: primary.to_owned(),
            named: named.clone(),
            list,
            subscribed: *subscribed,
        })
        .collect()
}
