//! Holds a document against the JSON Schema of its kind: every mismatch becomes a finding at its line.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Validator};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::document::{Document, child};
use crate::finding::{Code, Finding, hint};

/// A kind of file: its JSON Schema, ready to check documents.
pub(crate) struct Kind {
    schema: Value,
    validator: Validator,
}

impl Kind {
    pub fn new(schema: schemars::Schema) -> Self {
        let schema = Value::from(schema);
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .build(&schema)
            .expect("schemas made by schemars are valid; tests build each");
        Self { schema, validator }
    }

    /// Reads `document` as `T`. Gives nothing, and adds every mismatch to `findings`, when it does not conform.
    pub fn read<T: DeserializeOwned>(&self, path: &str, document: &Document, findings: &mut Vec<Finding>) -> Option<T> {
        let before = findings.len();
        for error in self.validator.iter_errors(&document.value) {
            self.explain(path, document, &error, findings);
        }
        if findings.len() > before {
            return None;
        }
        match serde_json::from_value(document.value.clone()) {
            Ok(value) => Some(value),
            Err(error) => {
                findings.push(Finding::error(path, Code::InvalidValue, error.to_string()));
                None
            }
        }
    }

    fn explain(
        &self,
        path: &str,
        document: &Document,
        error: &jsonschema::ValidationError<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let pointer = error.instance_path().to_string();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                // .../additionalProperties stands beside the `properties` that would have been allowed.
                let parent = error.schema_path().to_string();
                let parent = parent.rsplit_once('/').map_or("", |(parent, _)| parent);
                let known = resolve(&self.schema, parent).and_then(|schema| schema["properties"].as_object());
                for key in unexpected {
                    let names = known.into_iter().flat_map(|known| known.keys().map(String::as_str));
                    let message = format!("unknown key `{key}`{}", hint(key, names));
                    findings.push(
                        Finding::error(path, Code::UnknownKey, message).at(document.key_at(&child(&pointer, key))),
                    );
                }
            }
            ValidationErrorKind::Required { property } => {
                let message = format!("`{}` is required", property.as_str().unwrap_or_default());
                findings.push(Finding::error(path, Code::MissingKey, message).at(document.value_at(&pointer)));
            }
            _ => {
                let name = pointer.trim_start_matches('/').replace('/', ".");
                let name = if name.is_empty() { String::new() } else { format!("`{name}`: ") };
                let message = format!("{name}{error}");
                findings.push(Finding::error(path, Code::InvalidValue, message).at(document.value_at(&pointer)));
            }
        }
    }
}

/// The subschema at `pointer`, following `$ref` into `$defs` on the way.
fn resolve<'a>(root: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut schema = root;
    for token in pointer.split('/').skip(1) {
        if token != "$ref" {
            schema = schema.get(token)?;
            continue;
        }
        schema = root.pointer(schema["$ref"].as_str()?.strip_prefix('#')?)?;
    }
    Some(schema)
}
