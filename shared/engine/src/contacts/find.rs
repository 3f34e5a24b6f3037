//! Looking a contact up. Creates and touches nothing.

use platform::Error;
use queries::queries::contacts as sql;

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
