//! The published form of a template: one JSON value that holds all that a mail is rendered from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::kinds::category::Category;
use crate::kinds::preview::Preview;
use crate::kinds::template::Window;

/// Name of the MJML body among the files of a definition.
pub(crate) const BODY_HTML: &str = "body.mjml.j2";
/// Name of the text body among the files of a definition; it may be absent.
pub(crate) const BODY_TEXT: &str = "body.txt.j2";
/// Name under which the subject is compiled; errors carry it.
pub(crate) const SUBJECT: &str = "subject";
/// Name under which the preheader is compiled.
pub(crate) const PREHEADER: &str = "preheader";

/// A template version: what `content_versions.definition` holds for kind `template`.
///
/// Self-contained: one row renders the mail, whatever was published since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateDefinition {
    /// Path of the template's folder, such as `marketing/product-update`.
    pub key: String,
    /// Name and description of the category as they were published.
    pub category: Category,
    /// Template text of the subject.
    pub subject: String,
    /// Template text of the line that inboxes show after the subject.
    pub preheader: String,
    /// Sender: the template's, else the brand's.
    pub from: String,
    /// Reply-To: the template's, else the brand's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Domain that ends the List-Id header.
    pub list_domain: String,
    /// Whether opens are recorded; absent leaves it to the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track_opens: Option<bool>,
    /// Whether clicks are recorded; absent leaves it to the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track_clicks: Option<bool>,
    /// `maxAge` in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_secs: Option<u64>,
    /// Hours of the day in which the mail may go out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Contact properties that the template may read.
    pub contact_fields: Vec<String>,
    /// Still sent where it is used already, no longer offered.
    pub deprecated: bool,
    /// BCP 47 tag that gives `lang`, the writing direction and the form of amounts.
    pub locale: String,
    /// IANA zone of the filter `date` when it is given none.
    pub time_zone: String,
    /// JSON Schema 2020-12 of the props.
    pub schema: Value,
    /// Example values for previews and for the check of the template.
    pub preview: Preview,
    /// The bodies, and every layout and partial that they include, by name.
    pub files: BTreeMap<String, String>,
    /// The values of brand.toml that the files read.
    pub brand: Map<String, Value>,
}

/// Why a definition cannot be compiled. Publishing checks this, so it means a damaged row or a newer format.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionError {
    /// The JSON is no template definition.
    #[error("the definition is not that of a template: {0}")]
    Shape(#[from] serde_json::Error),
    /// A file of the definition is not valid in the template language.
    #[error("{file}:{line}: {message}")]
    Syntax {
        /// Name of the file in the definition.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the template language says.
        message: String,
    },
}

/// `rtl` for languages written from right to left, else `ltr`.
pub(crate) fn direction_of(locale: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];
    let language = locale.split('-').next().unwrap_or_default();
    if RIGHT_TO_LEFT.contains(&language) { "rtl" } else { "ltr" }
}
