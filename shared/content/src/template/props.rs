//! Props: held against schema.json, filled with its defaults.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value};

use crate::document::child;
use crate::finding::hint;

/// One thing that is wrong with the props of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropIssue {
    /// JSON pointer into the props (RFC 6901); for a missing property, where it should be.
    pub pointer: String,
    /// A sentence for the caller.
    pub message: String,
}

/// Builds the validator of a schema.json: draft 2020-12, no network, no files, `uri` only for https and mailto.
pub(crate) fn compile_schema(schema: &Value) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("uri", is_link)
        .build(schema)
        .map_err(|error| error.to_string())
}

/// What a mail may link to: `https://host…` or `mailto:someone@…`, without spaces and quotes.
fn is_link(text: &str) -> bool {
    let clean =
        text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '\'' | '<' | '>' | '\\'));
    let lower = text.to_ascii_lowercase();
    let https =
        lower.strip_prefix("https://").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    let mailto = lower.strip_prefix("mailto:").is_some_and(|rest| rest.split('?').next().unwrap_or("").contains('@'));
    clean && (https || mailto)
}

/// All issues of `props`, in the validator's order.
pub(super) fn issues(validator: &Validator, schema: &Value, props: &Value) -> Vec<PropIssue> {
    let mut issues = Vec::new();
    for error in validator.iter_errors(props) {
        let pointer = error.instance_path().to_string();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = schema["properties"].as_object().filter(|_| pointer.is_empty());
                for name in unexpected {
                    let names = known.into_iter().flat_map(|known| known.keys().map(String::as_str));
                    let message = format!("the template has no property `{name}`{}", hint(name, names));
                    issues.push(PropIssue { pointer: child(&pointer, name), message });
                }
            }
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                issues.push(PropIssue { pointer: child(&pointer, name), message: format!("`{name}` is required") });
            }
            ValidationErrorKind::Format { format } if format == "uri" => {
                issues.push(PropIssue { pointer, message: "must be an https: or mailto: link".to_owned() });
            }
            _ => issues.push(PropIssue { message: masked(&error), pointer }),
        }
    }
    issues
}

/// The validator's message without the value: props may hold personal data or sign-in links, and messages get logged.
fn masked(error: &jsonschema::ValidationError<'_>) -> String {
    error.masked_with("the value").to_string()
}

/// `props` with each `default` of the schema where a property is absent, in nested objects and list items too.
pub(super) fn with_defaults(schema: &Value, props: &Value) -> Value {
    fill(schema, schema, props, &|property: &Value| property.get("default").cloned())
}

/// Like [`with_defaults`], and null for optional properties that are still absent: a template may then ask
/// `{% if props.ctaUrl %}`, while a name that the schema does not have stays an error.
pub(super) fn for_template(schema: &Value, props: &Value) -> Value {
    fill(schema, schema, props, &|property: &Value| Some(property.get("default").cloned().unwrap_or(Value::Null)))
}

fn fill(root: &Value, schema: &Value, value: &Value, absent: &dyn Fn(&Value) -> Option<Value>) -> Value {
    let schema = resolve_ref(root, schema);
    match value {
        Value::Object(members) => {
            let Some(properties) = schema["properties"].as_object() else { return value.clone() };
            let required: Vec<&str> =
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let mut filled = members.clone();
            for (name, property) in properties {
                match members.get(name) {
                    Some(given) => {
                        filled.insert(name.clone(), fill(root, property, given, absent));
                    }
                    None if !required.contains(&name.as_str()) => {
                        insert_some(&mut filled, name, absent(resolve_ref(root, property)))
                    }
                    None => {}
                }
            }
            Value::Object(filled)
        }
        Value::Array(items) if schema.get("items").is_some() => {
            items.iter().map(|item| fill(root, &schema["items"], item, absent)).collect()
        }
        _ => value.clone(),
    }
}

fn insert_some(members: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), value);
    }
}

/// Follows a local `$ref` (`#/$defs/…`), a few steps at most.
pub(crate) fn resolve_ref<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let mut schema = schema;
    for _ in 0..8 {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|pointer| pointer.strip_prefix('#'));
        match target.and_then(|pointer| root.pointer(pointer)) {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}
