//! Property bags of contacts and events: limits, and the shallow merge.

use std::borrow::Cow;

use jiff::Timestamp;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use crate::input::{Invalid, exponent, is_storable, object};
use crate::refusal::{Issue, Refusal};

/// Keys of one bag, nested ones included.
const MAX_KEYS: usize = 256;
/// Characters of one key.
const MAX_KEY_CHARS: usize = 128;
/// Bytes of one top-level value, serialised, with its numbers written out.
const MAX_VALUE_BYTES: usize = 16 * 1024;
/// Bytes of a whole bag, serialised, with its numbers written out.
const MAX_BAG_BYTES: usize = 64 * 1024;
/// Levels of nesting, the bag itself being the first.
const MAX_DEPTH: usize = 8;

/// A bag within the limits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties(Map<String, Value>);

impl Properties {
    /// # Errors
    /// No object, or over a limit; the path leads to the value at fault.
    pub fn parse(value: &Value) -> Result<Self, Invalid> {
        let bag = object(value)?;
        check(bag)?;
        Ok(Self(bag.clone()))
    }

    /// The bag of an event that Sounder itself makes.
    pub fn of(bag: Map<String, Value>) -> Self {
        Self(bag)
    }

    /// The bag as JSON.
    pub fn into_value(self) -> Value {
        Value::Object(self.0)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Merges `self` as a patch into `current`, which was last written at `written_at`. Top-level keys replace,
    /// `null` removes, nested values are data. A patch older than the document only fills what is absent,
    /// so that a late event does not undo today's plan.
    ///
    /// # Errors
    /// `invalid_properties` when the merged document is over a limit.
    pub fn merge_into(
        &self,
        current: &Map<String, Value>,
        at: Timestamp,
        written_at: Timestamp,
    ) -> Result<Option<Map<String, Value>>, Refusal> {
        let late = at < written_at;
        let mut merged = current.clone();
        for (key, value) in &self.0 {
            match value {
                Value::Null if !late => {
                    merged.remove(key);
                }
                Value::Null => {}
                _ if late && merged.contains_key(key) => {}
                _ => {
                    merged.insert(key.clone(), value.clone());
                }
            }
        }
        if merged == *current {
            return Ok(None);
        }
        check(&merged).map_err(|invalid| {
            let path = std::iter::once("properties".to_owned()).chain(invalid.below).collect();
            Refusal::from_issues(vec![Issue { path, code: invalid.code, message: invalid.message }])
        })?;
        Ok(Some(merged))
    }
}

/// Whether a document may be stored.
pub(crate) fn within_limits(bag: &Map<String, Value>) -> bool {
    check(bag).is_ok()
}

impl JsonSchema for Properties {
    fn schema_name() -> Cow<'static, str> {
        "Properties".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "Values of your own, by name: at most 256 names in all, 8 levels deep, 16 KiB for one value, \
                64 KiB for all, no NUL characters, numbers of at most 400 digits; a number counts as long as it is without \
                an exponent. As a patch each name replaces what was there, `null` removes it, and what is nested is replaced \
                whole.",
            "maxProperties": MAX_KEYS,
            "propertyNames": {"minLength": 1, "maxLength": MAX_KEY_CHARS},
            "additionalProperties": true,
        })
    }
}

fn check(bag: &Map<String, Value>) -> Result<(), Invalid> {
    let mut keys = 0;
    // Braces and the commas between
    let mut total = 2 + bag.len().saturating_sub(1);
    for (key, value) in bag {
        let invalid = |mut invalid: Invalid| {
            invalid.below.insert(0, key.clone());
            invalid
        };
        check_key(key, &mut keys)?;
        check_value(value, 2, &mut keys).map_err(invalid)?;
        let size = value.to_string().len() + exponents(value);
        if size > MAX_VALUE_BYTES {
            return Err(invalid(Invalid::new("properties_too_large", "must have at most 16 KiB")));
        }
        total += Value::from(key.as_str()).to_string().len() + 1 + size;
    }
    if total > MAX_BAG_BYTES {
        return Err(Invalid::new("properties_too_large", "must have at most 64 KiB in total"));
    }
    Ok(())
}

fn check_key(key: &str, keys: &mut usize) -> Result<(), Invalid> {
    *keys += 1;
    if *keys > MAX_KEYS {
        return Err(Invalid::new("properties_too_many", "must have at most 256 keys in total"));
    }
    if !(1..=MAX_KEY_CHARS).contains(&key.chars().count()) {
        return Err(Invalid::new("properties_bad_key", "keys must have 1 to 128 characters"));
    }
    if key.contains('\0') {
        return Err(Invalid::new("properties_nul", "must not contain NUL characters"));
    }
    Ok(())
}

fn check_value(value: &Value, depth: usize, keys: &mut usize) -> Result<(), Invalid> {
    let nested = matches!(value, Value::Object(_) | Value::Array(_));
    if nested && depth > MAX_DEPTH {
        return Err(Invalid::new("properties_too_deep", "must be nested at most 8 levels deep"));
    }
    match value {
        Value::String(text) if text.contains('\0') => {
            Err(Invalid::new("properties_nul", "must not contain NUL characters"))
        }
        Value::Number(number) if !is_storable(number) => {
            Err(Invalid::new("properties_bad_number", "numbers must have at most 400 digits"))
        }
        Value::Array(items) => items.iter().try_for_each(|item| check_value(item, depth + 1, keys)),
        Value::Object(map) => map.iter().try_for_each(|(key, item)| {
            check_key(key, keys)?;
            check_value(item, depth + 1, keys)
        }),
        _ => Ok(()),
    }
}

/// How much longer the value is, at most, when it is read back from Postgres, which keeps no exponents: without counting
/// this a bag could be stored that is over the limits at its next change.
fn exponents(value: &Value) -> usize {
    match value {
        Value::Number(number) => exponent(number).unwrap_or_default(),
        Value::Array(items) => items.iter().map(exponents).sum(),
        Value::Object(map) => map.values().map(exponents).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Properties;
    use jiff::Timestamp;
    use serde_json::{Map, Value, json};

    fn bag(value: Value) -> Map<String, Value> {
        value.as_object().expect("an object").clone()
    }

    fn merge(current: Value, patch: Value, late: bool) -> Value {
        let patch = Properties::parse(&patch).expect("within limits");
        let now = Timestamp::from_second(1_000).expect("an instant");
        let at = if late { Timestamp::UNIX_EPOCH } else { now };
        let current = bag(current);
        let merged = patch.merge_into(&current, at, now).expect("within limits");
        Value::Object(merged.unwrap_or(current))
    }

    #[test]
    fn top_level_replaces_null_removes_nested_stays() {
        let merged = merge(json!({"a": {"x": 1, "y": null}, "b": 2}), json!({"a": {"z": 3}, "b": null}), false);
        assert_eq!(merged, json!({"a": {"z": 3}}));
        assert_eq!(merge(json!({"a": {"y": null}}), json!({"c": 1}), false), json!({"a": {"y": null}, "c": 1}));
    }

    #[test]
    fn late_patch_fills_only_what_is_absent() {
        let merged = merge(json!({"plan": "pro"}), json!({"plan": "free", "city": "Bonn", "x": null}), true);
        assert_eq!(merged, json!({"plan": "pro", "city": "Bonn"}));
    }

    #[test]
    fn limits_name_the_place() {
        let deep = json!({"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {}}}}}}}}});
        let many: Map<String, Value> = (0..257).map(|n| (n.to_string(), json!(n))).collect();
        let large: Map<String, Value> = (0..5).map(|n| (n.to_string(), json!("x".repeat(14_000)))).collect();
        let cases = [
            (deep, "properties_too_deep", vec!["a"]),
            (Value::Object(many), "properties_too_many", vec![]),
            (json!({"text": "a\u{0}b"}), "properties_nul", vec!["text"]),
            (json!({"blob": "x".repeat(17_000)}), "properties_too_large", vec!["blob"]),
            (Value::Object(large), "properties_too_large", vec![]),
        ];
        for (value, code, below) in cases {
            let invalid = Properties::parse(&value).expect_err(code);
            assert_eq!((invalid.code, invalid.below), (code, below.into_iter().map(String::from).collect()));
        }
    }

    #[test]
    fn a_bag_is_as_large_as_its_json() {
        let bag = |last: usize| -> Map<String, Value> {
            let size = |n: usize| if n < 4 { 14_000 } else { last };
            (0..5).map(|n| (format!("\"ключ\" \n{n}"), json!({"a": ["é\t".repeat(3), "x".repeat(size(n))]}))).collect()
        };
        let length = |last: usize| Value::Object(bag(last)).to_string().len();
        let last = super::MAX_BAG_BYTES - length(0);
        assert_eq!(length(last), super::MAX_BAG_BYTES);
        assert!(super::within_limits(&bag(last)) && !super::within_limits(&bag(last + 1)));
        assert!(super::within_limits(&Map::new()));
    }

    #[test]
    fn numbers_count_as_long_as_they_are_written_out() {
        let numbers = |number: &str, count: usize| {
            let list: Value = serde_json::from_str(&format!("[{}]", vec![number; count].join(","))).expect("JSON");
            json!({"a": list})
        };
        for (number, count) in [("1e3", 1), ("12.50", 1), ("1e-7", 1), ("1.7976931348623157e308", 1), ("1e300", 50)] {
            assert!(Properties::parse(&numbers(number, count)).is_ok(), "{count} times {number}");
        }
        for (number, count) in [("1e300", 60), ("-1E+300", 60), ("1e-300", 60)] {
            let invalid = Properties::parse(&numbers(number, count)).expect_err("too large");
            assert_eq!((invalid.code, invalid.below), ("properties_too_large", vec!["a".to_owned()]), "{number}");
        }
        let list = &numbers("1e300", 50)["a"];
        let bag = |lists: usize| (0..lists).map(|n| (n.to_string(), json!({"deep": list}))).collect::<Map<_, _>>();
        assert!(Properties::parse(&Value::Object(bag(4))).is_ok());
        let invalid = Properties::parse(&Value::Object(bag(5))).expect_err("too large");
        assert_eq!((invalid.code, invalid.below), ("properties_too_large", vec![]));
    }

    #[test]
    fn numbers_keep_all_their_digits() {
        let value: Value = serde_json::from_str(r#"{"n": 123456789012345678901234567890.50}"#).expect("JSON");
        let parsed = Properties::parse(&value).expect("within limits").into_value();
        assert_eq!(parsed.to_string(), r#"{"n":123456789012345678901234567890.50}"#);
    }
}
