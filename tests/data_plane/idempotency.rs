//! Repeated calls with a key.

use futures::future::join_all;
use serde_json::json;
use tests::App;
use tests::app::{Call, INGEST};

#[tokio::test]
async fn a_keyed_repeat_changes_nothing_and_says_so() {
    let app = App::start().await;
    let body = json!({"name": "signup", "userId": "u-1", "email": "a@example.com", "idempotencyKey": "k1",
                      "contactProperties": {"n": 1}, "lists": {"broadcast": true}});
    let first = app.call("ingest_event", body.clone()).await;
    app.database
        .execute("update contacts set properties = '{}'; update email_subscriptions set subscribed = false")
        .await;
    let before = app.database.text("select updated_at from contacts").await;
    let second = app.call("ingest_event", body).await;
    assert_eq!((second.status, &second.body["stored"], &second.body["exits"]), (202, &json!(false), &json!([])));
    assert_eq!(second.body["eventId"], first.body["eventId"]);
    assert_eq!(second.headers["idempotency-replayed"], "true");
    assert_eq!(app.database.count("user_events where event = 'signup'").await, 1);
    assert_eq!(
        app.database.text("select (properties, updated_at::text) from contacts").await,
        format!("({{}},\"{before}\")")
    );
    assert_eq!(app.database.text("select subscribed from email_subscriptions").await, "false");
}

#[tokio::test]
async fn event_answers_are_built_not_stored() {
    let app = App::start().await;
    let body = json!({"name": "x", "userId": "u-1", "anonymousId": "undefined", "idempotencyKey": "k1"});
    let answer = app.call("ingest_event", body.clone()).await;
    assert_eq!(answer.body["warnings"], json!(["placeholder_key"]));
    let replay = app.call("ingest_event", body).await;
    assert_eq!(replay.body, json!({"stored": false, "exits": [], "eventId": answer.body["eventId"]}));
    let row = app.database.text("select (response is null, resource_id) from idempotency_keys").await;
    assert_eq!(row, format!("(t,{})", answer.body["eventId"].as_str().unwrap()));
}

#[tokio::test]
async fn another_body_is_a_conflict_another_owner_is_not() {
    let app = App::start().await;
    app.add_key("other", "hsk_other_ingest_key", &["ingest"]).await;
    let body = |n| json!({"name": "x", "userId": "u-1", "eventProperties": {"n": n}, "idempotencyKey": "ord-1"});
    assert_eq!(app.call("ingest_event", body(1)).await.status, 202);
    let conflict = app.call("ingest_event", body(2)).await;
    assert_eq!((conflict.status, conflict.code()), (409, "idempotency_conflict"));
    let other = app.request("ingest_event", Call::new(body(2)).key(Some("hsk_other_ingest_key"))).await;
    assert_eq!(other.body["stored"], json!(true));
    assert_eq!(app.database.count("user_events").await, 2);
}

#[tokio::test]
async fn keys_are_independent_by_use() {
    let app = App::start().await;
    app.call("ingest_event", json!({"name": "x", "userId": "u-1", "idempotencyKey": "ord-1"})).await;
    let scope = app.database.text("select scope from idempotency_keys").await;
    let id = app.database.text("select id from api_keys where name = 'ingest'").await;
    assert_eq!(scope, format!("api:{id}:events"));
    app.database.execute(&format!("insert into idempotency_keys (scope, key, request_hash, expires_at) values ('api:{id}:emails', 'ord-1', 'x', now())")).await;
    assert!(INGEST.starts_with("hsk_"));
}

#[tokio::test]
async fn the_header_beats_the_body() {
    let app = App::start().await;
    let body = json!({"name": "x", "userId": "u-1", "idempotencyKey": "B"});
    app.request("ingest_event", Call::new(body.clone()).header("idempotency-key", "A")).await;
    assert_eq!(app.database.text("select key from idempotency_keys").await, "A");
    assert_eq!(app.call("ingest_event", body).await.body["stored"], json!(true));
    let blank = json!({"name": "x", "userId": "u-1", "idempotencyKey": "C"});
    app.request("ingest_event", Call::new(blank).header("idempotency-key", " ")).await;
    assert_eq!(app.database.count("idempotency_keys where key = 'C'").await, 1);
}

#[tokio::test]
async fn twenty_parallel_posts_with_one_key_store_one_event() {
    let app = App::start().await;
    let body = json!({"name": "x", "userId": "u-1", "idempotencyKey": "k1"});
    let answers = join_all((0..20).map(|_| app.call("ingest_event", body.clone()))).await;
    assert!(answers.iter().all(|answer| answer.status == 202), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.body["stored"] == true).count(), 1);
    assert_eq!(app.database.count("user_events").await, 1);
}

#[tokio::test]
async fn a_second_session_waits_for_the_first() {
    let app = App::start().await;
    let insert = "insert into idempotency_keys (scope, key, request_hash, expires_at) values ('s', 'k', 'x', now() + interval '1 day') on conflict (scope, key) do nothing";
    let second = tests::database::connect(&app.database.url).await;
    for (end, expected) in [("rollback", 1), ("commit", 0)] {
        app.database.execute("delete from idempotency_keys").await;
        app.database.execute(&format!("begin; {insert}")).await;
        let waiting = second.execute(insert, &[]);
        let ending = async {
            app.wait_for_lock().await;
            app.database.execute(end).await;
        };
        let (rows, ()) = tokio::join!(waiting, ending);
        assert_eq!(rows.expect("the insert ends"), expected, "{end}");
    }
}

#[tokio::test]
async fn an_expired_key_counts_as_absent() {
    let app = App::start().await;
    let body = json!({"name": "x", "userId": "u-1", "idempotencyKey": "k1"});
    app.call("ingest_event", body.clone()).await;
    app.database.execute("update idempotency_keys set expires_at = now() - interval '1 second'").await;
    assert_eq!(app.call("ingest_event", body).await.body["stored"], json!(true));
}

#[tokio::test]
async fn a_key_that_is_no_key_is_refused() {
    let app = App::start().await;
    for key in ["x".repeat(201), "schlüssel".into()] {
        let answer = app.call("ingest_event", json!({"name": "x", "userId": "u-1", "idempotencyKey": key})).await;
        assert_eq!((answer.status, answer.code()), (400, "invalid_idempotency_key"));
    }
    // A header that cannot be read is not one that is missing: repeated, it would do everything twice.
    let event = json!({"name": "x", "userId": "u-1"});
    let campaign = json!({"name": "c", "subject": "s", "template": "marketing/product-update", "listId": "broadcast"});
    let batch = json!({"events": [event.clone()]});
    for (handler, body) in [("ingest_event", event), ("create_campaign", campaign), ("ingest_event_batch", batch)] {
        let answer = app.request(handler, Call::new(body).header("idempotency-key", "newsletter-märz")).await;
        assert_eq!((answer.status, answer.code()), (400, "invalid_idempotency_key"), "{handler}");
    }
    assert_eq!(app.database.count("user_events").await, 0);
}

#[tokio::test]
async fn an_event_that_cannot_be_stored_leaves_no_key_behind() {
    let app = App::start().await;
    app.database
        .execute(
            "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
             create trigger refuse before insert on contact_event_stats for each row execute function refuse()",
        )
        .await;
    let body = json!({"email": "ada@example.com", "name": "order_placed", "idempotencyKey": "order-1"});
    // The commit travels right behind the last statement: it must not overtake it.
    assert_eq!(app.call("ingest_event", body.clone()).await.status, 500);
    for table in ["idempotency_keys", "contacts", "user_events"] {
        assert_eq!(app.database.count(table).await, 0, "{table}");
    }
    app.database.execute("drop trigger refuse on contact_event_stats").await;
    assert_eq!(app.call("ingest_event", body).await.body["stored"], true);
}
