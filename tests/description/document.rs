//! The committed document.

use std::fs;

use description::ERRORS;
use serde_json::{Value, json};
use tests::checked::validator;
use tests::described::{document, operations, path, resolve};

#[test]
fn the_committed_document_is_current() {
    let text = format!("{}\n", serde_json::to_string_pretty(document()).unwrap());
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(path(), &text).unwrap();
    }
    let committed = fs::read_to_string(path()).unwrap_or_default();
    assert!(committed == text, "docs/openapi.json is stale; run ./dev openapi");
}

#[test]
fn the_version_is_that_of_the_wire() {
    assert_eq!(document()["openapi"], "3.1.0");
    assert_eq!(document()["info"]["version"], platform::http::WIRE_VERSION);
}

#[test]
fn every_operation_is_explained() {
    for described in operations() {
        let operation = described.operation;
        for text in ["summary", "description"] {
            assert!(operation[text].as_str().is_some_and(|text| text.len() > 5), "{} has no {text}", described.id);
        }
        assert!(operation["responses"]["503"].is_object(), "{}", described.id);
        let guarded = !operation["security"].as_array().unwrap().is_empty() && operation["security"][0] != json!({});
        for status in ["401", "403", "429"] {
            assert_eq!(operation["responses"][status].is_object(), guarded, "{} {status}", described.id);
        }
    }
}

#[test]
fn every_field_is_explained() {
    fn visit(at: &str, schema: &Value) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            let explained = property["description"].is_string() || property["$ref"].is_string() || name == "status";
            assert!(explained || at.starts_with("HealthComponents."), "{at} has no description");
            visit(&at, property);
        }
    }
    for (name, schema) in document()["components"]["schemas"].as_object().unwrap() {
        visit(name, schema);
    }
}

#[test]
fn examples_are_as_described() {
    let fits = |id: &str, schema: &Value, example: &Value| {
        let validator = validator(schema);
        let faults: Vec<_> = validator.iter_errors(example).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{id}: {faults:?}");
    };
    for described in operations() {
        let body = &described.operation["requestBody"]["content"]["application/json"];
        if body.is_object() {
            fits(described.id, &body["schema"], &body["example"]);
        }
        for response in described.operation["responses"].as_object().unwrap().values() {
            let content = &resolve(response)["content"]["application/json"];
            for example in content["examples"].as_object().into_iter().flat_map(|examples| examples.values()) {
                fits(described.id, &content["schema"], &resolve(example)["value"]);
            }
        }
    }
}

#[test]
fn codes_are_told_once_and_all_are_used() {
    let text = document().to_string();
    for (index, error) in ERRORS.iter().enumerate() {
        assert!(ERRORS[..index].iter().all(|earlier| earlier.code != error.code), "{} stands twice", error.code);
        assert!(text.contains(&format!("\"{}\"", error.code)), "no operation gives {}", error.code);
    }
}
