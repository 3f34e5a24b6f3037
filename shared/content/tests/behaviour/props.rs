//! Props of a call: defaults, and issues with JSON pointers.

use serde_json::{Value, json};

use crate::fixture::Fixture;

fn issues(key: &str, props: Value) -> Vec<(String, String)> {
    let issues = Fixture::starter().template(key).validate_props(&props).unwrap_err();
    issues.into_iter().map(|issue| (issue.pointer, issue.message)).collect()
}

fn one(key: &str, props: Value) -> (String, String) {
    let issues = issues(key, props);
    assert_eq!(issues.len(), 1, "{issues:?}");
    issues.into_iter().next().unwrap()
}

#[test]
fn defaults_are_filled_in() {
    let filled =
        Fixture::starter().template("password-reset").validate_props(&json!({"resetUrl": "https://e.com/1"})).unwrap();
    assert_eq!(filled, json!({"resetUrl": "https://e.com/1", "expiresInMinutes": 60}));
}

#[test]
fn a_missing_prop_is_named() {
    assert_eq!(one("password-reset", json!({})), ("/resetUrl".to_owned(), "`resetUrl` is required".to_owned()));
}

#[test]
fn an_unknown_prop_gets_a_hint() {
    let (pointer, message) = one("marketing/product-update", json!({"headlin": "x"}));
    assert_eq!(
        (pointer.as_str(), message.as_str()),
        ("/headlin", "the template has no property `headlin` (did you mean `headline`?)")
    );
}

#[test]
fn links_are_https_or_mailto() {
    for bad in [
        "http://e.com",
        "javascript:alert(1)",
        "https://",
        "https:// e.com",
        "ftp://e.com",
        "/reset",
        "mailto:nobody",
        "https://e.com/\"x",
    ] {
        let (pointer, message) = one("password-reset", json!({"resetUrl": bad}));
        assert_eq!((pointer.as_str(), message.as_str()), ("/resetUrl", "must be an https: or mailto: link"), "{bad}");
    }
    for good in ["https://e.com/a?b=c&d=e#f", "mailto:help@e.com?subject=Hi", "HTTPS://E.COM"] {
        assert!(
            Fixture::starter().template("password-reset").validate_props(&json!({"resetUrl": good})).is_ok(),
            "{good}"
        );
    }
}

#[test]
fn every_issue_has_its_pointer_and_no_value() {
    let props = json!({"orderId": 7, "items": [{"description": "a", "amount": 1}, {"amount": true, "x": 1}], "total": "1", "currency": "eur"});
    let issues = issues("transactional/receipt", props);
    let mut pointers: Vec<&str> = issues.iter().map(|(pointer, _)| pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/currency", "/items/1/amount", "/items/1/description", "/items/1/x", "/orderId"]);
    assert!(issues.iter().all(|(_, message)| !message.contains("eur")), "{issues:?}");
}

#[test]
fn props_that_are_no_object_are_refused() {
    assert_eq!(one("welcome", json!([1])).0, "");
    assert_eq!(one("welcome", Value::Null).0, "");
}

#[test]
fn null_is_not_absent() {
    assert_eq!(one("welcome", json!({"name": null})).0, "/name");
}
