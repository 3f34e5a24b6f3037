//! The one statement behind every choice: stored, logged and told apart from what was known.

use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::lists::{self as sql, RecordChoices};
use serde_json::Value;
use uuid::Uuid;

/// Choices of addresses, as parallel arrays for the statement.
#[derive(Default)]
pub(super) struct Choices<'a> {
    emails: Vec<&'a str>,
    categories: Vec<&'a str>,
    values: Vec<bool>,
    contact_ids: Vec<Option<Uuid>>,
}

/// What the consent log says of all of them.
#[derive(Default)]
pub(super) struct Logged<'a> {
    /// See the check of `preference_log.source`.
    pub(super) source: &'a str,
    /// Id of a key or operator.
    pub(super) actor: Option<&'a str>,
    /// The mail whose link was followed.
    pub(super) send_id: Option<Uuid>,
    /// More of the proof.
    pub(super) detail: Option<Value>,
}

impl<'a> Choices<'a> {
    /// A choice for each of the addresses; `contact` owns them, if anybody does.
    pub(super) fn add(&mut self, contact: Option<Uuid>, addresses: &'a [String], category: &'a str, subscribed: bool) {
        for address in addresses {
            self.emails.push(address);
            self.categories.push(category);
            self.values.push(subscribed);
            self.contact_ids.push(contact);
        }
    }

    /// Stores and logs them; gives those that changed anything. With `keep_no` a no wins over a yes, be it stored or
    /// among these.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn store(
        &self,
        transaction: &Transaction,
        keep_no: bool,
        logged: Logged<'_>,
        now: Timestamp,
    ) -> Result<Vec<RecordChoices>, Error> {
        let Self { emails, categories, values, contact_ids } = self;
        if emails.is_empty() {
            return Ok(Vec::new());
        }
        let Logged { source, actor, send_id, detail } = logged;
        let client = &**transaction;
        let statement = sql::record_choices();
        let rows = statement.bind(
            client,
            emails,
            categories,
            values,
            contact_ids,
            &keep_no,
            &source,
            &now,
            &actor,
            &send_id,
            &detail,
        );
        Ok(rows.all().await?)
    }
}
