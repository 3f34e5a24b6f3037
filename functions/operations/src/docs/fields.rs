//! A schema as a table: a row for each field, those inside of others below them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::prose;

/// Fields inside of fields inside of fields are enough.
const MAX_DEPTH: usize = 3;

/// One field, parameter or header.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    /// With the names of those around it, e.g. `events[].name`.
    name: String,
    kind: String,
    required: bool,
    about: String,
    rules: Vec<String>,
}

/// A parameter of a path, query or header.
pub(super) fn of_parameter(document: &Value, parameter: &Value) -> Field {
    let name = parameter["name"].as_str().unwrap_or_default().to_owned();
    let required = parameter["required"].as_bool().unwrap_or_default();
    field(document, name, &parameter["schema"], parameter["description"].as_str(), required)
}

/// The fields of a body; none for anything but objects.
pub(super) fn of_schema(document: &Value, schema: &Value) -> Vec<Field> {
    let mut rows = Vec::new();
    collect(document, schema, "", 0, &mut rows);
    rows
}

fn collect(document: &Value, schema: &Value, prefix: &str, depth: usize, rows: &mut Vec<Field>) {
    let schema = resolve(document, schema);
    for alternative in alternatives(schema) {
        collect(document, alternative, prefix, depth, rows);
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    let required = required(schema);
    let is_required = |name: &str| required.contains(&name);
    let (first, then): (Vec<_>, Vec<_>) = properties.iter().partition(|(name, _)| is_required(name));
    for (name, inner) in first.into_iter().chain(then) {
        let path = format!("{prefix}{name}");
        if rows.iter().any(|row| row.name == path) {
            continue;
        }
        let resolved = resolve(document, inner);
        let about = inner["description"].as_str().or_else(|| resolved["description"].as_str());
        rows.push(field(document, path.clone(), inner, about, is_required(name)));
        if depth < MAX_DEPTH {
            collect(document, resolved, &format!("{path}."), depth + 1, rows);
            collect(document, &resolved["items"], &format!("{path}[]."), depth + 1, rows);
        }
    }
}

fn field(document: &Value, name: String, schema: &Value, about: Option<&str>, required: bool) -> Field {
    let resolved = resolve(document, schema);
    Field {
        name,
        kind: kind(document, resolved),
        required,
        about: prose::line(about.unwrap_or_default()),
        rules: rules(resolved),
    }
}

/// What a schema is about, when it only refers to another one.
pub(super) fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str().and_then(|reference| document.pointer(reference.trim_start_matches('#'))) {
        Some(found) => resolve(document, found),
        None => schema,
    }
}

/// Names of the fields that must be there.
pub(super) fn required(schema: &Value) -> Vec<&str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"].into_iter().filter_map(|word| schema[word].as_array()).flatten()
}

fn kind(document: &Value, schema: &Value) -> String {
    let of_type = |name: &str| match (name, schema["format"].as_str()) {
        ("string", Some("date-time")) => "time".to_owned(),
        ("string", Some("email")) => "address".to_owned(),
        ("string", Some("mailbox")) => "address or Name <address>".to_owned(),
        ("string", Some("time-zone")) => "time zone".to_owned(),
        ("string", Some("uuid")) => "UUID".to_owned(),
        ("string", _) => "text".to_owned(),
        ("integer", _) => "whole number".to_owned(),
        ("boolean", _) => "true or false".to_owned(),
        ("array", _) => format!("list of {}", plural(&kind(document, resolve(document, &schema["items"])))),
        (other, _) => other.to_owned(),
    };
    match &schema["type"] {
        Value::String(name) => of_type(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(of_type).collect::<Vec<_>>().join(" or "),
        _ => {
            let mut kinds: Vec<String> =
                alternatives(schema).map(|schema| kind(document, resolve(document, schema))).collect();
            kinds.dedup();
            kinds.join(" or ")
        }
    }
}

fn plural(kind: &str) -> String {
    match kind {
        "text" => "texts".into(),
        "object" | "" => "objects".into(),
        other => format!("{other}s"),
    }
}

/// Which of its fields an object needs, where that depends on the others.
pub(super) fn choice(schema: &Value) -> Option<String> {
    let names = |word: &str| {
        let required: Option<Vec<_>> = schema[word].as_array()?.iter().map(|one| one["required"][0].as_str()).collect();
        Some(required?.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
    };
    let any = names("anyOf").map(|names| format!("At least one of {names}."));
    let one = || names("oneOf").map(|names| format!("Exactly one of {names}."));
    any.or_else(one).map(|sentence| prose::line(&sentence))
}

/// Limits, in words.
fn rules(schema: &Value) -> Vec<String> {
    let mut rules = Vec::new();
    for (least, most, unit) in [
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
        ("minProperties", "maxProperties", " names"),
        ("minimum", "maximum", ""),
    ] {
        match (schema.get(least), schema.get(most)) {
            (Some(least), Some(most)) => rules.push(format!("{least} to {most}{unit}")),
            (None, Some(most)) => rules.push(format!("at most {most}{unit}")),
            (Some(least), None) if *least != 0 => rules.push(format!("at least {least}{unit}")),
            _ => {}
        }
    }
    if let Some(default) = schema.get("default") {
        rules.push(format!("{default} when absent"));
    }
    let words = words(schema);
    if !words.is_empty() {
        rules.push(format!("one of {}", words.join(", ")));
    }
    rules
}

/// The words of an enumeration, however it is written.
fn words(schema: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let constant = |schema: &Map<String, Value>| schema.get("const").and_then(text);
    let listed = schema["enum"].as_array().into_iter().flatten().filter_map(text);
    let constants = schema["oneOf"].as_array().into_iter().flatten().filter_map(Value::as_object).filter_map(constant);
    let of_items = schema["items"].as_object().map(|_| words(&schema["items"])).unwrap_or_default();
    listed.chain(constants).chain(schema.as_object().and_then(constant)).chain(of_items).collect()
}
