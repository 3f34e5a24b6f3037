//! The header of a CSV file: what each column is taken for.

use serde::{Deserialize, Serialize};

use super::Malformed;
use super::cell::CellType;
use super::options::{Kind, Options};
use crate::list::ListId;

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its title, as errors name it.
    pub title: String,
    /// What its cells are.
    pub target: Target,
}

/// What the cells of a column are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Target {
    /// Left out.
    Nothing,
    /// A field of the row, by its name on the wire: `userId`, `email`, `at`, …
    Field(String),
    /// The choice of a list.
    List(String),
    /// A property.
    Property {
        /// Its name, without the suffix.
        name: String,
        /// What the suffix says.
        cells: CellType,
    },
}

/// Titles that mean something of their own, in any case, and the field that they stand for.
fn fields(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Contacts => &[
            ("externalid", "userId"),
            ("userid", "userId"),
            ("email", "email"),
            ("anonymousid", "anonymousId"),
            ("timezone", "timezone"),
        ],
        Kind::Suppressions => &[("email", "email"), ("reason", "reason"), ("at", "at")],
        Kind::Unsubscribes => &[("email", "email"), ("list", "list"), ("at", "at")],
    }
}

/// What the columns of this header are taken for.
///
/// # Errors
/// A title with a control character; no column that says who is meant; a column that `options` name and that is not
/// there; two columns for one thing; a list's column whose id can be none.
pub fn read_header(titles: &[&str], options: &Options, row: u64) -> Result<Vec<Column>, Malformed> {
    // Postgres stores no NUL, and nobody types the others; a spreadsheet does have titles of two lines.
    let unusable = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(at) = titles.iter().position(|title| title.contains(unusable)) {
        return Err(Malformed::new(row, format!("has a control character in the title of column {}", at + 1)));
    }
    if let Some(missing) = options.columns.keys().find(|title| !titles.iter().any(|known| known.trim() == *title)) {
        return Err(Malformed::new(row, format!("has no column \"{missing}\", which the import names")));
    }
    let mut columns: Vec<Column> = Vec::with_capacity(titles.len());
    for title in titles.iter().map(|title| title.trim()) {
        let target = match options.columns.get(title) {
            Some(None) => Target::Nothing,
            Some(Some(meaning)) => target(meaning, options.kind, row)?,
            None => target(title, options.kind, row)?,
        };
        let twin = columns.iter().find(|column| target != Target::Nothing && same(&column.target, &target));
        if let Some(twin) = twin {
            let reason = format!("has two columns for one thing, \"{}\" and \"{title}\"", twin.title);
            return Err(Malformed::new(row, reason));
        }
        columns.push(Column { title: title.to_owned(), target });
    }
    let names =
        |wanted: &str| columns.iter().any(|column| matches!(&column.target, Target::Field(name) if name == wanted));
    match options.kind {
        Kind::Contacts if !names("userId") && !names("email") => {
            Err(Malformed::new(row, "must name the columns, externalId, userId or email among them"))
        }
        Kind::Suppressions | Kind::Unsubscribes if !names("email") => {
            Err(Malformed::new(row, "must name the columns, email among them"))
        }
        _ => Ok(columns),
    }
}

fn same(one: &Target, other: &Target) -> bool {
    match (one, other) {
        (Target::Property { name: one, .. }, Target::Property { name: other, .. }) => one == other,
        (one, other) => one == other,
    }
}

fn target(meaning: &str, kind: Kind, row: u64) -> Result<Target, Malformed> {
    let lower = meaning.to_ascii_lowercase();
    if let Some((_, field)) = fields(kind).iter().find(|(title, _)| *title == lower) {
        return Ok(Target::Field((*field).to_owned()));
    }
    // What else a file of addresses holds says nothing that is kept; a column without a title neither.
    if kind != Kind::Contacts || meaning.is_empty() {
        return Ok(Target::Nothing);
    }
    if let Some(id) = meaning.strip_prefix("list:") {
        let id = ListId::parse(id.trim()).map_err(|refusal| Malformed::new(row, refusal.message))?;
        return Ok(Target::List(id.as_str().to_owned()));
    }
    let typed = meaning.rsplit_once(':').and_then(|(name, suffix)| Some((name, CellType::parse(suffix)?)));
    let (name, cells) = typed.unwrap_or((meaning, CellType::Text));
    Ok(Target::Property { name: name.to_owned(), cells })
}
