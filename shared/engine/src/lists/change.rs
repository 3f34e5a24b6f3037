//! Choices of lists, recorded with the proof of consent. The caller holds the lock of each contact concerned.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::EventName;
use domain::list::ListId;
use domain::properties::Properties;
use domain::resolve::AddressChange;
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::lists as sql;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::store::{Choices, Logged};
use crate::contacts::find::addresses_of;
use crate::contacts::resolve::Locked;
use crate::events::store::NewEvent;

/// One choice of one contact that has an address.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// Whose choice.
    pub contact_id: Uuid,
    /// Its primary address; an opt-in holds for this one alone.
    pub primary: String,
    /// The address that the call named, if any.
    pub named: Option<String>,
    /// The list.
    pub list: &'a ListId,
    /// In or out.
    pub subscribed: bool,
}

/// Who made the choices, for the consent log.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// `api`, `event`, …; see the check of `preference_log.source`.
    pub source: &'a str,
    /// Id of the key or operator.
    pub actor: &'a str,
}

/// The import that made the choices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImportProof {
    /// Its job, for the consent log.
    pub(crate) job: Uuid,
    /// The operator has the consent of these people. Without it a yes never overturns a no.
    pub(crate) consent_confirmed: bool,
}

/// What a set of choices led to.
#[derive(Debug, Default)]
pub struct Changes {
    /// `list.subscribed` and `list.unsubscribed` for what really changed; not stored yet.
    pub events: Vec<NewEvent>,
    /// By contact: `alias_address`, `globally_unsubscribed`, `suppressed`.
    pub warnings: BTreeMap<Uuid, BTreeSet<String>>,
}

/// Records choices, all of them in one statement. An opt-out holds for the primary address and every alias of the
/// contact; an opt-in lifts neither a global opt-out nor a suppression, and the caller is warned of them.
/// Repeating a choice changes and logs nothing.
///
/// # Errors
/// Those of the database.
pub async fn record(
    transaction: &Transaction,
    locked: &mut Locked,
    choices: &[Choice<'_>],
    origin: Origin<'_>,
) -> Result<Changes, Error> {
    record_from(transaction, locked, choices, origin, None).await
}

/// [`record`] for the rows of an import: what a file says of people is older than what they said themselves. Without
/// their confirmed consent a yes of the file leaves a no of that address as it is, stored or of another of these rows.
///
/// # Errors
/// Those of the database.
pub(crate) async fn record_imported(
    transaction: &Transaction,
    locked: &mut Locked,
    choices: &[Choice<'_>],
    origin: Origin<'_>,
    proof: ImportProof,
) -> Result<Changes, Error> {
    record_from(transaction, locked, choices, origin, Some(proof)).await
}

async fn record_from(
    transaction: &Transaction,
    locked: &mut Locked,
    choices: &[Choice<'_>],
    origin: Origin<'_>,
    import: Option<ImportProof>,
) -> Result<Changes, Error> {
    if choices.is_empty() {
        return Ok(Changes::default());
    }
    let leaving: Vec<Uuid> =
        choices.iter().filter(|choice| !choice.subscribed).map(|choice| choice.contact_id).collect();
    let known = addresses_of(transaction, &leaving).await?;
    let mut made = Choices::default();
    for choice in choices {
        let addresses = match known.get(&choice.contact_id) {
            Some(all) if !choice.subscribed => all.as_slice(),
            _ => std::slice::from_ref(&choice.primary),
        };
        made.add(Some(choice.contact_id), addresses, choice.list.as_str(), choice.subscribed);
    }
    let now = locked.now;
    let keep_no = import.is_some_and(|import| !import.consent_confirmed);
    let detail = import.map(|import| json!({"job": import.job, "consentConfirmed": import.consent_confirmed}));
    let logged = Logged { source: origin.source, actor: Some(origin.actor), detail, ..Logged::default() };
    let rows = made.store(transaction, keep_no, logged, now).await?;
    let changed: BTreeSet<(Uuid, String, bool)> =
        rows.into_iter().filter_map(|row| Some((row.contact_id?, row.category, row.subscribed))).collect();
    let events = changed
        .into_iter()
        .map(|(contact, list, subscribed)| event(locked, contact, &list, subscribed, origin.source))
        .collect();
    Ok(Changes { events, warnings: warnings(transaction, choices, now).await? })
}

/// Opt-outs follow a person to a new address: the global one, and every explicit no for which the new address has no
/// choice of its own; with `no_wins` also those for which it has a yes. Opt-ins, suppressions and bounces stay with the
/// old address. Each is logged.
///
/// # Errors
/// Those of the database.
pub async fn carry_opt_outs(
    transaction: &Transaction,
    changes: &[AddressChange],
    no_wins: bool,
    origin: Origin<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    if changes.is_empty() {
        return Ok(());
    }
    let contact_ids: Vec<Uuid> = changes.iter().map(|change| change.contact_id).collect();
    let old: Vec<&str> = changes.iter().map(|change| change.old.as_str()).collect();
    let new: Vec<&str> = changes.iter().map(|change| change.new.as_str()).collect();
    let client = &**transaction;
    sql::carry_opt_outs().bind(client, &contact_ids, &old, &new, &no_wins, &now, &origin.source, &origin.actor).await?;
    Ok(())
}

async fn warnings(
    transaction: &Transaction,
    choices: &[Choice<'_>],
    now: Timestamp,
) -> Result<BTreeMap<Uuid, BTreeSet<String>>, Error> {
    let mut warnings: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    let joining: Vec<&Choice<'_>> = choices.iter().filter(|choice| choice.subscribed).collect();
    if joining.is_empty() {
        return Ok(warnings);
    }
    let emails: Vec<&str> = joining.iter().map(|choice| choice.primary.as_str()).collect();
    let rows = sql::withheld_addresses().bind(&**transaction, &Some(now), &emails).all().await?;
    for choice in joining {
        let mut warn = |word: &str| {
            warnings.entry(choice.contact_id).or_default().insert(word.to_owned());
        };
        if choice.named.as_ref().is_some_and(|named| *named != choice.primary) {
            warn("alias_address");
        }
        let withheld = rows.iter().find(|row| row.email == choice.primary);
        if withheld.is_some_and(|row| row.unsubscribed_all) {
            warn("globally_unsubscribed");
        }
        if withheld.is_some_and(|row| row.suppressed) {
            warn("suppressed");
        }
    }
    Ok(warnings)
}

/// The event of a real change.
pub(crate) fn event(locked: &mut Locked, contact_id: Uuid, list: &str, subscribed: bool, source: &str) -> NewEvent {
    let name = if subscribed { EventName::list_subscribed() } else { EventName::list_unsubscribed() };
    let bag: Map<String, Value> =
        [("listId".to_owned(), json!(list)), ("source".to_owned(), json!(source))].into_iter().collect();
    NewEvent::of_sounder(locked, contact_id, &name, Properties::of(bag), "list")
}
