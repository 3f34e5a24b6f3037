//! What operators do with single contacts.

use serde_json::{Value, json};
use tests::App;
use tests::app::{ADMIN, Call};

async fn put(app: &App, body: Value) -> String {
    app.call("put_contact", body).await.body["id"].as_str().expect("an id").to_owned()
}

async fn merge(app: &App, key: &str, survivor: &str, loser: &str) -> tests::Answer {
    let body = json!({"survivor": survivor, "loser": loser});
    app.request("merge_contacts", Call::new(body).key(Some(key))).await
}

#[tokio::test]
async fn an_operator_joins_two_identified_people() {
    let app = App::start().await;
    app.add_key("journeys", "hsk_journey_admin", &["journey-admin"]).await;
    let a = put(&app, json!({"userId": "u-1", "email": "ada@example.com", "properties": {"n": 1}})).await;
    let b = put(&app, json!({"userId": "u-2", "email": "eve@example.com", "properties": {"n": 2, "m": 2}})).await;
    let denied = merge(&app, "hsk_journey_admin", &b, &a).await;
    assert_eq!((denied.status, denied.code()), (403, "insufficient_scope"));
    assert_eq!(app.database.count("contact_merges").await, 0);
    // The operator says who survives: neither age nor id does.
    let merged = merge(&app, ADMIN, "u-2", &a).await;
    assert_eq!((merged.status, &merged.body["merged"], &merged.body["contact"]["id"]), (200, &json!(true), &json!(b)));
    assert_eq!(merged.body["contact"]["properties"], json!({"n": 2, "m": 2}));
    assert_eq!(put(&app, json!({"userId": "u-1"})).await, b);
    let record = "select (cause, loser_snapshot->'contact'->>'external_id', loser_snapshot->'contact'->'properties') from contact_merges";
    assert_eq!(app.database.text(record).await, r#"(admin,u-1,"{""n"": 1}")"#);
    let audit = "select string_agg(concat_ws(' ', action, outcome, resource_id, detail->>'merged'), ', ' order by id) from audit_log";
    assert_eq!(app.database.text(audit).await, format!("contact.merge denied, contact.merge done {b} {a}"));
    // Repeated, also by the id that is no more.
    let again = merge(&app, ADMIN, &b, &a).await;
    assert_eq!((again.status, &again.body["merged"]), (200, &json!(false)));
    assert_eq!(app.database.count("audit_log").await, 2);
}

#[tokio::test]
async fn a_merge_names_what_is_wrong_with_it() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1"})).await;
    let unknown = merge(&app, ADMIN, "u-1", "u-9").await;
    assert_eq!(
        (unknown.status, unknown.code(), &unknown.body["error"]),
        (404, "contact_not_found", &json!("Unknown contact: u-9"))
    );
    let missing = app.request("merge_contacts", Call::new(json!({"survivor": "u-1"})).key(Some(ADMIN))).await;
    assert_eq!((missing.status, &missing.body["issues"][0]["path"]), (400, &json!(["loser"])));
}
