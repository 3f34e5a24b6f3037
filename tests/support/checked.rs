//! Every answer against the description of the API: status, headers, content type, body.

use std::cell::RefCell;
use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::Answer;
use crate::described::{closed_components, operation, resolve};

/// Answers everything that is no route, so no operation describes it.
const NOT_A_ROUTE: &str = "not_found";

thread_local! {
    static VALIDATORS: RefCell<HashMap<(String, u64), Validator>> = RefCell::default();
}

/// # Panics
/// When the answer is not as described.
pub fn check(handler: &str, method: &str, answer: &Answer) {
    if handler == NOT_A_ROUTE {
        return;
    }
    let id = if method == "HEAD" { format!("{handler}_head") } else { handler.to_owned() };
    let described =
        operation(&id).unwrap_or_else(|| panic!("{id} is not described: see functions/*/src/description.rs"));
    let response = resolve(&described.operation["responses"][answer.status.to_string()]);
    assert!(response.is_object(), "{id} may not answer {}: {}", answer.status, answer.text);
    check_headers(&id, response, answer);
    let Some(contents) = response["content"].as_object() else {
        assert_eq!(answer.text, "", "{id} {} has a body", answer.status);
        return;
    };
    let content_type = answer.headers["content-type"].as_str().unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default();
    let content = contents.get(essence).unwrap_or_else(|| panic!("{id} {} may not be {essence:?}", answer.status));
    if essence == "application/json" {
        check_body(&id, answer, &content["schema"]);
    }
}

fn check_headers(id: &str, response: &'static Value, answer: &Answer) {
    for (name, header) in response["headers"].as_object().into_iter().flatten() {
        let header = resolve(header);
        let value = answer.headers[name.to_ascii_lowercase()].as_str();
        assert!(value.is_some() || header["required"] != true, "{id} {}: no header {name}", answer.status);
        let integer = header["schema"]["type"] == "integer";
        assert!(!integer || value.is_none_or(|text| text.parse::<u64>().is_ok()), "{id}: {name} is {value:?}");
    }
    for name in ["retry-after", "idempotency-replayed", "x-ratelimit-limit"] {
        let known =
            response["headers"].as_object().is_some_and(|all| all.keys().any(|known| known.eq_ignore_ascii_case(name)));
        assert!(known || answer.headers[name].is_null(), "{id} {}: {name} is not described", answer.status);
    }
}

fn check_body(id: &str, answer: &Answer, schema: &Value) {
    VALIDATORS.with_borrow_mut(|validators| {
        let key = (id.to_owned(), answer.status);
        let validator = validators.entry(key).or_insert_with(|| validator(schema));
        let faults: Vec<String> =
            validator.iter_errors(&answer.body).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(
            faults.is_empty(),
            "{id} {} is not as described: {}\n{}",
            answer.status,
            faults.join("; "),
            answer.text
        );
    });
}

/// For a schema of the document, with closed definitions.
pub fn validator(schema: &Value) -> Validator {
    let root = json!({"allOf": [schema], "components": {"schemas": closed_components()}});
    jsonschema::options().should_validate_formats(true).build(&root).expect("a schema")
}
