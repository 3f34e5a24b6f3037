//! Bodies made of the schemas of the document: the example with one field changed.

use platform::objects::Bucket;
use serde_json::{Map, Value, json};

use crate::app::{ADMIN, Call};
use crate::described::{Described, operations, resolve};
use crate::objects::{BUCKET, Objects};
use crate::{App, MailApp};

/// An operation with a JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Taking {
    pub described: Described,
    /// Resolved.
    pub schema: &'static Value,
    pub example: &'static Value,
}

/// All operations with JSON bodies.
pub fn taking_json() -> impl Iterator<Item = Taking> {
    operations().filter_map(|described| {
        let content = described.operation.pointer("/requestBody/content/application~1json")?;
        Some(Taking { described, schema: resolve(&content["schema"]), example: &content["example"] })
    })
}

impl Taking {
    /// Its fields by name, resolved.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &'static Value)> {
        let properties: &'static Map<String, Value> = self.schema["properties"].as_object().expect("an object");
        properties.iter().map(|(name, schema)| (name.as_str(), resolve(schema)))
    }

    /// The example with this value; of fields that exclude each other, the others go.
    pub fn with(&self, name: &str, value: Value) -> Value {
        let mut body = self.example.clone();
        let alternatives: Vec<&str> = self.schema["oneOf"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["required"][0].as_str())
            .collect();
        if alternatives.contains(&name) {
            alternatives.iter().for_each(|other| drop(body.as_object_mut().expect("an object").remove(*other)));
        }
        body[name] = value;
        body
    }

    /// The same with a text that may be no JSON in place of the value.
    pub fn with_raw(&self, name: &str, raw: &str) -> String {
        self.with(name, "<raw>".into()).to_string().replace("\"<raw>\"", raw)
    }

    /// The call with this body, by somebody who may do everything.
    pub fn call(&self, body: impl Into<String>) -> Call {
        let method = self.described.method.to_ascii_uppercase();
        let call = Call { body: body.into(), method, ..Call::new(Value::Null) }.key(Some(ADMIN));
        with_path(call, self.described.operation)
    }
}

/// With the examples of the parameters of the path.
pub fn with_path(mut call: Call, operation: &Value) -> Call {
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "path" {
            let text = |name: &str| parameter[name].as_str().expect("text").to_owned();
            call = call.path(&text("name"), &text("example"));
        }
    }
    call
}

/// The application with published content and keys that nothing limits.
pub async fn unlimited() -> MailApp {
    let mut mail = MailApp::start().await;
    // Imports need a bucket.
    Objects::serve(&mail.aws.server).await;
    mail.app.engine.import_bucket = Bucket::named(BUCKET);
    let limits = "update api_keys set limits = '{\"admin\": 1000000, \"writes\": 1000000, \"reads\": 1000000}'";
    mail.app.database.execute(limits).await;
    mail
}

/// Values worth trying for a field: every type of JSON, and what lies at and beyond each limit.
pub fn candidates(schema: &'static Value) -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1_000_001),
        json!("x"),
        json!([]),
        json!([null]),
        json!([[]]),
        json!({}),
        json!({"a": null}),
        json!({"a": true}),
        json!({"a": {"b": ["c"]}}),
    ];
    values.extend(schema["examples"].as_array().into_iter().flatten().cloned());
    values.extend(schema["enum"].as_array().into_iter().flatten().cloned());
    for limit in ["minLength", "maxLength"] {
        if let Some(limit) = schema[limit].as_u64() {
            values.extend((limit.saturating_sub(1)..=limit + 1).map(|length| json!("x".repeat(length as usize))));
        }
    }
    for limit in ["minimum", "maximum"] {
        if let Some(limit) = schema[limit].as_i64() {
            values.extend((limit - 1..=limit + 1).map(Value::from));
        }
    }
    if let Some(items) = schema.get("items").map(resolve) {
        let most = schema["maxItems"].as_u64().unwrap_or(1);
        values.extend([1, most, most + 1].map(|length| json!(vec![sample(items); length as usize])));
        values.extend(candidates(items).into_iter().map(|item| json!([item])));
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        values.extend(candidates(resolve(inner)).into_iter().map(|value| json!({ name: value })));
    }
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        values.extend(candidates(resolve(alternative)));
    }
    if schema["format"] == "email" {
        // Blank counts as absent, which no format can say.
        values.retain(|value| value != "");
    }
    values
}

fn sample(schema: &'static Value) -> Value {
    let listed = schema["examples"].get(0).or_else(|| schema["enum"].get(0));
    let constant = || schema["oneOf"].get(0).map(|one| &one["const"]);
    if let Some(value) = listed.or_else(constant) {
        return value.clone();
    }
    if schema["format"] == "mailbox" {
        return "Help <help@example.com>".into();
    }
    let fields = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut fields: Map<_, _> =
        fields.map(|name| (name.to_owned(), sample(resolve(&schema["properties"][name])))).collect();
    if schema["properties"]["userId"].is_object() {
        fields.insert("userId".into(), "u-17".into());
    }
    fields.into()
}

/// The rows of every table but those that note each call.
pub struct Rows(String);

impl Rows {
    pub async fn of(app: &App) -> Self {
        let tables =
            "select string_agg(format('select %L as name, count(*) as rows from %I', relname, relname), ' union all ')
             from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
               and relname <> 'rate_limits'";
        let counts = app.database.text(tables).await;
        Self(format!("select string_agg(name || ' ' || rows, ', ' order by name) from ({counts}) tables"))
    }

    pub async fn count(&self, app: &App) -> String {
        app.database.text(&self.0).await
    }
}
