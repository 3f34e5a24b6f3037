//! What an import is asked to do.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::input::{Fields, Invalid, boolean, bounded_text, object, storable, text};
use crate::list::ListId;
use crate::refusal::Refusal;

/// Names of columns that an import may give anew.
const MAX_RENAMED: usize = 256;
/// Characters of a column's title, and of what it is taken for.
const MAX_TITLE: usize = 200;
/// Lists that an import may subscribe every row to.
const MAX_LISTS: usize = 20;

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Kind {
    /// Contacts, with properties and list choices.
    Contacts,
    /// Addresses that must get no mail: bounces, complaints, blocked by hand.
    Suppressions,
    /// Addresses that said no, to a list or to all mail.
    Unsubscribes,
}

impl Kind {
    /// The word of the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Suppressions => "suppressions",
            Self::Unsubscribes => "unsubscribes",
        }
    }
}

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Format {
    /// A header, then rows; `,`, `;` or TAB between cells.
    Csv,
    /// An array of objects, or an object per line.
    Json,
}

impl Format {
    /// The word of the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Which rows of contacts are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum RowMode {
    /// All.
    Upsert,
    /// Only those whose contact does not exist.
    CreateOnly,
    /// Only those whose contact exists.
    UpdateOnly,
}

/// The options of an import, as the job keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// What the rows are.
    pub kind: Kind,
    /// How the file is written.
    pub format: Format,
    /// Reads and counts everything, and changes nothing.
    pub dry_run: bool,
    /// Lists that every contact is subscribed to, unless it said no.
    pub list_ids: Vec<String>,
    /// The operator has the consent of these people: lists with double opt-in take them without a mail, and a yes
    /// overturns a stored no.
    pub consent_confirmed: bool,
    /// Which rows of contacts are taken.
    pub mode: RowMode,
    /// An empty cell removes its property, instead of leaving it as it is.
    pub clear_empty: bool,
    /// Titles of columns → what they are taken for; `None` leaves the column out.
    pub columns: BTreeMap<String, Option<String>>,
}

impl Options {
    /// Reads `format`, `kind`, `dryRun`, `listIds`, `consentConfirmed`, `mode`, `emptyCells`, `columns` and
    /// `triggerEvents`, of which only `false` is supported. Findings are left with `fields`, also those about options
    /// that do not apply to the kind or the format.
    ///
    /// # Errors
    /// `reserved_list` and `unknown_list` for texts that can be no list.
    pub fn read(fields: &mut Fields<'_>) -> Result<Self, Refusal> {
        let kinds = [Kind::Contacts, Kind::Suppressions, Kind::Unsubscribes].map(|kind| (kind.as_str(), kind));
        let formats = [Format::Csv, Format::Json].map(|format| (format.as_str(), format));
        let modes =
            [("upsert", RowMode::Upsert), ("create_only", RowMode::CreateOnly), ("update_only", RowMode::UpdateOnly)];
        let format = fields.required("format", |value| one_of(value, &formats)).unwrap_or(Format::Csv);
        let kind = fields.optional("kind", |value| one_of(value, &kinds)).unwrap_or(Kind::Contacts);
        let mode = fields.optional("mode", |value| one_of(value, &modes)).unwrap_or(RowMode::Upsert);
        let empty = [("keep", false), ("clear", true)];
        let clear_empty = fields.optional("emptyCells", |value| one_of(value, &empty)).unwrap_or_default();
        let dry_run = fields.optional("dryRun", boolean).unwrap_or_default();
        let consent_confirmed = fields.optional("consentConfirmed", boolean).unwrap_or_default();
        fields.optional("triggerEvents", silent);
        let columns = fields.optional("columns", renamed).unwrap_or_default();
        let ids = fields.optional("listIds", texts).unwrap_or_default();
        // Who asks for what does not happen learns it before, and not from the result.
        let of_contacts = [
            ("listIds", !ids.is_empty()),
            ("mode", mode != RowMode::Upsert),
            ("emptyCells", clear_empty),
            ("consentConfirmed", consent_confirmed),
        ];
        let of_csv = [("columns", !columns.is_empty()), ("emptyCells", clear_empty)];
        for (name, asked) in of_contacts {
            if asked && kind != Kind::Contacts {
                fields.note(name, Invalid::new("invalid_value", "is for contacts only"));
            }
        }
        for (name, asked) in of_csv {
            if asked && format != Format::Csv {
                fields.note(name, Invalid::new("invalid_value", "is for CSV only"));
            }
        }
        let ids: BTreeSet<ListId> = ids.into_iter().map(ListId::parse).collect::<Result<_, _>>()?;
        let list_ids = ids.iter().map(|id| id.as_str().to_owned()).collect();
        Ok(Self { kind, format, dry_run, list_ids, consent_confirmed, mode, clear_empty, columns })
    }
}

fn one_of<T: Copy>(value: &Value, words: &[(&str, T)]) -> Result<T, Invalid> {
    let word = text(value)?;
    words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Invalid::new("invalid_value", format!("must be one of {}", known.join(", ")))
    })
}

fn silent(value: &Value) -> Result<(), Invalid> {
    if boolean(value)? {
        return Err(Invalid::new("invalid_value", "must be false: an import starts nothing in this version"));
    }
    Ok(())
}

fn texts(value: &Value) -> Result<Vec<&str>, Invalid> {
    let items = value.as_array().ok_or_else(|| Invalid::type_of("a list"))?;
    if items.len() > MAX_LISTS {
        return Err(Invalid::new("too_long", format!("must have at most {MAX_LISTS} entries")));
    }
    items.iter().map(text).collect()
}

fn renamed(value: &Value) -> Result<BTreeMap<String, Option<String>>, Invalid> {
    let names = object(value)?;
    if names.len() > MAX_RENAMED {
        return Err(Invalid::new("too_long", format!("must have at most {MAX_RENAMED} entries")));
    }
    storable(value)?;
    names
        .iter()
        .map(|(title, meaning)| {
            let below = |invalid| Invalid { below: vec![title.clone()], ..invalid };
            if title.chars().count() > MAX_TITLE {
                return Err(Invalid::new("too_long", format!("must have titles of at most {MAX_TITLE} characters")));
            }
            let meaning = match meaning {
                Value::Null => None,
                meaning => Some(bounded_text(meaning, MAX_TITLE).map_err(below)?.to_owned()),
            };
            Ok((title.trim().to_owned(), meaning))
        })
        .collect()
}
