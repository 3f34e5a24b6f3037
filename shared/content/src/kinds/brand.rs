//! `brand.toml`: who sends, and how the mails look.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who sends the mails and how they look. One file per installation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Brand {
    /// Name of the sender, shown at the top and in the footer.
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    /// Postal address of the sender, one line. The law of many countries wants it in every marketing mail.
    #[schemars(length(min = 5, max = 300))]
    pub address: String,
    /// Address of the website.
    #[schemars(regex(pattern = r"^https://[^\s]+$"))]
    pub website: String,
    /// Default sender: `Name <local@domain>` or `local@domain`, ASCII address.
    pub from: String,
    /// Default Reply-To address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Domain that ends the List-Id header, such as `lists.example.com`.
    #[schemars(regex(pattern = r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$"))]
    pub list_domain: String,
    /// Language of the mails (BCP 47); gives `lang`, the writing direction and the form of amounts.
    #[serde(default = "english")]
    #[schemars(regex(pattern = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))]
    pub locale: String,
    /// IANA time zone in which the filter `date` shows instants when it is given none.
    #[serde(default = "utc")]
    pub time_zone: String,
    /// Image shown instead of the name at the top of a mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^https://[^\s]+$"))]
    pub logo_url: Option<String>,
    /// Width of the logo in pixels.
    #[serde(default = "logo_width")]
    #[schemars(range(min = 16, max = 552))]
    pub logo_width: u32,
    /// CSS font stack of system fonts, without quotes; remote fonts are never loaded.
    #[serde(default = "system_fonts")]
    #[schemars(regex(pattern = r"^[A-Za-z0-9 ,-]+$"))]
    pub font_stack: String,
    /// Colours in a light mail client.
    #[serde(default)]
    pub colors: Colors,
    /// Colours in a dark mail client.
    #[serde(default)]
    pub dark_colors: DarkColors,
}

/// Colours as `#rrggbb`; each has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Colors {
    /// Buttons and links.
    pub primary: HexColor,
    /// Text on a button.
    pub on_primary: HexColor,
    /// Around the mail.
    pub background: HexColor,
    /// The mail itself.
    pub surface: HexColor,
    /// Text and headings.
    pub text: HexColor,
    /// Secondary text and the footer.
    pub muted: HexColor,
    /// Lines and edges.
    pub border: HexColor,
    /// Behind a highlighted passage.
    pub highlight: HexColor,
}

/// The same names as the light colours; each has a default of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DarkColors {
    /// Buttons and links.
    pub primary: HexColor,
    /// Text on a button.
    pub on_primary: HexColor,
    /// Around the mail.
    pub background: HexColor,
    /// The mail itself.
    pub surface: HexColor,
    /// Text and headings.
    pub text: HexColor,
    /// Secondary text and the footer.
    pub muted: HexColor,
    /// Lines and edges.
    pub border: HexColor,
    /// Behind a highlighted passage.
    pub highlight: HexColor,
}

/// A colour as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct HexColor(#[schemars(regex(pattern = r"^#[0-9a-fA-F]{6}$"))] pub String);

impl Default for Colors {
    fn default() -> Self {
        Self {
            primary: hex("#3d5afe"),
            on_primary: hex("#ffffff"),
            background: hex("#f4f5f7"),
            surface: hex("#ffffff"),
            text: hex("#1c2333"),
            muted: hex("#5f6b7e"),
            border: hex("#e3e6eb"),
            highlight: hex("#f4f6fe"),
        }
    }
}

impl Default for DarkColors {
    fn default() -> Self {
        Self {
            primary: hex("#8c9eff"),
            on_primary: hex("#0f1526"),
            background: hex("#0e1117"),
            surface: hex("#181c25"),
            text: hex("#eceff4"),
            muted: hex("#9aa5b8"),
            border: hex("#2c3341"),
            highlight: hex("#202637"),
        }
    }
}

fn hex(text: &str) -> HexColor {
    HexColor(text.to_owned())
}

fn english() -> String {
    "en".to_owned()
}

fn utc() -> String {
    "UTC".to_owned()
}

fn logo_width() -> u32 {
    140
}

fn system_fonts() -> String {
    "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif".to_owned()
}
