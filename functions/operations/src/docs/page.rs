//! What the page shows, taken from the document: texts only, so that the template decides nothing.

use serde::Serialize;
use serde_json::{Map, Value};

use super::fields::{self, Field};
use super::{curl, prose, sample};

/// The order in which the methods of one path are shown; HEAD is told with GET.
const METHODS: [&str; 5] = ["post", "put", "get", "patch", "delete"];

/// The whole page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    version: String,
    server: String,
    introduction: String,
    areas: Vec<Area>,
}

#[derive(Debug, Serialize)]
struct Area {
    name: String,
    about: String,
    operations: Vec<Operation>,
}

#[derive(Debug, Serialize)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    about: String,
    head: bool,
    parameters: Vec<Field>,
    body: Vec<Field>,
    choice: Option<String>,
    answers: Vec<Answer>,
    errors: Vec<Error>,
    curl: String,
}

#[derive(Debug, Serialize)]
struct Answer {
    status: String,
    about: String,
    media_types: Vec<String>,
    fields: Vec<Field>,
    example: String,
}

#[derive(Debug, Serialize)]
struct Error {
    status: String,
    code: String,
    when: String,
}

impl Page {
    /// Of the whole document.
    pub(super) fn of(document: &Value) -> Self {
        let server = text(&document["servers"][0]["url"]);
        let areas =
            list(&document["tags"]).iter().map(|tag| area(document, server.trim_end_matches('/'), tag)).collect();
        let introduction = prose::paragraphs(&text(&document["info"]["description"]));
        Self { version: text(&document["info"]["version"]), server, introduction, areas }
    }
}

fn area(document: &Value, server: &str, tag: &Value) -> Area {
    let mut operations = Vec::new();
    for (path, routes) in object(&document["paths"]) {
        for method in METHODS {
            let operation = &routes[method];
            if operation["tags"][0] == tag["name"] {
                let head = routes.get("head").is_some() && method == "get";
                operations.push(self::operation(document, server, method, path, operation, head));
            }
        }
    }
    Area { name: text(&tag["name"]), about: prose::line(&text(&tag["description"])), operations }
}

fn operation(document: &Value, server: &str, method: &str, path: &str, operation: &Value, head: bool) -> Operation {
    let method = method.to_ascii_uppercase();
    let responses = object(&operation["responses"]).iter();
    let responses = responses.map(|(status, response)| (status.as_str(), fields::resolve(document, response)));
    let responses: Vec<_> = responses.collect();
    let body = &operation["requestBody"]["content"];
    let body = body.get("application/json").or_else(|| body.get("application/x-www-form-urlencoded"));
    Operation {
        id: text(&operation["operationId"]),
        curl: curl::command(document, server, &method, path, operation),
        method,
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        about: prose::paragraphs(&text(&operation["description"])),
        head,
        parameters: list(&operation["parameters"]).iter().map(|one| fields::of_parameter(document, one)).collect(),
        choice: body.and_then(|content| fields::choice(fields::resolve(document, &content["schema"]))),
        body: body.map(|content| fields::of_schema(document, &content["schema"])).unwrap_or_default(),
        answers: responses.iter().filter_map(|(status, response)| answer(document, status, response)).collect(),
        errors: responses.iter().flat_map(|(status, response)| errors(document, status, response)).collect(),
    }
}

/// The route's own answer of a status; none where only the envelope is given.
fn answer(document: &Value, status: &str, response: &Value) -> Option<Answer> {
    let content = object(&response["content"]);
    let json = &response["content"]["application/json"];
    let example = json["examples"].get("answer").map(|example| &example["value"]);
    let pages: Vec<String> = content.keys().filter(|name| *name != "application/json").cloned().collect();
    if example.is_none() && pages.is_empty() {
        return None;
    }
    let schema = match json["schema"]["anyOf"].as_array() {
        Some(alternatives) => alternatives.first().unwrap_or(&Value::Null),
        None => &json["schema"],
    };
    let first = fields::required(fields::resolve(document, schema));
    let about = text(&response["description"]);
    Some(Answer {
        status: status.to_owned(),
        // What follows are the codes of the envelope, which stand in the table of errors.
        about: prose::line(about.split(" Or: `").next().unwrap_or_default()),
        media_types: pages,
        fields: if example.is_some() { fields::of_schema(document, schema) } else { Vec::new() },
        example: example.map(|value| sample::pretty(value, &first)).unwrap_or_default(),
    })
}

fn errors(document: &Value, status: &str, response: &Value) -> Vec<Error> {
    let examples = object(&response["content"]["application/json"]["examples"]);
    let examples = examples.iter().filter(|(name, _)| *name != "answer");
    examples
        .map(|(code, example)| Error {
            status: status.to_owned(),
            code: code.clone(),
            when: prose::line(&text(&fields::resolve(document, example)["summary"])),
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The members of an object; none of anything else.
fn object(value: &Value) -> &Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&NONE)
}
