//! Listing keys; never their text or hash.

use domain::page::{After, Page, TOTAL_CAP};
use platform::Error;
use queries::client::Params;
use queries::queries::api_keys::{ListApiKeys, ListApiKeysParams, count_api_keys, list_api_keys};

use crate::Engine;

/// One page of keys, newest first.
#[derive(Clone, Debug)]
pub struct KeyPage {
    /// The rows.
    pub keys: Vec<ListApiKeys>,
    /// Where the next page begins, if there is one.
    pub next: Option<After>,
    /// How many there are, up to [`TOTAL_CAP`]; more are told as one above it.
    pub total: Option<i64>,
}

impl Engine {
    /// A page of keys.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list_api_keys(&self, include_revoked: bool, page: Page) -> Result<KeyPage, Error> {
        let wanted = ListApiKeysParams {
            include_revoked,
            after_at: page.after.map(|after| after.at),
            after_id: page.after.map(|after| after.id),
            rows: page.rows(),
            skip: page.offset,
        };
        let client = self.database.client().await?;
        let mut keys = list_api_keys().params(&client, &wanted).all().await?;
        let next = page.cut(&mut keys, |key| After { at: key.created_at, id: key.id });
        let total = if page.count {
            Some(count_api_keys().bind(&client, &include_revoked, &(TOTAL_CAP + 1)).one().await?)
        } else {
            None
        };
        Ok(KeyPage { keys, next, total })
    }
}
