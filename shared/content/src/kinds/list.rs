//! `lists/*.yaml`: a list that contacts subscribe to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A list that contacts subscribe to and campaigns are sent to. One file per list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct List {
    /// Lower-case letters, digits, `-` and `_`; never `transactional` or `journey`. Never change it: choices hang on it.
    #[schemars(regex(pattern = r"^[a-z0-9_-]{1,64}$"))]
    pub id: String,
    /// Name in footers and on the preference page.
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    /// One sentence on the preference page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 300))]
    pub description: Option<String>,
    /// Whether somebody who made no choice is subscribed.
    pub default_opt_in: bool,
    /// Whether a subscription waits for a confirmation by mail. Not offered yet: only `false`.
    #[serde(default)]
    pub double_opt_in: bool,
    /// A disabled list is not shown and gets no mail; the choices of its members are kept.
    #[serde(default = "enabled")]
    pub enabled: bool,
    /// Order in the catalogue: by position, then by id.
    #[serde(default)]
    pub position: i32,
}

fn enabled() -> bool {
    true
}
