//! Rows of suppressions: addresses that get no mail at all. None is ever lifted here.

use std::collections::HashSet;

use domain::identity::{EmailAddress, IdentityKeys};
use domain::import::cell::instant;
use domain::input::{Fields, Invalid, text};
use domain::refusal::Refusal;
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::imports as sql;
use serde_json::Value;
use uuid::Uuid;

use super::group::{Outcome, Said, Work};
use crate::contacts::resolve::Locked;

/// Words of the column `reason`, those of other tools among them, and the reason that is stored.
const REASONS: [(&str, &str); 9] = [
    ("hard_bounce", "hard_bounce"),
    ("bounce", "hard_bounce"),
    ("bounced", "hard_bounce"),
    ("complaint", "complaint"),
    ("complained", "complaint"),
    ("spam", "complaint"),
    ("manual", "manual"),
    ("blocklisted", "manual"),
    ("provider", "provider"),
];

/// An address that must get no mail.
pub(super) struct Suppression {
    pub(super) keys: IdentityKeys,
    reason: &'static str,
    at: Option<Timestamp>,
}

impl Suppression {
    /// `{email, reason?, at?}`; without a reason it is `manual`, without a time now.
    pub(super) fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let email = address(&mut fields);
        let reason = fields.optional("reason", reason);
        let at = time(&mut fields);
        fields.finish()?;
        Ok(Self { keys: email, reason: reason.unwrap_or("manual"), at })
    }
}

/// The required column `email`.
pub(super) fn address(fields: &mut Fields<'_>) -> IdentityKeys {
    let email = fields.required("email", |value| EmailAddress::parse(text(value)?));
    IdentityKeys { email, ..IdentityKeys::default() }
}

/// The column `at`.
pub(super) fn time(fields: &mut Fields<'_>) -> Option<Timestamp> {
    fields.optional("at", |value| instant(text(value)?).map_err(|problem| Invalid::new("invalid_format", problem)))
}

fn reason(value: &Value) -> Result<&'static str, Invalid> {
    let word = text(value)?.trim().to_ascii_lowercase();
    let known = REASONS.iter().find(|(known, _)| *known == word).map(|(_, reason)| *reason);
    known.ok_or_else(|| Invalid::new("invalid_value", "must be hard_bounce, complaint, manual or provider"))
}

/// Writes a group, with its rows in the consent log.
///
/// # Errors
/// Those of the database.
pub(super) async fn write(
    transaction: &Transaction,
    locked: &Locked,
    work: &Work,
    rows: &[(usize, &Said)],
) -> Result<Outcome, Error> {
    let (mut emails, mut reasons, mut at, mut owners) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::<Option<Uuid>>::new());
    for (_, said) in rows {
        let Said::Suppression(suppression) = said else { continue };
        let Some(email) = &suppression.keys.email else { continue };
        emails.push(email.as_str());
        reasons.push(suppression.reason);
        at.push(suppression.at.map_or(locked.now, |at| at.min(locked.now)));
        owners.push(locked.identities.owners(&suppression.keys).next());
    }
    let written: HashSet<String> = sql::import_suppressions()
        .bind(&**transaction, &emails, &reasons, &at, &owners, &locked.now, &work.actor, &work.job)
        .all()
        .await?
        .into_iter()
        .collect();
    // A row that repeats another one of its group is none that made something new.
    let created = written.len();
    Ok(Outcome { created, updated: emails.len() - created, failed: Vec::new() })
}
