//! `preview.json`: sample values with which a template is checked and shown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Sample values of a template: it is rendered with them before every publication, and previews show them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Preview {
    /// Props that fit schema.json; best all of them, so that every part of the mail is seen.
    #[serde(default)]
    pub props: Map<String, Value>,
    /// Values of the declared contact fields.
    #[serde(default)]
    pub contact: Map<String, Value>,
}
