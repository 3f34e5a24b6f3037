//! Lists and the choices that people make.

use serde_json::{Value, json};
use tests::App;
use tests::app::Call;

async fn change(app: &App, verb: &str, list: &str, body: Value) -> tests::Answer {
    app.request(&format!("{verb}_list"), Call::new(body).path("id", list)).await
}

#[tokio::test]
async fn the_catalogue_shows_enabled_lists_only() {
    let app = App::start().await;
    let answer = app.call("list_lists", Value::Null).await;
    assert_eq!(
        answer.body,
        json!({"lists": [
        {"id": "product-updates", "name": "Product updates", "defaultOptIn": true},
        {"id": "broadcast", "name": "Broadcast", "defaultOptIn": false}]})
    );
}

#[tokio::test]
async fn unknown_reserved_and_disabled_lists_write_nothing() {
    let app = App::start().await;
    for (list, status, code) in
        [("nope", 404, "unknown_list"), ("Transactional", 400, "reserved_list"), ("old-news", 404, "unknown_list")]
    {
        let answer = app
            .call("put_contact", json!({"email": "ann@example.com", "lists": {"broadcast": true, list: true}}))
            .await;
        assert_eq!((answer.status, answer.code()), (status, code));
    }
    assert_eq!(app.database.count("contacts").await, 0);
}

#[tokio::test]
async fn a_repeated_opt_in_logs_and_emits_once() {
    let app = App::start().await;
    let body = json!({"email": "ann@example.com", "lists": {"broadcast": true}});
    for _ in 0..2 {
        assert_eq!(app.call("put_contact", body.clone()).await.status, 200);
    }
    assert_eq!(
        app.database.text("select (email, category, subscribed) from email_subscriptions").await,
        "(ann@example.com,broadcast,t)"
    );
    assert_eq!(app.database.text("select string_agg(source, ',') from preference_log").await, "api");
    assert_eq!(
        app.database.text("select (event, properties->>'listId') from user_events").await,
        "(list.subscribed,broadcast)"
    );
}

#[tokio::test]
async fn list_writes_need_an_address() {
    let app = App::start().await;
    let subscribed = change(&app, "subscribe", "broadcast", json!({"userId": "u-10"})).await;
    assert_eq!((subscribed.status, subscribed.code()), (400, "no_email"));
    assert!(subscribed.body["error"].as_str().unwrap().contains("email"));
    let put = app.call("put_contact", json!({"userId": "u-10", "lists": {"broadcast": true}})).await;
    assert_eq!(put.status, 400);
    assert_eq!(app.database.count("contacts").await, 0);
    let event = app.call("ingest_event", json!({"name": "x", "userId": "u-10", "lists": {"broadcast": true}})).await;
    assert_eq!((event.status, &event.body["stored"]), (202, &json!(true)));
    assert_eq!(event.body["listsError"], "Contact has no email; cannot manage list membership");
    let unknown = app.call("ingest_event", json!({"name": "x", "userId": "u-10", "lists": {"nope": true}})).await;
    assert_eq!(unknown.status, 404);
    assert_eq!(app.database.count("user_events").await, 1);
}

#[tokio::test]
async fn subscribe_then_unsubscribe() {
    let app = App::start().await;
    let body = json!({"email": "ann@example.com"});
    assert_eq!(
        change(&app, "subscribe", "broadcast", body.clone()).await.body,
        json!({"list": "broadcast", "subscribed": true})
    );
    assert_eq!(
        change(&app, "unsubscribe", "broadcast", body).await.body,
        json!({"list": "broadcast", "subscribed": false})
    );
    assert_eq!(app.database.text("select (category, subscribed) from email_subscriptions").await, "(broadcast,f)");
}

#[tokio::test]
async fn subscribe_errors_come_in_their_order() {
    let app = App::start().await;
    assert_eq!(change(&app, "subscribe", "nope", json!({})).await.status, 404);
    assert_eq!(change(&app, "subscribe", "broadcast", json!({})).await.code(), "identity_required");
    let encoded = change(&app, "subscribe", "a/b", json!({"email": "a@example.com"})).await;
    assert_eq!((encoded.status, &encoded.body["error"]), (404, &json!("Unknown list: a/b")));
}

#[tokio::test]
async fn subscribing_leaves_the_global_opt_out() {
    let app = App::start().await;
    app.database
        .execute(
            "insert into email_preferences (email, unsubscribed_all, source) values ('ann@example.com', true, 'api')",
        )
        .await;
    let answer = change(&app, "subscribe", "broadcast", json!({"email": "ann@example.com"})).await;
    assert_eq!(answer.body["warnings"], json!(["globally_unsubscribed"]));
    assert_eq!(app.database.text("select unsubscribed_all from email_preferences").await, "true");
}

#[tokio::test]
async fn an_opt_out_holds_for_aliases_an_opt_in_for_the_primary_address() {
    let app = App::start().await;
    app.call("put_contact", json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let both = json!({"userId": "u-1", "email": "x@other.test"});
    let joined = change(&app, "subscribe", "broadcast", both.clone()).await;
    assert_eq!(joined.body["warnings"], json!(["alias_address"]));
    let choices = "select string_agg(email || '=' || subscribed, ' ' order by email) from email_subscriptions";
    assert_eq!(app.database.text(choices).await, "ada@example.com=true");
    change(&app, "unsubscribe", "broadcast", both).await;
    assert_eq!(app.database.text(choices).await, "ada@example.com=false x@other.test=false");
    assert_eq!(app.database.count("user_events where event = 'list.unsubscribed'").await, 1);
}
