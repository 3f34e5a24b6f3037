//! `template.toml`: what a mail is, beside its body.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Subject, category and sending rules of one mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateFile {
    /// Subject, with variables.
    #[schemars(length(min = 1, max = 500))]
    pub subject: String,
    /// Text that mail clients show after the subject, with variables; best 40–130 characters.
    #[schemars(length(min = 1, max = 500))]
    pub preheader: String,
    /// Id of a list, an entry of categories.toml, or `transactional`: decides who gets the mail.
    #[schemars(regex(pattern = r"^[a-z0-9_-]{1,64}$"))]
    pub category: String,
    /// Sender, `Name <local@domain>`; brand.toml's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Reply-To address; brand.toml's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Whether opens are counted; off for `transactional` and on for others when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track_opens: Option<bool>,
    /// Whether clicks are counted; as `trackOpens` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track_clicks: Option<bool>,
    /// A mail that could not leave within this time is not sent: `90s`, `15m`, `2h`, `3d`, `1d12h`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(
        regex(pattern = r"^([1-9][0-9]{0,5}d)?([1-9][0-9]{0,5}h)?([1-9][0-9]{0,5}m)?([1-9][0-9]{0,5}s)?$"),
        length(min = 2)
    )]
    pub max_age: Option<String>,
    /// Whether mail of this template, sent over the API, waits for the recipient's send window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Contact properties that the template may read as `contact.<name>`.
    #[serde(default)]
    #[schemars(inner(length(min = 1, max = 128)))]
    pub contact_fields: Vec<String>,
    /// Language of this mail (BCP 47); brand.toml's when absent. Arabic, Hebrew, Persian and others are written
    /// from right to left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))]
    pub locale: Option<String>,
    /// A deprecated template works, but is marked where templates are chosen.
    #[serde(default)]
    pub deprecated: bool,
}

/// How mail of a template treats send windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// Waits for the next opening.
    Respect,
    /// Leaves at any hour.
    Ignore,
}

/// Seconds of a duration such as `1d12h`; `None` when `text` is none.
pub(crate) fn duration_secs(text: &str) -> Option<u64> {
    let mut total = 0u64;
    let mut digits = String::new();
    for character in text.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        let unit = match character {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        total = total.checked_add(digits.parse::<u64>().ok()?.checked_mul(unit)?)?;
        digits.clear();
    }
    (digits.is_empty() && total > 0).then_some(total)
}
