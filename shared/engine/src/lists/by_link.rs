//! Choices made through a link of a mail, proven by the mail instead of an actor.

use std::collections::BTreeSet;

use domain::identity::EmailAddress;
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::lists as sql;
use uuid::Uuid;

use super::store::{Choices, Logged};
use crate::contacts::find::addresses_of;
use crate::contacts::resolve::Locked;

/// Whose choices a link may change.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The contact that owns the address of the mail, if any; the caller holds its lock.
    pub contact_id: Option<Uuid>,
    /// Where mail goes: the primary address of the contact, else the address of the mail.
    pub primary: String,
    /// The link came to the primary address. Only then it proves consent there: an old mailbox may have another reader
    /// by now, who may end mail to the new address, but not begin it.
    pub may_opt_in: bool,
    /// What an opt-out holds for: every address of the contact, else the address of the mail.
    pub addresses: Vec<String>,
}

impl Holder {
    /// Of a mail to `address`, whose owner is `contact_id` and locked.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of(
        transaction: &Transaction,
        locked: &Locked,
        address: &EmailAddress,
        contact_id: Option<Uuid>,
    ) -> Result<Self, Error> {
        let mailed = || address.as_str().to_owned();
        let Some(id) = contact_id else {
            return Ok(Self { contact_id, primary: mailed(), may_opt_in: true, addresses: vec![mailed()] });
        };
        let primary = locked.identities.contact(id).and_then(|contact| contact.email.clone()).unwrap_or_else(mailed);
        let addresses = addresses_of(transaction, &[id]).await?.remove(&id).unwrap_or_default();
        Ok(Self { contact_id, may_opt_in: primary == address.as_str(), primary, addresses })
    }

    fn addresses_for(&self, opts_in: bool) -> &[String] {
        match (opts_in, self.may_opt_in) {
            (false, _) => &self.addresses,
            (true, true) => std::slice::from_ref(&self.primary),
            (true, false) => &[],
        }
    }
}

/// Where a choice comes from, for the consent log.
#[derive(Clone, Copy, Debug)]
pub struct Proof {
    /// `one_click` or `page`.
    pub source: &'static str,
    /// The mail.
    pub send_id: Uuid,
}

/// Records choices (category, in or out), all of them in one statement. Answers those that changed anything; repeating
/// a choice changes and logs nothing, nor does an opt-in that the link may not make. A category is a list or any other.
///
/// # Errors
/// Those of the database.
pub async fn record_choices(
    transaction: &Transaction,
    holder: &Holder,
    choices: &[(&str, bool)],
    proof: Proof,
    now: Timestamp,
) -> Result<BTreeSet<(String, bool)>, Error> {
    let mut made = Choices::default();
    for &(category, subscribed) in choices {
        made.add(holder.contact_id, holder.addresses_for(subscribed), category, subscribed);
    }
    let logged = Logged { source: proof.source, send_id: Some(proof.send_id), ..Logged::default() };
    let rows = made.store(transaction, false, logged, now).await?;
    Ok(rows.into_iter().map(|row| (row.category, row.subscribed)).collect())
}

/// Records the opt-out from all mail, or its end. Whether that changed anything; repeating it changes and logs nothing,
/// nor does an end that the link may not make.
///
/// # Errors
/// Those of the database.
pub async fn record_global_choice(
    transaction: &Transaction,
    holder: &Holder,
    unsubscribed_all: bool,
    proof: Proof,
    now: Timestamp,
) -> Result<bool, Error> {
    let emails = holder.addresses_for(!unsubscribed_all);
    let Proof { source, send_id } = proof;
    let changed = sql::record_global_choice()
        .bind(
            &**transaction,
            &emails,
            &unsubscribed_all,
            &now,
            &source,
            &holder.contact_id,
            &None::<&str>,
            &Some(send_id),
        )
        .all()
        .await?;
    Ok(!changed.is_empty())
}
