//! An operation as a command to try.

use serde_json::Value;

use super::{fields, sample};

/// `curl …`, to be pasted into a shell in which `SOUNDER_KEY` is set.
pub(super) fn command(document: &Value, server: &str, method: &str, path: &str, operation: &Value) -> String {
    let mut command = match method {
        "GET" => "curl".to_owned(),
        _ => format!("curl -X {method}"),
    };
    command.push_str(&format!(" \"{server}{}\"", target(path, operation)));
    if operation["security"].as_array().is_some_and(|alternatives| !alternatives.is_empty()) {
        command.push_str(" \\\n  -H \"Authorization: Bearer $SOUNDER_KEY\"");
    }
    let content = &operation["requestBody"]["content"];
    if let Some(example) = content["application/json"].get("example") {
        let first = fields::required(fields::resolve(document, &content["application/json"]["schema"]));
        let body = sample::pretty(example, &first).replace('\'', "'\\''");
        command.push_str(&format!(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{body}'"));
    } else if let Some(example) = content["application/x-www-form-urlencoded"]["example"].as_object() {
        for (name, value) in example {
            for value in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
                let pair = format!("{name}={}", value.as_str().unwrap_or_default()).replace('\'', "'\\''");
                command.push_str(&format!(" \\\n  --data-urlencode '{pair}'"));
            }
        }
    }
    command
}

/// The path with the examples of its parameters, and of the query's first parameter that has one.
fn target(path: &str, operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut target = path.to_owned();
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        match parameter["in"].as_str() {
            Some("path") => {
                target = target.replace(&format!("{{{name}}}"), parameter["example"].as_str().unwrap_or_default());
            }
            Some("query") if !target.contains('?') => {
                if let Some(example) = parameter["schema"]["examples"][0].as_str() {
                    target.push_str(&format!("?{name}={example}"));
                }
            }
            _ => {}
        }
    }
    target
}
