//! Messages leave after commit, and only when something listens.

use serde_json::json;
use tests::App;

#[tokio::test]
async fn nothing_listens_nothing_is_enqueued() {
    let app = App::start().await;
    app.call("ingest_event", json!({"name": "noise", "userId": "u-1"})).await;
    assert_eq!(app.database.count("outbox").await, 0);
}

#[tokio::test]
async fn a_listener_of_a_new_release_is_heard_at_the_next_event() {
    let app = App::start().await;
    app.call("ingest_event", json!({"name": "signup", "userId": "u-1"})).await;
    app.listen_to("signup").await;
    let answer = app.call("ingest_event", json!({"name": "signup", "userId": "u-1"})).await;
    assert_eq!(app.database.text("select payload->>'event_id' from outbox").await, answer.body["eventId"]);
    let quiet = json!({"name": "signup", "userId": "u-1", "dispatch": false});
    app.call("ingest_event", quiet).await;
    assert_eq!(app.database.count("outbox").await, 1);
}

#[tokio::test]
async fn sent_rows_are_deleted_at_once() {
    let aws = tests::Aws::start().await;
    let mut app = App::start().await;
    app.engine.queues =
        platform::queues::Queues::with_urls([("event-router".into(), format!("{}/1/router", aws.server.uri()))]);
    app.listen_to("signup").await;
    let answer = app.call("ingest_event", json!({"name": "signup", "userId": "u-1"})).await;
    assert_eq!(app.database.count("outbox").await, 0);
    assert_eq!(aws.messages().await[0]["event_id"], answer.body["eventId"]);
}
