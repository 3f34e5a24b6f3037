//! Rows of unsubscribes: addresses that said no, to a list or to all mail. They are opted out together with every other
//! address of the contact that owns them, as any opt-out is, and never opted in again here.

use std::collections::{BTreeSet, HashSet};

use domain::identity::IdentityKeys;
use domain::input::{Fields, text};
use domain::list::ListId;
use domain::refusal::Refusal;
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::events::StoreEventsStmt;
use queries::queries::imports as sql;
use serde_json::Value;
use uuid::Uuid;

use super::group::{Outcome, Said, Work};
use super::suppressions::{address, time};
use crate::contacts::find::addresses_of;
use crate::contacts::resolve::Locked;
use crate::events::store;
use crate::lists::change;

/// An address that said no.
pub(super) struct OptOut {
    pub(super) keys: IdentityKeys,
    /// To this list; to all mail without one.
    pub(super) list: Option<ListId>,
    at: Option<Timestamp>,
}

impl OptOut {
    /// `{email, list?, at?}`.
    pub(super) fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let keys = address(&mut fields);
        let list = fields.optional("list", text);
        let at = time(&mut fields);
        fields.finish()?;
        let list = list.map(str::trim).filter(|list| !list.is_empty()).map(ListId::parse).transpose()?;
        Ok(Self { keys, list, at })
    }
}

/// Addresses that are opted out, column by column as the statements take them.
#[derive(Default)]
struct Columns<'a> {
    emails: Vec<&'a str>,
    lists: Vec<&'a str>,
    at: Vec<Timestamp>,
    owners: Vec<Option<Uuid>>,
}

/// Writes a group, with its rows in the consent log. The events of lists are stored and start nothing.
///
/// # Errors
/// Those of the database.
pub(super) async fn write(
    transaction: &Transaction,
    storing: &StoreEventsStmt,
    locked: &mut Locked,
    work: &Work,
    rows: &[(usize, &Said)],
) -> Result<Outcome, Error> {
    let client = &**transaction;
    let opt_outs: Vec<(&OptOut, Option<Uuid>)> = rows
        .iter()
        .filter_map(|(_, said)| match said {
            Said::OptOut(opt_out) => Some((opt_out, locked.identities.owners(&opt_out.keys).next())),
            _ => None,
        })
        .collect();
    let owners: Vec<Uuid> = opt_outs.iter().filter_map(|(_, owner)| *owner).collect();
    let addresses = addresses_of(transaction, &owners).await?;
    let (mut everything, mut lists) = (Columns::default(), Columns::default());
    for (opt_out, owner) in &opt_outs {
        let columns = if opt_out.list.is_some() { &mut lists } else { &mut everything };
        let named = opt_out.keys.email.as_ref().map(|email| email.as_str());
        let others = owner.and_then(|owner| addresses.get(&owner)).into_iter().flatten().map(String::as_str);
        for email in named.into_iter().chain(others) {
            columns.emails.push(email);
            columns.lists.push(opt_out.list.as_ref().map_or("", |list| list.as_str()));
            columns.at.push(opt_out.at.map_or(locked.now, |at| at.min(locked.now)));
            columns.owners.push(*owner);
        }
    }
    let Columns { emails, at, owners, .. } = everything;
    let all_mail = sql::import_global_opt_outs()
        .bind(client, &emails, &at, &owners, &locked.now, &work.actor, &work.job)
        .all()
        .await?;
    let Columns { emails, lists, at, owners } = lists;
    let changed = sql::import_opt_outs()
        .bind(client, &emails, &lists, &at, &owners, &locked.now, &work.actor, &work.job)
        .all()
        .await?;

    let left: BTreeSet<(Uuid, &str)> =
        changed.iter().filter_map(|row| Some((row.contact_id?, row.category.as_str()))).collect();
    let mut events: Vec<_> =
        left.into_iter().map(|(contact, list)| change::event(locked, contact, list, false, "import")).collect();
    for event in &mut events {
        event.dispatch = false;
    }
    store::store(transaction, storing, events).await?;

    let mut new: HashSet<(&str, &str)> = all_mail.iter().map(|email| (email.as_str(), "")).collect();
    new.extend(changed.iter().map(|row| (row.email.as_str(), row.category.as_str())));
    let created = opt_outs
        .iter()
        .filter(|(opt_out, _)| {
            let email = opt_out.keys.email.as_ref().map_or("", |email| email.as_str());
            new.remove(&(email, opt_out.list.as_ref().map_or("", |list| list.as_str())))
        })
        .count();
    Ok(Outcome { created, updated: opt_outs.len() - created, failed: Vec::new() })
}
