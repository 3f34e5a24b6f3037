//! `POST /v1/events`.

use serde_json::json;
use tests::App;
use tests::app::Call;

const NOON: &str = "2026-06-15T12:00:00Z";

#[tokio::test]
async fn event_and_contact_bags_stay_apart() {
    let app = App::start().await;
    let body = json!({"name": "signup", "userId": "u-7", "eventProperties": {"plan": "pro"}, "contactProperties": {"company": "Acme"}});
    let answer = app.call("ingest_event", body).await;
    assert_eq!((answer.status, &answer.body["stored"], &answer.body["exits"]), (202, &json!(true), &json!([])));
    assert_eq!(app.database.text("select properties from user_events").await, r#"{"plan": "pro"}"#);
    assert_eq!(app.database.text("select properties from contacts").await, r#"{"company": "Acme"}"#);
    assert_eq!(app.database.text("select id from user_events").await, answer.body["eventId"]);
}

#[tokio::test]
async fn reserved_names_need_full_admin() {
    let app = App::start().await;
    for name in ["email.opened", "bucket:entered:x", "journey:done", "contact.created", "list.subscribed"] {
        let answer = app.call("ingest_event", json!({"name": name, "userId": "u-1"})).await;
        assert_eq!((answer.status, answer.code()), (400, "reserved_event_name"), "{name}");
    }
    assert_eq!(app.database.count("user_events").await, 0);
    let call = Call::new(json!({"name": "email.opened", "userId": "u-1"})).key(Some(tests::app::ADMIN));
    assert_eq!(app.request("ingest_event", call).await.status, 202);
}

#[tokio::test]
async fn timestamps_are_bounded() {
    let app = App::at(NOON).await;
    let post = |at: &str| app.call("ingest_event", json!({"name": "x", "userId": "u-1", "timestamp": at}));
    assert_eq!(post("2026-06-15T12:03:00Z").await.status, 202);
    assert_eq!(app.database.text("select occurred_at = '2026-06-15T12:00:00Z' from user_events").await, "true");
    assert_eq!(post("2026-06-15T12:10:00Z").await.status, 400);
    assert_eq!(post("2019-01-01T00:00:00Z").await.code(), "timestamp_too_old");
    assert_eq!(app.database.count("user_events").await, 1);
}

#[tokio::test]
async fn timestamps_carry_an_offset() {
    let app = App::at(NOON).await;
    let post = |at: &str| app.call("ingest_event", json!({"name": "x", "userId": "u-1", "timestamp": at}));
    assert_eq!(post("2026-06-14T12:00:00+02:00").await.status, 202);
    assert_eq!(post("2026-06-14T11:00:00Z").await.status, 202);
    assert_eq!(post("2026-06-14T11:00:00").await.status, 400);
    let stored = "select string_agg(to_char(occurred_at at time zone 'UTC', 'HH24:MI'), ',' order by received_at) from user_events";
    assert_eq!(app.database.text(stored).await, "10:00,11:00");
}

#[tokio::test]
async fn a_late_event_does_not_undo_newer_properties() {
    let app = App::at(NOON).await;
    app.call("put_contact", json!({"userId": "u-1", "properties": {"plan": "pro"}})).await;
    let late = json!({"name": "x", "userId": "u-1", "timestamp": "2026-06-08T12:00:00Z", "contactProperties": {"plan": "free", "city": "Bonn"}});
    assert_eq!(app.call("ingest_event", late).await.status, 202);
    assert_eq!(app.database.text("select properties from contacts").await, r#"{"city": "Bonn", "plan": "pro"}"#);
}

#[tokio::test]
async fn what_was_said_again_is_not_undone_by_an_event_from_before() {
    let mut app = App::at("2026-06-01T12:00:00Z").await;
    app.call("put_contact", json!({"userId": "u-1", "properties": {"plan": "pro"}})).await;
    app.set_clock("2026-06-15T12:00:00Z");
    app.call("put_contact", json!({"userId": "u-1", "properties": {"plan": "pro"}})).await;
    let late = json!({"name": "x", "userId": "u-1", "timestamp": "2026-06-08T12:00:00Z", "contactProperties": {"plan": "free"}});
    app.call("ingest_event", late).await;
    assert_eq!(app.database.text("select properties->>'plan' from contacts").await, "pro");
}

#[tokio::test]
async fn events_land_in_their_months_and_the_default_partition_stays_empty() {
    let app = App::start().await;
    assert_eq!(app.database.count("pg_inherits where inhparent = 'user_events'::regclass").await, 30);
    let old = (jiff::Zoned::now() - jiff::Span::new().months(24)).timestamp();
    for at in [old.to_string(), jiff::Timestamp::now().to_string()] {
        let answer = app.call("ingest_event", json!({"name": "x", "userId": "u-1", "timestamp": at})).await;
        assert_eq!(answer.status, 202);
    }
    let refused =
        app.call("ingest_event", json!({"name": "x", "userId": "u-1", "timestamp": "2019-01-01T00:00:00Z"})).await;
    assert_eq!(refused.code(), "timestamp_too_old");
    assert_eq!(app.database.text("select count(distinct tableoid) from user_events").await, "2");
    assert_eq!(app.database.count("user_events_default").await, 0);
}

#[tokio::test]
async fn statistics_of_events_out_of_order() {
    let app = App::at(NOON).await;
    for at in ["2026-06-15T11:00:00Z", "2026-06-05T11:00:00Z", "2026-06-15T11:00:00Z"] {
        app.call("ingest_event", json!({"name": "x", "userId": "u-1", "timestamp": at})).await;
    }
    let row =
        "select (count, first_at = '2026-06-05T11:00:00Z', last_at = '2026-06-15T11:00:00Z') from contact_event_stats";
    assert_eq!(app.database.text(row).await, "(3,t,t)");
}

#[tokio::test]
async fn received_order_is_strict_per_contact_at_a_standing_clock() {
    let mut app = App::at(NOON).await;
    let event = json!({"name": "x", "userId": "u-1"});
    app.call("ingest_event_batch", json!({"events": [event, event, event]})).await;
    app.call("ingest_event", event.clone()).await;
    app.set_clock("2026-06-15T11:59:55Z");
    app.call("ingest_event", event.clone()).await;
    let ordered = "select bool_and(ascending) from (select received_at > lag(received_at) over (order by id) as ascending from user_events) s";
    assert_eq!(app.database.text(ordered).await, "true");
    assert_eq!(app.database.text("select count(distinct received_at) from user_events").await, "5");
}

#[tokio::test]
async fn last_seen_moves_every_five_minutes_at_most() {
    let mut app = App::at(NOON).await;
    let event = json!({"name": "x", "userId": "u-1"});
    app.call("ingest_event", event.clone()).await;
    let before = version_of(&app).await;
    app.set_clock("2026-06-15T12:04:59Z");
    app.call("ingest_event", event.clone()).await;
    assert_eq!(version_of(&app).await, before);
    app.set_clock("2026-06-15T12:05:01Z");
    app.call("ingest_event", event.clone()).await;
    let seen = app.database.text("select last_seen_at = '2026-06-15T12:05:01Z' from contacts").await;
    assert_eq!(seen, "true");
}

async fn version_of(app: &App) -> String {
    app.database.text("select (xmin, last_seen_at) from contacts").await
}

#[tokio::test]
async fn an_id_of_an_address_only_contact_is_filled_and_history_stays() {
    let app = App::start().await;
    app.call("ingest_event", json!({"name": "x", "email": "ada@example.com"})).await;
    app.call("ingest_event", json!({"name": "y", "email": "ada@example.com", "userId": "u-1"})).await;
    assert_eq!(app.database.text("select external_id from contacts").await, "u-1");
    assert_eq!(app.database.text("select count(distinct contact_id) from user_events").await, "1");
}

#[tokio::test]
async fn a_held_lock_is_a_503_within_six_seconds_and_nothing_is_written() {
    let app = App::start().await;
    app.call("put_contact", json!({"userId": "u-1"})).await;
    app.database.execute("begin; select 1 from contacts for update").await;
    let started = std::time::Instant::now();
    let answer = app.call("ingest_event", json!({"name": "x", "userId": "u-1"})).await;
    assert_eq!((answer.status, answer.code(), &answer.headers["retry-after"]), (503, "unavailable", &json!("1")));
    assert!(started.elapsed().as_secs_f64() <= 6.0);
    app.database.execute("rollback").await;
    assert_eq!(app.database.count("user_events").await, 0);
}
