//! Every route lets in whom its description names, and nobody else.

use domain::scope::Scope;
use serde_json::{Value, json};
use tests::app::{ADMIN, Call};
use tests::bodies::{unlimited, with_path};
use tests::described::{Described, operations};

/// A plain call: the examples of the description.
fn call(described: Described, key: Option<&str>) -> Call {
    let body = described.operation.pointer("/requestBody/content/application~1json/example").map(Value::to_string);
    let method = described.method.to_ascii_uppercase();
    let call = Call { body: body.unwrap_or_default(), ..Call::without_body(&method) };
    with_path(call, described.operation).key(key)
}

/// The scopes of which one is needed; none for open routes.
fn scopes(described: Described) -> Vec<Scope> {
    let alternatives = described.operation["security"].as_array().into_iter().flatten();
    alternatives.filter_map(|one| Scope::parse(one["key"][0].as_str()?)).collect()
}

fn guarded() -> impl Iterator<Item = Described> {
    operations().filter(|described| !scopes(*described).is_empty())
}

#[tokio::test]
async fn every_guarded_route_refuses_whoever_shows_no_valid_key() {
    let mail = unlimited().await;
    for described in guarded() {
        for key in [None, Some("hsk_made_up"), Some("")] {
            let answer = mail.app.request(described.id, call(described, key)).await;
            assert_eq!(
                (answer.status, answer.code(), &answer.body["error"]),
                (401, "unauthorized", &json!("Unauthorized"))
            );
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
        }
    }
}

#[tokio::test]
async fn a_full_admin_key_is_let_in_everywhere() {
    let mail = unlimited().await;
    for described in guarded() {
        let answer = mail.app.request(described.id, call(described, Some(ADMIN))).await;
        assert!(![401, 403].contains(&answer.status), "{}: {}", described.id, answer.text);
        let list = described.method == "get" && !described.path.contains('{') && described.id != "find_contact";
        assert!(!list || answer.status == 200, "{}: {}", described.id, answer.text);
    }
}

#[tokio::test]
async fn every_route_refuses_keys_without_its_scopes() {
    let mail = unlimited().await;
    let mut refused = 0;
    for scope in [Scope::Read, Scope::JourneyAdmin, Scope::Ingest] {
        let key = format!("hsk_with_{}", scope.as_str());
        mail.app.add_key(scope.as_str(), &key, &[scope.as_str()]).await;
        for described in guarded() {
            let answer = mail.app.request(described.id, call(described, Some(&key))).await;
            let admitted = scopes(described).iter().any(|needed| needed.granted_by(&[scope]));
            assert_eq!(answer.status != 403, admitted, "{} with {}: {}", described.id, scope.as_str(), answer.text);
            if !admitted {
                assert_eq!(answer.code(), "insufficient_scope");
                assert!(answer.body["error"].as_str().unwrap().contains("scope"));
                refused += 1;
            }
        }
    }
    assert!(refused > 15, "{refused}");
}
