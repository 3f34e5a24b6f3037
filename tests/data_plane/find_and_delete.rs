//! `GET /v1/contacts/find` and `DELETE /v1/contacts`.

use serde_json::{Value, json};
use tests::App;
use tests::app::{Answer, Call};

async fn find(app: &App, query: &str) -> Answer {
    app.request("find_contact", Call::without_body("GET").query(query)).await
}

fn ids(answer: &Answer) -> Vec<&str> {
    let contacts = answer.body["contacts"].as_array().expect("a list");
    contacts.iter().map(|contact| contact["id"].as_str().expect("an id")).collect()
}

async fn delete(app: &App, body: Value) -> Answer {
    app.request("delete_contact", Call { method: "DELETE".into(), ..Call::new(body) }).await
}

async fn put(app: &App, body: Value) -> String {
    app.call("put_contact", body).await.body["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_contact_is_found_by_any_key_that_leads_to_it() {
    let app = App::start().await;
    let ada = put(&app, json!({"userId": "u-1", "email": "ada@example.com", "properties": {"plan": "pro"}})).await;
    let bob = put(&app, json!({"email": "bob@example.com"})).await;
    // An address that an event brought is an alias.
    app.call("ingest_event", json!({"name": "x", "userId": "u-1", "email": "ada@work.test"})).await;

    let found = find(&app, "email=Ada%40Example.COM").await;
    assert_eq!((found.status, ids(&found)), (200, vec![ada.as_str()]));
    let contact = &found.body["contacts"][0];
    let mut keys: Vec<&String> = contact.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        ["createdAt", "email", "externalId", "firstSeenAt", "id", "lastSeenAt", "properties", "updatedAt"]
    );
    assert_eq!((&contact["externalId"], &contact["properties"]), (&json!("u-1"), &json!({"plan": "pro"})));
    assert!(contact["createdAt"].as_str().is_some_and(|at| at.len() == 24 && at.ends_with('Z')), "{contact}");

    assert_eq!(ids(&find(&app, "email=ada%40work.test").await), [ada.as_str()]);
    assert_eq!(ids(&find(&app, "email=bob%40example.com&userId=u-1").await), [ada.as_str(), bob.as_str()]);
    // Both keys of one contact give it once.
    assert_eq!(ids(&find(&app, "email=ada%40example.com&userId=u-1").await), [ada.as_str()]);
}

#[tokio::test]
async fn finding_needs_a_key_and_may_find_nobody() {
    let app = App::start().await;
    for query in ["", "email=&userId=%20", "plan=pro"] {
        assert_eq!(find(&app, query).await.code(), "identity_required", "{query}");
    }
    for query in ["email=nobody%40example.com", "email=no-address", "userId=undefined", "userId=u%00"] {
        let found = find(&app, query).await;
        assert_eq!((found.status, &found.body), (200, &json!({"contacts": []})), "{query}");
    }
    assert_eq!(app.database.count("contacts").await, 0);
}

#[tokio::test]
async fn a_deleted_contact_is_gone_and_its_keys_make_a_new_one() {
    let app = App::start().await;
    let first =
        put(&app, json!({"userId": "u-9", "email": "cy@example.com", "lists": {"product-updates": false}})).await;
    app.call("ingest_event", json!({"name": "x", "userId": "u-9"})).await;

    let deleted = delete(&app, json!({"email": "cy@example.com"})).await;
    assert_eq!((deleted.status, &deleted.body), (200, &json!({"deleted": true})));
    assert_eq!(find(&app, "userId=u-9&email=cy%40example.com").await.body, json!({"contacts": []}));
    let again = delete(&app, json!({"userId": "u-9"})).await;
    assert_eq!((again.status, again.code()), (404, "contact_not_found"));
    let row = app.database.text("select (delete_reason, erase_after - deleted_at) from contacts").await;
    assert_eq!(row, "(deleted,\"30 days\")");

    let next = put(&app, json!({"userId": "u-9", "email": "cy@example.com"})).await;
    assert_ne!(next, first);
    let events = |id: &str| format!("user_events where contact_id = '{id}' and event = 'x'");
    assert_eq!(app.database.count(&events(&first)).await, 1, "history keeps its place");
    assert_eq!(app.database.count(&events(&next)).await, 0);
    // The opt-out is the address', not the row's.
    assert_eq!(app.database.text("select subscribed from email_subscriptions").await, "false");
}

#[tokio::test]
async fn deleting_refuses_keys_of_two_contacts_and_no_key_at_all() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    put(&app, json!({"email": "bob@example.com"})).await;
    let both = delete(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    assert_eq!((both.status, both.code()), (409, "identity_conflict"));
    assert_eq!(delete(&app, json!({})).await.code(), "identity_required");
    let without = app.request("delete_contact", Call::without_body("DELETE")).await;
    assert_eq!((without.status, without.code()), (400, "identity_required"));
    assert_eq!(app.database.count("contacts where deleted_at is null").await, 2);
}

#[tokio::test]
async fn a_delete_and_a_write_of_one_contact_take_turns() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let second = app.second_engine(app.engine.clock);
    let (gone, put) = tokio::join!(
        delete(&app, json!({"userId": "u-1"})),
        tests::app::call_on(&second, "put_contact", Call::new(json!({"userId": "u-1", "properties": {"n": 1}}))),
    );
    assert_eq!((gone.status, put.status), (200, 200));
    // Either the write came first and went with the row, or it made a new contact: never a write to a deleted one.
    let created = put.body["created"] == true;
    let live =
        app.database.text("select count(*) from contacts where deleted_at is null and properties->>'n' = '1'").await;
    assert_eq!(live, if created { "1" } else { "0" });
    assert_eq!(
        app.database
            .count("contact_keys k join contacts c on c.id = k.contact_id where c.deleted_at is not null")
            .await,
        0
    );
}
