//! From descriptions to one OpenAPI 3.1 document.

use std::collections::BTreeMap;

use domain::scope::Scope;
use serde_json::{Map, Value, json};

use crate::errors::{ERRORS, ErrorCode, about};
use crate::headers;
use crate::operation::{Access, Answer, Area, Content, Operation};
use crate::schemas::Schemas;

/// Reserved for documentation (RFC 2606); whoever serves the document puts the installation's address here.
pub(crate) const SERVER: &str = "https://sounder.example.com";

const INTRODUCTION: &str = "Your application tells Sounder what its users do, and Sounder sends them mail.\n\n\
**Credentials.** `Authorization: Bearer <key>`. Each route says which scopes open it; `full-admin` opens all.\n\n\
**Bodies** are JSON objects in UTF-8. Fields that Sounder does not know are ignored. A field without a value is left out: \
`null` is refused, but as a value in property bags, where it removes.\n\n\
**Times** are RFC 3339: with `Z` or an offset when you send them, in UTC with milliseconds and `Z` when you read them.\n\n\
**Errors** have one shape everywhere. Show `error` to people, decide by `code`, and name `requestId` when you ask for help.\n\n\
**Repeating.** 429 and 503 say by `Retry-After` when to repeat; only the gateway in front, when it is over its own limit, \
answers 429 with `{\"message\": …}` and without it: wait a second. Where a route takes an `Idempotency-Key`, a call \
with one has its effect once, however often it is repeated.\n\n\
**HEAD** is answered where this document says so; any other path or method is a 404 with the code `not_found`.";

/// The document of all areas; `version` is that of the contract on the wire.
///
/// # Panics
/// When descriptions contradict each other: one route twice, one name for two schemas, an unknown error code.
pub fn document(version: &str, areas: &[Area]) -> Value {
    let mut schemas = Schemas::new();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for area in areas {
        for operation in &area.operations {
            let routes = paths.entry(operation.path).or_default();
            let described = describe(area.name, operation, &mut schemas);
            if operation.head {
                let known = routes.insert("head".into(), head_of(&described));
                assert!(known.is_none(), "HEAD {} is described twice", operation.path);
            }
            let known = routes.insert(operation.method.to_ascii_lowercase(), described);
            assert!(known.is_none(), "{} {} is described twice", operation.method, operation.path);
        }
    }
    schemas.written.subschema_for::<domain::refusal::Envelope>();
    let shared = share_responses(&mut paths);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sounder",
            "version": version,
            "summary": "Self-hosted lifecycle messaging: events in, mail out.",
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": SERVER, "description": "This installation"}],
        "tags": areas.iter().map(|area| json!({"name": area.name, "description": area.about})).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {
                "type": "http", "scheme": "bearer",
                "description": format!(
                    "An API key. Scopes: {}; `read` < `journey-admin` < `full-admin`, and `ingest` stands apart.",
                    Scope::ALL.map(|scope| format!("`{}`", scope.as_str())).join(", "),
                ),
            }},
            "examples": ERRORS.iter().map(example_of).collect::<Map<_, _>>(),
            "headers": headers::components(),
            "responses": shared,
            "schemas": schemas.components(),
        },
    })
}

fn describe(area: &str, operation: &Operation, schemas: &mut Schemas) -> Value {
    let mut described = json!({
        "operationId": operation.handler,
        "tags": [area],
        "summary": operation.summary,
        "description": with_credentials(operation),
        "security": security(&operation.access),
        "responses": responses(operation, schemas),
    });
    if !operation.parameters.is_empty() {
        described["parameters"] = json!(operation.parameters);
    }
    if let Some(Content::Json(make, example)) = &operation.body {
        let schema = make(&mut schemas.read);
        let content = json!({"application/json": {"schema": schema, "example": example}});
        described["requestBody"] = json!({"required": true, "content": content});
    }
    if let Some((schema, example)) = &operation.form {
        let form = json!({"schema": schema, "example": example});
        let content = json!({"application/x-www-form-urlencoded": form, "multipart/form-data": form});
        described["requestBody"] = json!({"required": true, "content": content});
    }
    described
}

/// Moves what several operations answer alike into `components.responses`, under the codes that it carries.
fn share_responses(paths: &mut BTreeMap<&str, Map<String, Value>>) -> Map<String, Value> {
    let mut shared = Map::new();
    let operations = paths.values_mut().flat_map(Map::values_mut);
    let responses = operations.filter_map(|operation| operation["responses"].as_object_mut()).flat_map(Map::values_mut);
    for response in responses {
        let content = &response["content"]["application/json"];
        let codes = content["examples"].as_object().map(|all| all.keys().cloned().collect::<Vec<_>>().join("-"));
        let Some(name) = codes.filter(|_| content["schema"]["allOf"].is_array()) else { continue };
        match shared.get(&name) {
            Some(known) if known != response => continue,
            Some(_) => {}
            None => drop(shared.insert(name.clone(), response.clone())),
        }
        *response = json!({"$ref": format!("#/components/responses/{name}")});
    }
    shared
}

/// Same status and headers as GET, no body.
fn head_of(get: &Value) -> Value {
    let mut head = get.clone();
    head["operationId"] = format!("{}_head", get["operationId"].as_str().unwrap_or_default()).into();
    head["description"] = "As GET, without a body and without any effect.".into();
    if let Some(responses) = head["responses"].as_object_mut() {
        responses.values_mut().filter_map(Value::as_object_mut).for_each(|response| drop(response.remove("content")));
    }
    head
}

fn with_credentials(operation: &Operation) -> String {
    let needs = match &operation.access {
        Access::Open => "No key is needed.".into(),
        Access::KeyShowsMore => "No key is needed; any valid key shows more.".into(),
        Access::Key(scopes, class) => {
            let scopes = scopes.iter().map(|scope| format!("`{}`", scope.as_str())).collect::<Vec<_>>().join(" or ");
            format!("Needs a key with the scope {scopes}. A call is taken from the budget `{}`.", class.as_str())
        }
    };
    format!("{}\n\n{needs}", operation.about).trim_start().to_owned()
}

/// Alternatives; the words are the scopes that are asked.
fn security(access: &Access) -> Value {
    match access {
        Access::Open => json!([]),
        Access::KeyShowsMore => json!([{}, {"key": []}]),
        Access::Key(scopes, _) => scopes.iter().map(|scope| json!({"key": [scope.as_str()]})).collect(),
    }
}

fn responses(operation: &Operation, schemas: &mut Schemas) -> Map<String, Value> {
    let mut responses: BTreeMap<u16, Response> = BTreeMap::new();
    for answer in &operation.answers {
        responses.entry(answer.status).or_default().add_answer(answer, operation.repeatable, schemas);
    }
    let mut errors: BTreeMap<u16, Vec<&ErrorCode>> = BTreeMap::new();
    for code in &operation.codes {
        let known = about(code);
        errors.entry(known.status).or_default().push(known);
    }
    for (status, codes) in errors {
        responses.entry(status).or_default().add_errors(status, &codes);
    }
    let limited = matches!(operation.access, Access::Key(..));
    responses.into_iter().map(|(status, response)| (status.to_string(), response.into_value(status, limited))).collect()
}

/// What one status may carry.
#[derive(Default)]
struct Response {
    about: Vec<String>,
    headers: Vec<&'static str>,
    /// By media type: alternatives, and examples by name.
    contents: BTreeMap<&'static str, (Vec<Value>, Map<String, Value>)>,
}

impl Response {
    fn add_answer(&mut self, answer: &Answer, repeatable: bool, schemas: &mut Schemas) {
        self.about.push(answer.about.to_owned());
        let (media_type, schema) = match &answer.content {
            Content::Json(make, _) => ("application/json", make(&mut schemas.written).into()),
            Content::Text(media_type) => (*media_type, json!({"type": "string"})),
        };
        let (alternatives, examples) = self.contents.entry(media_type).or_default();
        alternatives.push(schema);
        if let Content::Json(_, example) = &answer.content {
            examples.insert("answer".into(), json!({"value": example}));
        }
        if repeatable {
            self.headers.push("Idempotency-Replayed");
        }
    }

    fn add_errors(&mut self, status: u16, codes: &[&ErrorCode]) {
        let words: Vec<_> = codes.iter().map(|known| known.code).collect();
        self.about.push(words.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", "));
        let envelope = json!({"$ref": "#/components/schemas/Error"});
        let schema = json!({"allOf": [envelope, {"properties": {"code": {"enum": words}}}]});
        // A JSON answer of the route's own with this status has none of the envelope's headers; a page has them.
        let alone = !self.contents.contains_key("application/json");
        let (alternatives, examples) = self.contents.entry("application/json").or_default();
        alternatives.push(schema);
        for known in codes {
            examples.insert(known.code.into(), json!({"$ref": format!("#/components/examples/{}", known.code)}));
        }
        match status {
            401 => self.headers.push("WWW-Authenticate"),
            429 => self.headers.push("Retry-After"),
            503 if alone => self.headers.push("Retry-After"),
            _ => {}
        }
    }

    fn into_value(self, status: u16, limited: bool) -> Value {
        let limits: &[&str] = if limited && !matches!(status, 401 | 403) { &headers::LIMITED } else { &[] };
        let names = headers::ALWAYS.iter().chain(limits).chain(&self.headers).copied();
        let content: Map<String, Value> = self
            .contents
            .into_iter()
            .map(|(media_type, (mut alternatives, examples))| {
                let schema =
                    if alternatives.len() > 1 { json!({"anyOf": alternatives}) } else { alternatives.swap_remove(0) };
                let mut content = json!({ "schema": schema });
                if !examples.is_empty() {
                    content["examples"] = examples.into();
                }
                (media_type.to_owned(), content)
            })
            .collect();
        json!({"description": self.about.join(" Or: "), "headers": headers::references(names), "content": content})
    }
}

fn example_of(known: &ErrorCode) -> (String, Value) {
    let mut example =
        json!({"error": known.sentence, "code": known.code, "requestId": "5f0c9a52-2f7e-4d0b-9a5e-0c1d4f3b2a10"});
    if matches!(known.code, "validation_failed" | "invalid_properties") {
        let (path, message) = known.sentence.split_once(": ").unwrap_or_default();
        let code = if known.code == "validation_failed" { "invalid_format" } else { "properties_too_large" };
        let path: Vec<_> = path.split('.').collect();
        example["issues"] = json!([{"path": path, "code": code, "message": message}]);
    }
    (known.code.to_owned(), json!({"summary": known.when, "value": example}))
}
