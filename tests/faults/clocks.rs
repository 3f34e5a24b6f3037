//! The database's clock steps: back by seconds when a replica takes over, by an hour when somebody errs, and forward.

use std::time::Duration;

use engine::Clock;
use engine::campaigns::drive::Driven;
use engine::operations::lease;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tests::mails::as_lambda;
use tests::{App, MailApp};

const NOON: &str = "2026-06-15T12:00:00Z";
const STEPS: [&str; 6] =
    [NOON, "2026-06-15T11:59:55Z", "2026-06-15T11:00:00Z", "2026-06-15T13:00:00Z", "2026-06-15T12:59:55Z", NOON];

#[tokio::test]
async fn events_keep_the_order_in_which_they_came() {
    let mut app = App::at(NOON).await;
    for step in STEPS {
        app.set_clock(step);
        for _ in 0..2 {
            assert_eq!(app.call("ingest_event", json!({"name": "seen", "userId": "u-1"})).await.status, 202);
        }
        let events: Vec<_> = (0..3).map(|_| json!({"name": "seen", "userId": "u-1"})).collect();
        assert_eq!(app.call("ingest_event_batch", json!({ "events": events })).await.status, 202);
    }
    let ordered = "select bool_and(ascending) from (select received_at > lag(received_at, 1, '-infinity') over (order by id) as ascending from user_events) s";
    assert_eq!(app.database.text(ordered).await, "true");
    let told = "select (s.count, s.last_received_at = (select max(received_at) from user_events), s.first_at = (select min(occurred_at) from user_events)) from contact_event_stats s";
    assert_eq!(app.database.text(told).await, format!("({},t,t)", 5 * STEPS.len()));
}

#[tokio::test]
async fn the_last_word_on_a_property_wins() {
    let mut app = App::at(NOON).await;
    for (n, step) in STEPS.iter().enumerate() {
        app.set_clock(step);
        let profile = json!({"userId": "u-1", "properties": {"plan": n}});
        assert_eq!(app.call("put_contact", profile).await.status, 200);
        assert_eq!(app.database.text("select properties->>'plan' from contacts").await, n.to_string(), "at {step}");
        let undated = json!({"name": "seen", "userId": "u-1", "contactProperties": {"plan": format!("{n} seen")}});
        assert_eq!(app.call("ingest_event", undated).await.status, 202);
        assert_eq!(
            app.database.text("select properties->>'plan' from contacts").await,
            format!("{n} seen"),
            "at {step}"
        );
    }
    let backfilled = json!({"name": "seen", "userId": "u-1", "timestamp": "2026-06-15T12:30:00Z", "contactProperties": {"plan": "old"}});
    app.set_clock("2026-06-15T13:30:00Z");
    app.call("put_contact", json!({"userId": "u-1", "properties": {"plan": "new"}})).await;
    assert_eq!(app.call("ingest_event", backfilled).await.status, 202);
    assert_eq!(app.database.text("select properties->>'plan' from contacts").await, "new", "a dated event can be late");
}

#[tokio::test]
async fn a_choice_made_after_a_step_back_is_the_one_that_holds() {
    let mut app = App::at(NOON).await;
    for step in STEPS {
        app.set_clock(step);
        for subscribed in [true, false] {
            let body = json!({"email": "ada@example.com", "lists": {"broadcast": subscribed}});
            assert_eq!(app.call("put_contact", body).await.status, 200);
        }
    }
    assert_eq!(app.database.text("select subscribed from email_subscriptions").await, "false");
    let log = "select string_agg(new_value::text, ' ' order by id) from preference_log";
    assert_eq!(app.database.text(log).await, ["true false"; STEPS.len()].join(" "));
}

#[tokio::test]
async fn a_budget_neither_locks_a_caller_out_nor_stops_counting() {
    let mut app = App::at(NOON).await;
    app.database.execute(r#"update api_keys set limits = '{"writes": 3}'"#).await;
    for step in ["2026-06-15T13:00:00Z", "2026-06-15T11:00:00Z", "2026-06-15T12:30:00Z"] {
        app.set_clock(step);
        let mut statuses = Vec::new();
        for _ in 0..5 {
            statuses.push(app.call("ingest_event", json!({"name": "seen", "userId": "u-1"})).await.status);
        }
        assert_eq!(statuses, [202, 202, 202, 429, 429], "at {step}");
    }
}

/// Claims and leases stand by the clock of the server alone, whatever the caller of a function takes for now.
#[tokio::test]
async fn claims_and_leases_do_not_follow_the_step() {
    let mut mail = MailApp::start().await;
    mail.contacts(2).await;
    let campaign = mail.campaign().await;
    for hours in [1, -1] {
        let database = &mail.app.database;
        database.execute("update campaigns set lease_token = gen_random_uuid(), lease_until = clock_timestamp() + interval '100 seconds'").await;
        mail.app.engine.clock = Clock::Fixed(Timestamp::now() + SignedDuration::from_hours(hours));
        assert_eq!(mail.drive(campaign, 0).await, Driven::NotOurs, "{hours} h");
        let other =
            lease::run(&mail.app.engine, "sweep", |_| lease::run(&mail.app.engine, "sweep", |_| async { Ok(()) }));
        assert_eq!(other.await.unwrap(), Some(None), "{hours} h");
    }
    mail.app.engine.clock = Clock::Database;
    mail.app.database.execute("update campaigns set lease_until = clock_timestamp() - interval '1 second'").await;
    mail.drive(campaign, 0).await;
    let rows = mail.app.database.client.query("select id from email_sends", &[]).await.unwrap();
    let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.get(0)).collect();
    for hours in [1, -1] {
        mail.app.database.execute("update email_sends set claim_token = gen_random_uuid(), claim_until = clock_timestamp() + interval '60 seconds'").await;
        mail.app.engine.clock = Clock::Fixed(Timestamp::now() + SignedDuration::from_hours(hours));
        as_lambda(tokio::time::timeout(Duration::from_secs(10), mail.send(&ids))).await.unwrap();
        assert_eq!(mail.mails().await.len(), 0, "somebody else works on them, {hours} h");
    }
}
