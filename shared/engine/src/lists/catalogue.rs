//! Which lists there are.

use std::collections::BTreeSet;

use domain::list::{self, ListId};
use platform::Error;
use queries::queries::lists as sql;

use crate::Engine;

/// A list that can be subscribed to.
#[derive(Clone, Debug)]
pub struct List {
    /// Id, `[a-z0-9_-]{1,64}`.
    pub id: String,
    /// Name as people read it.
    pub name: String,
    /// One sentence.
    pub description: Option<String>,
    /// Whether somebody who never chose is subscribed.
    pub default_opt_in: bool,
}

impl Engine {
    /// The enabled lists of the current release, in definition order.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list_catalogue(&self) -> Result<Vec<List>, Error> {
        let rows = sql::list_catalogue().bind(&self.database.client().await?).all().await?;
        Ok(rows
            .into_iter()
            .map(|row| List {
                id: row.list_id,
                name: row.name,
                description: row.description,
                default_opt_in: row.default_opt_in,
            })
            .collect())
    }

    /// Those of the given lists that do not exist, are disabled or were removed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn unknown_lists(&self, ids: &BTreeSet<&ListId>) -> Result<BTreeSet<String>, Error> {
        if ids.is_empty() {
            return Ok(BTreeSet::new());
        }
        let texts: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        let rows = sql::enabled_lists().bind(&self.database.client().await?, &texts).all().await?;
        let known: BTreeSet<String> = rows.into_iter().map(|row| row.list_id).collect();
        Ok(texts.into_iter().filter(|id| !known.contains(*id)).map(str::to_owned).collect())
    }

    /// # Errors
    /// `unknown_list` (404) for the first of them that cannot be subscribed to; those of the database.
    pub async fn require_lists(&self, choices: &[(ListId, bool)]) -> Result<(), Error> {
        let ids = choices.iter().map(|(id, _)| id).collect();
        match self.unknown_lists(&ids).await?.first() {
            Some(id) => Err(list::unknown(id).into()),
            None => Ok(()),
        }
    }
}
