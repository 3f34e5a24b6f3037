//! The budget of calls of a key.

use futures::future::join_all;
use serde_json::json;
use tests::App;
use tests::app::{Answer, Call};

/// A key of its own with these limits.
async fn key(app: &App, limits: &str) -> &'static str {
    app.add_key("limited", "hsk_limited_key_0123456789abcdef0123456789ab", &["ingest"]).await;
    app.database.execute(&format!("update api_keys set limits = '{limits}' where name = 'limited'")).await;
    "hsk_limited_key_0123456789abcdef0123456789ab"
}

async fn put(app: &App, key: &str, n: usize) -> Answer {
    app.request("put_contact", Call::new(json!({"userId": format!("u-{n}")})).key(Some(key))).await
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers[name].as_str().unwrap_or_default()
}

#[tokio::test]
async fn exactly_the_budget_is_admitted_and_a_refused_caller_recovers() {
    let mut app = App::at("2026-06-15T12:00:59Z").await;
    let key = key(&app, r#"{"writes": 30}"#).await;
    let answers = join_all((0..40).map(|n| put(&app, key, n))).await;
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!((refused.len(), answers.iter().filter(|answer| answer.status == 200).count()), (10, 30));
    for answer in refused {
        assert_eq!((answer.code(), answer.body["error"].as_str()), ("rate_limited", Some("Rate limit exceeded")));
        assert_eq!((header(answer, "x-ratelimit-limit"), header(answer, "x-ratelimit-remaining")), ("30", "0"));
        let wait: u32 = header(answer, "retry-after").parse().expect("whole seconds");
        assert_eq!(header(answer, "x-ratelimit-reset"), wait.to_string());
        assert!((1..=4).contains(&wait), "the budget of the next minute fades in from its first second: {wait}");
    }
    app.set_clock("2026-06-15T12:01:59Z");
    let later = join_all((0..40).map(|n| put(&app, key, n))).await;
    assert_eq!(later.iter().filter(|answer| answer.status == 200).count(), 30);
}

#[tokio::test]
async fn every_limited_answer_tells_what_is_left() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let key = key(&app, r#"{"writes": 3}"#).await;
    assert_eq!(header(&put(&app, key, 1).await, "x-ratelimit-remaining"), "2");
    // A refusal for another reason has cost a call and says so.
    let invalid = app.request("put_contact", Call::new(json!({})).key(Some(key))).await;
    assert_eq!((invalid.status, header(&invalid, "x-ratelimit-remaining")), (400, "1"));
    // Reads have a budget of their own, and a batch is one write.
    let read = app.request("list_lists", Call::without_body("GET").key(Some(key))).await;
    assert_eq!((header(&read, "x-ratelimit-limit"), header(&read, "x-ratelimit-remaining")), ("1200", "1199"));
    let events: Vec<_> = (0..5).map(|n| json!({"name": "x", "userId": format!("u-{n}")})).collect();
    let batch = app.request("ingest_event_batch", Call::new(json!({"events": events})).key(Some(key))).await;
    assert_eq!((batch.status, header(&batch, "x-ratelimit-remaining")), (202, "0"));
    assert_eq!(header(&batch, "x-ratelimit-reset"), "61", "the whole budget is spent at the first second of a minute");
}

#[tokio::test]
async fn who_is_not_let_in_spends_nothing() {
    let app = App::start().await;
    app.add_key("reader", "hsk_reader_key", &["read"]).await;
    for (key, status) in [("hsk_unknown", 401), ("hsk_reader_key", 403)] {
        let answer = put(&app, key, 1).await;
        assert_eq!((answer.status, &answer.headers["x-ratelimit-limit"]), (status, &json!(null)));
    }
    assert_eq!(app.database.count("rate_limits").await, 0);
}

#[tokio::test]
async fn a_limiter_that_fails_or_is_slow_admits() {
    let app = App::start().await;
    let holder = tests::database::connect(&app.database.url).await;
    holder.batch_execute("begin; lock table rate_limits in access exclusive mode").await.unwrap();
    assert_eq!(put(&app, tests::app::INGEST, 1).await.status, 200);
    holder.batch_execute("rollback").await.unwrap();
    app.database.execute("drop table rate_limits").await;
    let answer = put(&app, tests::app::INGEST, 1).await;
    assert_eq!((answer.status, &answer.headers["x-ratelimit-limit"]), (200, &json!(null)));
}
