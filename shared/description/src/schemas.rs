//! Schemas of bodies and answers, all under `components.schemas`.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// A schema that is still to be made, of a type that is no longer known.
pub(crate) type Make = fn(&mut SchemaGenerator) -> Schema;

/// Collects the schemas of one document: requests as they are read, answers as they are written.
pub(crate) struct Schemas {
    pub(crate) read: SchemaGenerator,
    pub(crate) written: SchemaGenerator,
}

impl Schemas {
    pub(crate) fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = "/components/schemas".into();
            })
        };
        Self {
            read: settings().for_deserialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }

    /// `components.schemas`.
    ///
    /// # Panics
    /// When two types have one name and differ.
    pub(crate) fn components(mut self) -> Map<String, Value> {
        let mut all: Map<String, Value> = Map::new();
        let written = transformed(self.written.take_definitions(false), as_written);
        let read = transformed(self.read.take_definitions(false), as_read);
        for (name, schema) in written.chain(read) {
            match all.get(&name) {
                Some(known) => assert!(*known == schema, "two schemas are called {name}"),
                None => drop(all.insert(name, schema)),
            }
        }
        all
    }
}

/// A field of a body is left out rather than null (`domain::input`), so the null of an `Option` goes.
fn as_read(schema: &mut Schema) {
    without_null(schema);
    tidy(schema);
}

/// A field that may be absent is never null; one that is always there may be.
fn as_written(schema: &mut Schema) {
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    for (name, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        if let (false, Ok(property)) = (required.contains(&json!(name)), <&mut Schema>::try_from(property)) {
            without_null(property);
        }
    }
    tidy(schema);
}

fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| *name != json!("null"));
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| *choice != json!({"type": "null"}));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            schema.ensure_object().extend(only);
        }
    }
}

/// Without the widths of Rust's integers and the line ends of its comments.
fn tidy(schema: &mut Schema) {
    if schema.get("format").and_then(Value::as_str).is_some_and(|format| format.contains("int") || format == "double") {
        schema.remove("format");
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let paragraphs: Vec<_> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
        *text = paragraphs.join("\n\n");
    }
}

fn transformed(schemas: Map<String, Value>, transform: fn(&mut Schema)) -> impl Iterator<Item = (String, Value)> {
    schemas.into_iter().map(move |(name, schema)| {
        let mut schema = Schema::try_from(schema).unwrap_or_default();
        RecursiveTransform(transform).transform(&mut schema);
        (name, schema.into())
    })
}
