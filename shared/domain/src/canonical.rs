//! One spelling for one JSON value, so that equal requests and equal content have equal hashes.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of the value with object keys sorted and no blanks. Numbers keep their spelling:
/// `1.0` and `1` are two requests.
pub fn hash(value: &Value) -> [u8; 32] {
    Sha256::digest(text(value)).into()
}

/// JSON without blanks, keys sorted by name, numbers as written.
pub fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            // Sorted here: a feature of serde_json that another crate turns on may keep the order of insertion.
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (index, (key, item)) in entries.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{hash, text};

    #[test]
    fn order_of_keys_does_not_matter_order_of_items_does() {
        let parse = |text: &str| serde_json::from_str(text).expect("valid JSON");
        assert_eq!(hash(&parse(r#"{"a":1,"b":[1,2]}"#)), hash(&parse(r#"{"b":[1,2], "a":1}"#)));
        assert_ne!(hash(&parse(r#"{"b":[1,2]}"#)), hash(&parse(r#"{"b":[2,1]}"#)));
    }

    #[test]
    fn blanks_order_and_spelling() {
        let parse = |text: &str| serde_json::from_str(text).expect("valid JSON");
        let one = parse(r#"{"b": [1.50, null, "é\n"], "a": {"y": true, "x": 1}}"#);
        let other = parse(r#"{"a":{"x":1,"y":true},"b":[1.50,null,"é\u000a"]}"#);
        assert_eq!(text(&one), r#"{"a":{"x":1,"y":true},"b":[1.50,null,"é\n"]}"#);
        assert_eq!(hash(&one), hash(&other));
        assert_ne!(hash(&one), hash(&serde_json::Value::Null));
    }
}
