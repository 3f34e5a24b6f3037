//! Rows of contacts: by the rules of `PUT /v1/contacts`, a group at a time.

use domain::import::options::{Options, RowMode};
use domain::list::{ListId, NO_EMAIL};
use domain::refusal::Refusal;
use platform::Error;
use platform::database::Transaction;
use queries::queries::events::StoreEventsStmt;
use serde_json::Value;

use super::group::{Outcome, Said, Work};
use crate::contacts::apply::{apply, follow};
use crate::contacts::merge::Cause;
use crate::contacts::request::ContactRequest;
use crate::contacts::resolve::Locked;
use crate::contacts::write;
use crate::events::store;
use crate::lists::change::{ImportProof, Origin, record_imported};
use crate::outbox::enqueue;

/// A contact as a row states it.
///
/// # Errors
/// Those of `PUT /v1/contacts`; `identity_required` also for an anonymous id alone.
pub(super) fn parse(body: &Value, options: &Options) -> Result<ContactRequest, Refusal> {
    let mut request = ContactRequest::parse(body)?;
    if request.keys.external_id.is_none() && request.keys.email.is_none() {
        return Err(Refusal::identity_required());
    }
    for id in &options.list_ids {
        // What the row itself says of a list comes first.
        if !request.lists.iter().any(|(list, _)| list.as_str() == id) {
            request.lists.push((ListId::parse(id)?, true));
        }
    }
    Ok(request)
}

/// Writes a group. List choices are logged as the import's, and a yes overturns no earlier no without confirmed consent;
/// their events are stored and start nothing.
///
/// # Errors
/// `Refused` when a row cannot be applied to the contact that it turned out to mean.
pub(super) async fn write(
    transaction: &Transaction,
    storing: &StoreEventsStmt,
    locked: &mut Locked,
    work: &Work,
    rows: &[(usize, &Said)],
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    let (mut conflicts, mut choices) = (Vec::new(), Vec::new());
    for (at, said) in rows {
        let Said::Contact(request) = said else { continue };
        if let Some(reason) = refused(locked, request, work.options.mode) {
            outcome.failed.push((*at, reason.to_owned()));
            continue;
        }
        let applied = apply(locked, request)?;
        if applied.created {
            outcome.created += 1;
        } else {
            outcome.updated += 1;
        }
        conflicts.extend(applied.conflicts);
        choices.extend(applied.choices);
    }
    choices.iter_mut().for_each(|choice| follow(locked, choice));
    let cause = Cause { word: "import", actor: &work.actor };
    let written = write::write(transaction, locked, &conflicts, cause).await?;
    // Nobody waits for the rest of a merge: the relay sends its message.
    enqueue(transaction, written.messages).await?;
    let origin = Origin { source: "import", actor: &work.actor };
    let proof = ImportProof { job: work.job, consent_confirmed: work.options.consent_confirmed };
    let mut events = written.events;
    events.extend(record_imported(transaction, locked, &choices, origin, proof).await?.events);
    for event in &mut events {
        event.dispatch = false;
    }
    store::store(transaction, storing, events).await?;
    Ok(outcome)
}

/// Why a row is not applied at all, which can be told before it is.
fn refused(locked: &Locked, request: &ContactRequest, mode: RowMode) -> Option<&'static str> {
    let target = locked.identities.decide(&request.keys, request.mode).survivor();
    match mode {
        RowMode::CreateOnly if target.is_some() => return Some("the contact exists already (mode create_only)"),
        RowMode::UpdateOnly if target.is_none() => return Some("there is no such contact (mode update_only)"),
        _ => {}
    }
    let stored = target.and_then(|id| locked.identities.contact(id)).is_some_and(|contact| contact.email.is_some());
    (!request.lists.is_empty() && request.keys.email.is_none() && !stored).then_some(NO_EMAIL)
}
