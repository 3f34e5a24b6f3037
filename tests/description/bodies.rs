//! Schemas and parsers say the same about each field of each body.

use serde_json::{Value, json};
use tests::Answer;
use tests::bodies::{Taking, candidates, taking_json, unlimited};
use tests::checked::validator;

/// Whether the parser has something against this field.
fn refused(answer: &Answer, name: &str) -> bool {
    let at_fault = answer.body["issues"].as_array().into_iter().flatten().any(|issue| issue["path"][0] == *name);
    match answer.code() {
        "validation_failed" | "invalid_properties" => at_fault,
        "invalid_idempotency_key" => name == "idempotencyKey",
        // Items of a batch are refused one by one.
        _ => {
            answer.body["results"].as_array().is_some_and(|results| results.iter().all(|one| one["error"].is_string()))
        }
    }
}

/// Rules that a schema cannot tell stand in its `format`.
fn is_complete(schema: &Value) -> bool {
    !schema.to_string().contains("\"format\"")
}

#[tokio::test]
async fn a_value_is_refused_exactly_where_its_schema_refuses_it() {
    let mail = unlimited().await;
    let mut tried = 0;
    for taking in taking_json() {
        for (name, schema) in taking.fields() {
            let validator = validator(schema);
            for value in candidates(schema) {
                let allowed = validator.is_valid(&value);
                let examples = schema["examples"].as_array();
                if allowed && !is_complete(schema) && !examples.is_some_and(|examples| examples.contains(&value)) {
                    continue;
                }
                let id = taking.described.id;
                let answer = mail.app.request(id, taking.call(taking.with(name, value.clone()).to_string())).await;
                assert_eq!(
                    refused(&answer, name),
                    !allowed,
                    "{id}: {name} = {value}: {} {}",
                    answer.status,
                    answer.text
                );
                let sentence = answer.body["error"].as_str().unwrap_or(name);
                assert!(allowed || sentence.contains(name) || name == "idempotencyKey", "{id}: {name}: {sentence}");
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "only {tried} values were tried");
}

#[tokio::test]
async fn what_is_required_cannot_be_left_out() {
    let mail = unlimited().await;
    for taking in taking_json() {
        for name in taking.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let mut body = taking.example.clone();
            body.as_object_mut().unwrap().remove(name);
            let answer = mail.app.request(taking.described.id, taking.call(body.to_string())).await;
            assert_eq!((answer.status, answer.body["issues"][0]["code"].as_str()), (400, Some("required")), "{name}");
            assert_eq!(answer.body["issues"][0]["path"], json!([name]));
        }
    }
}

#[tokio::test]
async fn where_one_of_several_fields_is_needed_none_is_not_enough() {
    let mail = unlimited().await;
    for taking in taking_json() {
        let Some(names) = alternatives(taking) else { continue };
        let mut body = taking.example.clone();
        names.iter().for_each(|name| drop(body.as_object_mut().unwrap().remove(*name)));
        let answer = mail.app.request(taking.described.id, taking.call(body.to_string())).await;
        assert_eq!(answer.status, 400, "{}: {}", taking.described.id, answer.text);
        assert!(["identity_required", "validation_failed"].contains(&answer.code()), "{}", answer.text);
    }
}

fn alternatives(taking: Taking) -> Option<Vec<&'static str>> {
    let alternatives = taking.schema.get("anyOf").or_else(|| taking.schema.get("oneOf"))?;
    alternatives.as_array()?.iter().map(|one| one["required"][0].as_str()).collect()
}
