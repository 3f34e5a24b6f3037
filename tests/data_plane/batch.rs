//! `POST /v1/events/batch`.

use std::time::Duration;

use futures::future::join_all;
use platform::queues::Queues;
use serde_json::{Value, json};
use tests::app::Call;
use tests::aws::accept;
use tests::{App, Aws};
use wiremock::Request;

fn events(count: usize) -> Value {
    let events: Vec<Value> = (0..count)
        .map(|n| json!({"name": "x", "userId": format!("u-{n}"), "idempotencyKey": format!("k{n}")}))
        .collect();
    json!({ "events": events })
}

#[tokio::test]
async fn a_bad_item_does_not_stop_the_others() {
    let app = App::start().await;
    app.listen_to("good").await;
    let body = json!({"events": [
        {"name": "good", "userId": "u-1"}, {"name": "email.opened", "userId": "u-1"}, {"name": "good", "email": "b@example.com"},
        {"name": "good"}, 7, {"name": "good", "userId": "u-1", "lists": {"nope": true}}]});
    let answer = app.call("ingest_event_batch", body).await;
    assert_eq!(answer.status, 202);
    let results = answer.body["results"].as_array().unwrap();
    let words: Vec<String> =
        results.iter().map(|r| r["code"].as_str().map_or_else(|| r["stored"].to_string(), String::from)).collect();
    assert_eq!(
        words,
        ["true", "reserved_event_name", "true", "identity_required", "validation_failed", "unknown_list"]
    );
    assert_eq!(app.database.count("user_events").await, 2);
    assert_eq!(app.database.count("outbox where topic = 'event-router'").await, 2);
}

#[tokio::test]
async fn limits_of_the_call() {
    let app = App::start().await;
    assert_eq!(app.call("ingest_event_batch", json!({"events": []})).await.status, 400);
    assert_eq!(app.call("ingest_event_batch", json!({})).await.status, 400);
    assert_eq!(app.call("ingest_event_batch", events(501)).await.status, 400);
    let padded = json!({"events": [{"name": "x", "userId": "u", "pad": "x".repeat(1_100_000)}]});
    assert_eq!(app.call("ingest_event_batch", padded).await.status, 413);
    let keyed = app.request("ingest_event_batch", Call::new(events(1)).header("idempotency-key", "k")).await;
    assert_eq!(keyed.status, 400);
    assert_eq!(app.database.count("user_events").await, 0);
}

#[tokio::test]
async fn a_repeat_with_item_keys_is_exact() {
    let app = App::start().await;
    // A part of the batch has been stored, as after a connection that broke in the middle.
    let whole = events(250);
    let half = json!({"events": whole["events"].as_array().unwrap()[..120].to_vec()});
    let first = app.call("ingest_event_batch", half).await;
    let again = app.call("ingest_event_batch", whole).await;
    let results = again.body["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|r| r["stored"] == true).count(), 130);
    assert_eq!(results[7], json!({"stored": false, "exits": [], "eventId": first.body["results"][7]["eventId"]}));
    assert_eq!(app.database.count("user_events").await, 250);
}

#[tokio::test]
async fn equal_keys_within_a_batch() {
    let app = App::start().await;
    let event = |n: u8| json!({"name": "x", "userId": "u-1", "idempotencyKey": "k", "eventProperties": {"n": n}});
    let answer = app.call("ingest_event_batch", json!({"events": [event(1), event(1), event(2)]})).await;
    let results = &answer.body["results"];
    assert_eq!((&results[0]["stored"], &results[1]["stored"]), (&json!(true), &json!(false)));
    assert_eq!(results[1]["eventId"], results[0]["eventId"]);
    assert_eq!(results[2]["code"], "idempotency_conflict");
}

#[tokio::test]
async fn events_of_one_contact_take_effect_in_array_order() {
    let app = App::start().await;
    let event = |n: u8| json!({"name": format!("e{n}"), "userId": "u-1", "contactProperties": {"last": n}});
    app.call("ingest_event_batch", json!({"events": [event(1), event(2), event(3)]})).await;
    assert_eq!(
        app.database.text("select string_agg(event, ',' order by received_at) from user_events").await,
        "e1,e2,e3"
    );
    assert_eq!(app.database.text("select properties->>'last' from contacts").await, "3");
    assert_eq!(app.database.count("contacts").await, 1);
}

#[tokio::test]
async fn batches_of_unknown_keys_fit_the_lock_table_and_known_ones_take_no_advisory_lock() {
    let app = App::start().await;
    let batch = |b: usize| {
        let events: Vec<Value> = (0..500)
            .map(|n| json!({"name": "x", "userId": format!("u-{b}-{n}"), "email": format!("m{b}-{n}@example.com"), "anonymousId": format!("a-{b}-{n}")}))
            .collect();
        app.call("ingest_event_batch", json!({ "events": events }))
    };
    let answers = join_all((0..8).map(batch)).await;
    assert!(answers.iter().all(|answer| answer.status == 202 && !answer.text.contains("error")));
    assert_eq!(app.database.count("user_events").await, 4_000);
}

#[tokio::test]
async fn a_refused_item_gives_its_key_back() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let event = |at: &str| json!({"name": "x", "userId": "u-1", "idempotencyKey": "k", "timestamp": at});
    let good = json!({"name": "y", "userId": "u-2"});
    let answer = app.call("ingest_event_batch", json!({"events": [event("2019-01-01T00:00:00Z"), good]})).await;
    assert_eq!(answer.body["results"][0]["code"], "timestamp_too_old");
    assert_eq!(app.database.count("contacts").await, 1);
    assert_eq!(app.call("ingest_event", event("2026-06-15T11:00:00Z")).await.body["stored"], json!(true));
}

#[tokio::test]
async fn an_item_that_is_refused_alone_in_its_group_is_refused_alone() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let old = json!({"name": "x", "userId": "u-1", "timestamp": "2019-01-01T00:00:00Z"});
    let answer = app.call("ingest_event_batch", json!({"events": [old]})).await;
    assert_eq!((answer.status, &answer.body["results"][0]["code"]), (202, &json!("timestamp_too_old")));
    // The last one is a group of its own.
    let mut many = events(100);
    many["events"].as_array_mut().unwrap().push(old);
    let answer = app.call("ingest_event_batch", many).await;
    assert_eq!((answer.status, &answer.body["results"][100]["code"]), (202, &json!("timestamp_too_old")));
    assert_eq!(app.database.count("user_events").await, 100);
}

#[tokio::test]
async fn a_repetition_of_a_refused_item_is_refused_as_well() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let old = json!({"name": "x", "userId": "u-1", "idempotencyKey": "k", "timestamp": "2019-01-01T00:00:00Z"});
    let good = json!({"name": "y", "userId": "u-2"});
    let answer = app.call("ingest_event_batch", json!({"events": [old, old, good]})).await;
    let codes: Vec<&Value> = answer.body["results"].as_array().unwrap().iter().map(|result| &result["code"]).collect();
    assert_eq!(codes, [&json!("timestamp_too_old"), &json!("timestamp_too_old"), &Value::Null]);
    assert_eq!(app.database.count("idempotency_keys").await, 0);
}

#[tokio::test]
async fn what_was_stored_is_told_when_the_time_ends_in_a_later_group() {
    let app = App::start().await;
    app.call("put_contact", json!({"userId": "u-150"})).await;
    app.database.execute("begin; select 1 from contacts for update").await;
    let answer = app.call("ingest_event_batch", events(250)).await;
    app.database.execute("rollback").await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let results = answer.body["results"].as_array().unwrap();
    assert!(results[..100].iter().all(|result| result["stored"] == true));
    // The groups behind it are not tried: events of one contact take effect in their order, also after a repetition.
    assert!(results[100..].iter().all(|result| result["code"] == "unavailable"));
    assert_eq!(app.database.count("user_events").await, 100);
    assert_eq!(app.database.count("idempotency_keys").await, 100);
}

#[tokio::test]
async fn what_was_stored_is_told_however_slow_sqs_is() {
    let aws = Aws::start().await;
    aws.on_sqs("SendMessageBatch", |request: &Request| accept(request).set_delay(Duration::from_millis(1_800))).await;
    let mut app = App::start().await;
    app.engine.queues = Queues::with_urls([("event-router".into(), format!("{}/1/router", aws.server.uri()))]);
    app.listen_to("x").await;
    let answer = app.call("ingest_event_batch", events(300)).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    assert!(answer.body["results"].as_array().unwrap().iter().all(|result| result["stored"] == true));
    assert_eq!(app.database.count("user_events").await, 300);
}

#[tokio::test]
async fn history_starts_nothing_nor_does_what_it_leads_to() {
    let app = App::start().await;
    for name in ["contact.created", "contact.merged", "list.subscribed", "seen"] {
        app.listen_to(name).await;
    }
    let old = |body: Value| {
        let mut event = json!({"name": "seen", "dispatch": false});
        event.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        event
    };
    let ada = json!({"email": "ada@example.com", "lists": {"broadcast": true}});
    let apart = json!({"events": [old(json!({"userId": "u-1"})), old(ada)]});
    let joined = old(json!({"userId": "u-1", "email": "ada@example.com"}));
    assert_eq!(app.call("ingest_event_batch", apart).await.status, 202);
    assert_eq!(app.call("ingest_event", joined).await.status, 202);
    assert_eq!(
        app.database.text("select string_agg(distinct event, ' ' order by event) from user_events").await,
        "contact.created contact.merged list.subscribed seen"
    );
    assert_eq!(app.database.count("outbox where topic = 'event-router'").await, 0);
    app.call("ingest_event", json!({"name": "seen", "userId": "u-2"})).await;
    assert_eq!(
        app.database.count("outbox where topic = 'event-router'").await,
        2,
        "the event and the contact's creation"
    );
}
