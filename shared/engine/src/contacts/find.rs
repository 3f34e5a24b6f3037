//! Looking contacts up. Creates and touches nothing.

use std::collections::BTreeMap;

use platform::Error;
use platform::database::Transaction;
use queries::queries::contacts as sql;
use uuid::Uuid;

pub use queries::queries::contacts::FindContacts as Found;

use crate::Engine;

impl Engine {
    /// Live contacts that either key leads to, aliases included: none, one or two, the match on `external_id` first.
    /// Both are normalised.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn find_contacts(&self, external_id: Option<&str>, email: Option<&str>) -> Result<Vec<Found>, Error> {
        let client = self.database.client().await?;
        Ok(sql::find_contacts().bind(&client, &external_id, &email).all().await?)
    }
}

/// Every address of each of the contacts, aliases included.
///
/// # Errors
/// Those of the database.
pub async fn addresses_of(transaction: &Transaction, contacts: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<String>>, Error> {
    let mut addresses: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    if contacts.is_empty() {
        return Ok(addresses);
    }
    for row in sql::addresses_of().bind(&**transaction, &contacts).all().await? {
        addresses.entry(row.contact_id).or_default().push(row.email);
    }
    Ok(addresses)
}
