//! Reading a JSON body field by field, so that all findings are told at once.
//!
//! Unknown fields are ignored, as HTTP APIs should; `null` is refused, because absent and null are two things.

use serde_json::{Map, Number, Value};

use crate::refusal::{Issue, Refusal};

/// Why one value is not acceptable; the reader adds the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Stable code of the finding.
    pub code: &'static str,
    /// What is wrong, without the field's name.
    pub message: String,
    /// Path below the field, outermost first.
    pub below: Vec<String>,
}

impl Invalid {
    /// A finding about the field itself.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), below: Vec::new() }
    }

    /// A value of another JSON type than `expected`, e.g. `"text"`.
    pub fn type_of(expected: &str) -> Self {
        Self::new("invalid_type", format!("must be {expected}"))
    }
}

/// The fields of one JSON object. Findings collect until [`Fields::finish`].
#[derive(Debug)]
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    issues: Vec<Issue>,
}

impl<'a> Fields<'a> {
    /// # Errors
    /// `validation_failed` when the body is no JSON object.
    pub fn of(body: &'a Value) -> Result<Self, Refusal> {
        match body {
            Value::Object(object) => Ok(Self { object, issues: Vec::new() }),
            _ => Err(Refusal::from_issues(vec![Issue {
                path: Vec::new(),
                code: "invalid_type",
                message: "the body must be a JSON object".into(),
            }])),
        }
    }

    /// The parsed value, or `None` when the field is absent or a finding was noted.
    pub fn optional<T>(&mut self, name: &str, parse: impl FnOnce(&'a Value) -> Result<T, Invalid>) -> Option<T> {
        let value = self.object.get(name)?;
        let parsed = if value.is_null() {
            Err(Invalid::new("invalid_type", "must be left out rather than null"))
        } else {
            parse(value)
        };
        parsed.map_err(|invalid| self.note(name, invalid)).ok()
    }

    /// A field of a patch, in which absent, null and a value are three things: `Some(None)` for null, which removes.
    pub fn patched<T>(&mut self, name: &str, parse: impl FnOnce(&'a Value) -> Result<T, Invalid>) -> Option<Option<T>> {
        match self.object.get(name) {
            Some(Value::Null) => Some(None),
            _ => self.optional(name, parse).map(Some),
        }
    }

    /// Like [`Fields::optional`], but an absent field is a finding.
    pub fn required<T>(&mut self, name: &str, parse: impl FnOnce(&'a Value) -> Result<T, Invalid>) -> Option<T> {
        if !self.object.contains_key(name) {
            self.note(name, Invalid::new("required", "is required"));
        }
        self.optional(name, parse)
    }

    /// Notes a finding that concerns a field, or several.
    pub fn note(&mut self, name: &str, invalid: Invalid) {
        let path = std::iter::once(name.to_owned()).chain(invalid.below).collect();
        self.issues.push(Issue { path, code: invalid.code, message: invalid.message });
    }

    /// # Errors
    /// `validation_failed` or `invalid_properties` with all findings.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.issues.is_empty() { Ok(()) } else { Err(Refusal::from_issues(self.issues)) }
    }
}

/// A JSON text without NUL, which Postgres cannot store.
///
/// # Errors
/// Another JSON type, or a NUL character.
pub fn text(value: &Value) -> Result<&str, Invalid> {
    let text = value.as_str().ok_or_else(|| Invalid::type_of("text"))?;
    if text.contains('\0') {
        return Err(Invalid::new("invalid_format", "must not contain NUL characters"));
    }
    Ok(text)
}

/// Characters of a number that is stored, written out. Postgres ends at 131,072 digits; no application needs 400, and
/// every double has fewer.
const MAX_DIGITS: usize = 400;

/// The power of ten of a number, without its sign; `None` beyond any range. Postgres writes every number out, `1e300` as
/// 301 digits, so this much longer, at most, is a number that is read back than the one that was sent.
pub fn exponent(number: &Number) -> Option<usize> {
    let Some((_, exponent)) = number.as_str().split_once(['e', 'E']) else { return Some(0) };
    exponent.trim_start_matches(['+', '-']).parse().ok()
}

/// Whether Postgres, and readers that know no number beyond a double's range, can take the number. One that is read back
/// from Postgres can be stored again.
pub fn is_storable(number: &Number) -> bool {
    exponent(number).is_some_and(|exponent| number.as_str().len().saturating_add(exponent) <= MAX_DIGITS)
}

/// JSON of any shape that Postgres can store.
///
/// # Errors
/// A NUL character, or a number of more than 400 digits; the path leads to it.
pub fn storable(value: &Value) -> Result<(), Invalid> {
    let below = |place: String| {
        move |mut invalid: Invalid| {
            invalid.below.insert(0, place);
            invalid
        }
    };
    match value {
        Value::String(_) => text(value).map(drop),
        Value::Number(number) if !is_storable(number) => {
            Err(Invalid::new("too_long", format!("numbers must have at most {MAX_DIGITS} digits")))
        }
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| storable(item).map_err(below(index.to_string())))
        }
        Value::Object(members) => members.iter().try_for_each(|(name, member)| {
            text(&Value::from(name.as_str()))?;
            storable(member).map_err(below(name.clone()))
        }),
        _ => Ok(()),
    }
}

/// A text of `1..=max` characters after trimming.
///
/// # Errors
/// Another JSON type, an empty or a longer text.
pub fn bounded_text(value: &Value, max: usize) -> Result<&str, Invalid> {
    let text = text(value)?.trim();
    match text.chars().count() {
        0 => Err(Invalid::new("too_short", "must not be empty")),
        length if length > max => Err(Invalid::new("too_long", format!("must have at most {max} characters"))),
        _ => Ok(text),
    }
}

/// `true` or `false`.
///
/// # Errors
/// Another JSON type.
pub fn boolean(value: &Value) -> Result<bool, Invalid> {
    value.as_bool().ok_or_else(|| Invalid::type_of("true or false"))
}

/// A JSON object.
///
/// # Errors
/// Another JSON type.
pub fn object(value: &Value) -> Result<&Map<String, Value>, Invalid> {
    value.as_object().ok_or_else(|| Invalid::type_of("an object"))
}

#[cfg(test)]
mod tests {
    use super::storable;

    #[test]
    fn what_postgres_cannot_store_is_told_with_its_place() {
        let check = |text: &str| storable(&serde_json::from_str(text).expect("JSON"));
        for fine in [
            "1e300",
            "-1.7976931348623157e+308",
            "4.9406564584124654e-324",
            "0",
            &"9".repeat(400),
            r#"{"a": ["x", null, 12345678901234567890]}"#,
        ] {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
        for refused in
            ["1e400", "1e-400", "1e-999999999", "1e99999999999999999999", r#"{"\u0000": 1}"#, &"9".repeat(401)]
        {
            assert!(check(refused).is_err(), "{refused}");
        }
        assert_eq!(check(r#"{"a": [0, "\u0000"]}"#).expect_err("refused").below, ["a", "1"]);
    }
}
