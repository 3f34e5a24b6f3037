//! Items of the content folder as immutable versions, named by the hash of what they say.

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A kind of content; its text is `content_versions.kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Brand,
    Category,
    List,
    Template,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Brand => "brand",
            Kind::Category => "category",
            Kind::List => "list",
            Kind::Template => "template",
        }
    }
}

/// One version of one item: a row of `content_versions`.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    pub kind: Kind,
    pub key: String,
    /// SHA-256 of the canonical JSON of `definition`: equal exactly when the definitions are.
    pub hash: [u8; 32],
    /// Normalised: defaults filled in, includes resolved.
    pub definition: Value,
    /// The file as written; for a template its template.toml.
    pub source: Option<String>,
    /// Path of that file, relative to the content folder.
    pub source_path: String,
}

impl Definition {
    pub(crate) fn new(
        kind: Kind,
        key: &str,
        definition: &impl Serialize,
        source: Option<&str>,
        source_path: &str,
    ) -> Self {
        let definition = serde_json::to_value(definition).expect("definitions have text keys and finite numbers");
        Self {
            kind,
            key: key.to_owned(),
            hash: hash_of(&definition),
            definition,
            source: source.map(str::to_owned),
            source_path: source_path.to_owned(),
        }
    }
}

/// SHA-256 of the canonical JSON of `value`.
pub fn hash_of(value: &Value) -> [u8; 32] {
    Sha256::digest(canonical_json(value)).into()
}

/// JSON without spaces, members sorted by name, numbers as written.
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write_canonical(&mut out, value);
    out
}

fn write_canonical(out: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            // Sorted here: a feature of serde_json that another crate turns on may keep the order of insertion.
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            out.push('{');
            for (index, name) in names.into_iter().enumerate() {
                let comma = if index == 0 { "" } else { "," };
                let _ = write!(out, "{comma}{}:", Value::String(name.clone()));
                write_canonical(out, &members[name]);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(out, item);
            }
            out.push(']');
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_does_not_depend_on_order_or_space() {
        let one: Value = serde_json::from_str(r#"{"b": [1.50, null, "é\n"], "a": {"y": true, "x": 1}}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{"a":{"x":1,"y":true},"b":[1.50,null,"é\u000a"]}"#).unwrap();
        assert_eq!(canonical_json(&one), r#"{"a":{"x":1,"y":true},"b":[1.50,null,"é\n"]}"#);
        assert_eq!(hash_of(&one), hash_of(&other));
        assert_ne!(hash_of(&one), hash_of(&Value::Null));
    }
}
