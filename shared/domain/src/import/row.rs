//! From a row of the file to a body as the data plane takes it, so that a row is judged by the rules of a request.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::cell::{self, NULL};
use super::columns::{Column, Target};
use super::csv::CsvScanner;
use super::json::JsonScanner;
use super::options::{Kind, Options};
use super::{Malformed, Record};
use crate::refusal::Refusal;

/// How a file is written: found out once, at its beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// CSV with a header.
    Csv {
        /// Between cells.
        delimiter: char,
        /// In the order of the file.
        columns: Vec<Column>,
    },
    /// A JSON array of objects.
    Array,
    /// A JSON object per line.
    Lines,
}

/// A row and what it says, or why it cannot be read.
pub type Row = (u64, Result<Value, String>);

impl Layout {
    /// The rows of a chunk, which was cut at rows.
    ///
    /// # Errors
    /// None for a chunk that [`super::split`] cut from the file as it is.
    pub fn rows(&self, chunk: &[u8], from: u64, first_row: u64, options: &Options) -> Result<Vec<Row>, Malformed> {
        let mut rows = Vec::new();
        let mut take = |record: &Record<'_>| {
            rows.push((record.row, self.body(record, options)));
            Ok(())
        };
        match self {
            Self::Csv { delimiter, .. } => {
                CsvScanner::at(*delimiter as u8, from, first_row).push(chunk, true, &mut take)?;
            }
            Self::Array => JsonScanner::at(true, from, first_row).push(chunk, true, &mut take)?,
            Self::Lines => JsonScanner::at(false, from, first_row).push(chunk, true, &mut take)?,
        }
        Ok(rows)
    }

    fn body(&self, record: &Record<'_>, options: &Options) -> Result<Value, String> {
        match self {
            Self::Csv { columns, .. } => csv_body(columns, record, options.clear_empty),
            Self::Array | Self::Lines => json_body(record.data, options.kind),
        }
    }

    /// A refusal of the row's body in words that name the columns of the file.
    pub fn told(&self, refusal: &Refusal) -> String {
        let mut text = String::new();
        for issue in &refusal.issues {
            if !text.is_empty() {
                text.push_str("; ");
            }
            let path: Vec<&str> = issue.path.iter().map(String::as_str).collect();
            match self.title(&path) {
                Some(title) => _ = write!(text, "column \"{title}\": {}", issue.message),
                None if path.is_empty() => text.push_str(&issue.message),
                None => _ = write!(text, "{}: {}", path.join("."), issue.message),
            }
        }
        if text.is_empty() { refusal.message.clone() } else { text }
    }

    fn title(&self, path: &[&str]) -> Option<&str> {
        let Self::Csv { columns, .. } = self else { return None };
        let meant = |target: &Target| match (target, path) {
            (Target::Field(name), [first, ..]) => name == first,
            (Target::Property { name, .. }, ["properties", below, ..]) => name == below,
            (Target::List(id), ["lists", below, ..]) => id == below,
            _ => false,
        };
        columns.iter().find(|column| meant(&column.target)).map(|column| column.title.as_str())
    }
}

fn csv_body(columns: &[Column], record: &Record<'_>, clear_empty: bool) -> Result<Value, String> {
    let mut body = Map::new();
    let (mut properties, mut lists) = (Map::new(), Map::new());
    let mut start = 0;
    for (position, &end) in record.ends.iter().enumerate() {
        // The splitter has refused a file that is not UTF-8.
        let cell = std::str::from_utf8(&record.data[start..end]).map_err(|_| "is not UTF-8".to_owned())?;
        start = end;
        let Some(Column { title, target }) = columns.get(position) else {
            if cell.is_empty() {
                continue;
            }
            return Err(format!("has {} cells, the header {}", record.ends.len(), columns.len()));
        };
        let told = |problem: &str| format!("column \"{title}\": {problem}");
        let (empty, null) = (cell.is_empty(), cell == NULL);
        match target {
            Target::Property { name, .. } if null || (empty && clear_empty) => {
                properties.insert(name.clone(), Value::Null);
            }
            Target::Nothing => {}
            _ if empty || null => {}
            Target::Field(name) => {
                body.insert(name.clone(), Value::from(cell));
            }
            Target::List(id) => {
                lists.insert(id.clone(), Value::from(cell::boolean(cell).map_err(told)?));
            }
            Target::Property { name, cells } => {
                properties.insert(name.clone(), cells.read(cell).map_err(told)?);
            }
        }
    }
    if !properties.is_empty() {
        body.insert("properties".into(), Value::Object(properties));
    }
    if !lists.is_empty() {
        body.insert("lists".into(), Value::Object(lists));
    }
    Ok(Value::Object(body))
}

fn json_body(text: &[u8], kind: Kind) -> Result<Value, String> {
    let Ok(Value::Object(mut body)) = serde_json::from_slice(text) else {
        return Err("must be a JSON object".into());
    };
    // Exports write what is absent as null.
    body.retain(|_, value| !value.is_null());
    if kind == Kind::Contacts
        && !body.contains_key("userId")
        && let Some(id) = body.remove("externalId")
    {
        body.insert("userId".into(), id);
    }
    Ok(Value::Object(body))
}
