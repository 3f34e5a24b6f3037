//! The description of the API, made anew of the code.

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Map, Value};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut areas =
        vec![events::describe(), contacts::describe(), lists::describe(), campaigns::describe(), links::describe()];
    areas.extend(admin::describe());
    areas.push(operations::describe());
    description::document(platform::http::WIRE_VERSION, &areas)
});

/// The whole OpenAPI document.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// The committed one.
pub fn path() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "docs", "openapi.json"].iter().collect()
}

/// One operation of the document.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    pub id: &'static str,
    pub method: &'static str,
    pub path: &'static str,
    pub operation: &'static Value,
}

/// All operations, HEAD included.
pub fn operations() -> impl Iterator<Item = Described> {
    let paths = document()["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, routes)| {
        routes.as_object().expect("routes").iter().map(move |(method, operation)| Described {
            id: operation["operationId"].as_str().expect("an id"),
            method,
            path,
            operation,
        })
    })
}

/// The operation of that id.
pub fn operation(id: &str) -> Option<Described> {
    operations().find(|described| described.id == id)
}

/// The schema itself, when `schema` refers to one.
pub fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolve(document().pointer(reference.trim_start_matches('#')).expect(reference)),
        None => schema,
    }
}

/// The schemas of the document, as definitions for a validator. What the document does not name must not be answered, so
/// every object with properties is closed; callers must not rely on that, hence the document leaves it open.
pub fn closed_components() -> Map<String, Value> {
    let mut schemas = document()["components"]["schemas"].as_object().expect("schemas").clone();
    schemas.values_mut().for_each(close);
    schemas
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("properties").is_some_and(Value::is_object) && !members.contains_key("additionalProperties")
            {
                members.insert("additionalProperties".into(), false.into());
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
