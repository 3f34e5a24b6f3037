//! Cells of a CSV file as values: what the suffix of a column asks for.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::timestamp;

/// A cell that stands for nothing: the property is removed.
pub const NULL: &str = "\\N";

/// What the cells of a property's column hold; the suffix of its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellType {
    /// No suffix: text as it stands.
    Text,
    /// `:number`: as in JSON, with a decimal point; all digits are kept.
    Number,
    /// `:bool`: `true`, `yes`, `1` or `false`, `no`, `0`, in any case.
    Bool,
    /// `:date`: a day, or an instant; stored as `2026-01-31` or `2026-01-31T08:00:00.000Z`.
    Date,
    /// `:json`: any JSON value.
    Json,
}

impl CellType {
    /// The type of that suffix, without its colon.
    pub fn parse(suffix: &str) -> Option<Self> {
        Some(match suffix {
            "number" => Self::Number,
            "bool" => Self::Bool,
            "date" => Self::Date,
            "json" => Self::Json,
            _ => return None,
        })
    }

    /// The value of a cell that is not empty.
    ///
    /// # Errors
    /// What the cell must be, as a fragment of a sentence.
    pub fn read(self, cell: &str) -> Result<Value, &'static str> {
        match self {
            Self::Text => Ok(Value::from(cell)),
            Self::Number => serde_json::from_str(cell.trim())
                .map(Value::Number)
                .map_err(|_| "must be a number with a decimal point, such as 12.5"),
            Self::Bool => boolean(cell).map(Value::Bool),
            Self::Date => date(cell),
            Self::Json => serde_json::from_str(cell).map_err(|_| "must be JSON"),
        }
    }
}

/// `true`, `yes`, `1` or `false`, `no`, `0`, in any case.
///
/// # Errors
/// Anything else.
pub fn boolean(cell: &str) -> Result<bool, &'static str> {
    match cell.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err("must be true or false"),
    }
}

/// An instant as exports write it: RFC 3339; a day, also as `20260131`; day and time without a zone, which is UTC; seconds
/// (9 or 10 digits) or milliseconds (13) since 1970.
///
/// # Errors
/// Anything else.
pub fn instant(cell: &str) -> Result<Timestamp, &'static str> {
    const EXPECTED: &str = "must be a time such as 2026-01-31T08:00:00Z, 2026-01-31 08:00 or 2026-01-31";
    let text = cell.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    if let Some(number) = digits(text) {
        let at = match text.len() {
            8 => return day(text).and_then(|day| TimeZone::UTC.to_timestamp(day.into()).ok()).ok_or(EXPECTED),
            9 | 10 => Timestamp::from_second(number),
            13 => Timestamp::from_millisecond(number),
            _ => return Err(EXPECTED),
        };
        return at.map_err(|_| EXPECTED);
    }
    let local: DateTime = text.parse().map_err(|_| EXPECTED)?;
    TimeZone::UTC.to_timestamp(local).map_err(|_| EXPECTED)
}

/// `2026-01-31` or `20260131`.
fn day(text: &str) -> Option<Date> {
    let written = if digits(text).is_some() { 8 } else { 10 };
    if text.len() == written { text.parse().ok() } else { None }
}

fn digits(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn date(cell: &str) -> Result<Value, &'static str> {
    let text = cell.trim();
    if let Some(day) = day(text) {
        return Ok(Value::from(day.to_string()));
    }
    instant(text).map(|at| Value::from(timestamp::format(at)))
}

#[cfg(test)]
mod tests {
    use super::{CellType, instant};
    use serde_json::json;

    #[test]
    fn cells_are_read_by_their_suffix() {
        let good = [
            (CellType::Text, " x ", json!(" x ")),
            (CellType::Number, "12.50", serde_json::from_str("12.50").expect("JSON")),
            (CellType::Bool, "Yes", json!(true)),
            (CellType::Date, "2026-01-31", json!("2026-01-31")),
            (CellType::Date, "2026-01-31T10:00:00+02:00", json!("2026-01-31T08:00:00.000Z")),
            (CellType::Date, "20260131", json!("2026-01-31")),
            (CellType::Date, "1769846400", json!("2026-01-31T08:00:00.000Z")),
            (CellType::Json, r#"{"a": [1]}"#, json!({"a": [1]})),
        ];
        for (kind, cell, value) in good {
            assert_eq!(kind.read(cell), Ok(value), "{kind:?} {cell}");
        }
        for (kind, cell) in [
            (CellType::Number, "1,5"),
            (CellType::Number, "007"),
            (CellType::Bool, "maybe"),
            (CellType::Date, "31.01.2026"),
            (CellType::Date, "20260231"),
            (CellType::Date, "31012026"),
            (CellType::Json, "{"),
        ] {
            assert!(kind.read(cell).is_err(), "{kind:?} {cell}");
        }
    }

    #[test]
    fn instants_of_other_tools_are_understood() {
        for text in ["2023-05-01T12:30:00Z", "2023-05-01 12:30:00", "2023-05-01 12:30", "1682944200", "1682944200000"] {
            assert_eq!(instant(text).map(|at| at.to_string()), Ok("2023-05-01T12:30:00Z".into()), "{text}");
        }
        for (text, at) in [
            ("20260131", "2026-01-31T00:00:00Z"),
            ("2026-01-31", "2026-01-31T00:00:00Z"),
            ("999999999", "2001-09-09T01:46:39Z"),
        ] {
            assert_eq!(instant(text).map(|at| at.to_string()), Ok(at.into()), "{text}");
        }
        for text in ["yesterday", "", "20260132", "2026013", "202601310800", "16829442000", "1682944200000000"] {
            assert!(instant(text).is_err(), "{text}");
        }
    }
}
