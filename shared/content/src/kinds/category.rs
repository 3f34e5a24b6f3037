//! `categories.toml`: subscription categories that are no list.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Subscription categories that are no list, one table each: `[journey]`. A contact is subscribed to them unless
/// they said no. `transactional` is built in and stands nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(transparent)]
pub struct CategoriesFile(pub BTreeMap<String, CategoryEntry>);

/// What people read about a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CategoryEntry {
    /// Name in footers and on the preference page.
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    /// One sentence on the preference page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 300))]
    pub description: Option<String>,
}

/// A category with its id: an entry of `categories.toml`, or what a template keeps of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Its key in `categories.toml`, or the id of the list.
    pub id: String,
    /// Name in footers and on pages.
    pub name: String,
    /// One sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}
