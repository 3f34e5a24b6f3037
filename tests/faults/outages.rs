//! A database that freezes, is slow, or refuses, and a process that slept while its connections died.

use std::time::{Duration, Instant};

use engine::Clock;
use futures::future::join_all;
use serde_json::{Value, json};
use tests::app::{ADMIN, Call, call_on, handler_named};
use tests::mails::as_lambda;
use tests::proxy::Mode;
use tests::{App, MailApp, Proxy};

fn event(n: usize) -> Call {
    Call::new(
        json!({"name": "order", "userId": format!("u-{n}"), "email": format!("m{n}@example.com"), "idempotencyKey": format!("k-{n}"),
                     "contactProperties": {"n": n}, "lists": {"broadcast": true}}),
    )
}

/// More than a call has before its commit.
const COMMIT: usize = 13;

#[tokio::test]
async fn a_database_that_freezes_anywhere_is_a_503_in_time_and_leaves_all_or_nothing() {
    let (app, _) = App::behind_proxy().await;
    let mut functions = Vec::new();
    for n in 1..=COMMIT {
        let proxy = Proxy::before(&app.database.url).await;
        let engine = engine::Engine::for_tests(&proxy.url(), Clock::Database).unwrap();
        assert_eq!(call_on(&engine, "ingest_event", event(100 + n)).await.status, 202);
        functions.push((n, proxy, engine));
    }
    join_all(functions.iter().map(async |(n, proxy, engine)| {
        let n = *n;
        if n == COMMIT {
            proxy.freeze_at_commit();
        } else {
            proxy.freeze_after(n);
        }
        let started = Instant::now();
        let answer = call_on(engine, "ingest_event", event(n)).await;
        assert!(proxy.disarm(), "a call has more than {n} steps");
        assert_eq!((answer.status, answer.code()), (503, "unavailable"), "frozen after {n} steps");
        assert!(answer.headers["retry-after"].is_string());
        assert!(started.elapsed() < Duration::from_millis(5_800), "{:?}", started.elapsed());
        proxy.set(Mode::Pass);
        proxy.settled().await;
        let left = format!(
            "select concat_ws(' ', (select count(*) from contacts where external_id = 'u-{n}'), (select count(*) from contact_keys where value in ('u-{n}', 'm{n}@example.com')),
                (select count(*) from user_events e join contacts c on c.id = e.contact_id where c.external_id = 'u-{n}'), (select count(*) from idempotency_keys where key = 'k-{n}'),
                (select count(*) from email_subscriptions where email = 'm{n}@example.com'), (select count(*) from preference_log where email = 'm{n}@example.com'))"
        );
        let left_by_first = app.database.text(&left).await;eprintln!("{n} {left_by_first}");
        assert!(["0 0 0 0 0 0", "1 2 2 1 1 1"].contains(&left_by_first.as_str()), "frozen after {n} steps: {left_by_first}");
        let again = call_on(engine, "ingest_event", event(n)).await;
        assert_eq!((again.status, again.body["stored"].as_bool()), (202, Some(left_by_first.starts_with('0'))));
        assert_eq!(app.database.text(&left).await, "1 2 2 1 1 1");
        assert!(n < COMMIT || left_by_first.starts_with('1'), "the commit had arrived");
    }))
    .await;
}

#[tokio::test]
async fn a_database_that_refuses_is_a_503_until_it_is_back() {
    let (app, proxy) = App::behind_proxy().await;
    proxy.set(Mode::Refuse);
    let answer = call_on(&app.engine, "ingest_event", event(1)).await;
    assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (503, Some("5")));
    proxy.set(Mode::Pass);
    assert_eq!(call_on(&app.engine, "ingest_event", event(1)).await.status, 202);
    proxy.cut_all();
    proxy.set(Mode::Refuse);
    assert_eq!(call_on(&app.engine, "ingest_event", event(2)).await.status, 503);
    proxy.set(Mode::Pass);
    assert_eq!(call_on(&app.engine, "ingest_event", event(2)).await.body["stored"], true);
}

/// The key; its budget; locks and reads; the event with the commit.
const ROUND_TRIPS: usize = 4;

#[tokio::test]
async fn a_known_contact_s_event_needs_few_round_trips() {
    let (app, proxy) = App::behind_proxy().await;
    let event = || app.call("ingest_event", json!({"name": "order", "userId": "u-1"}));
    event().await;
    proxy.set(Mode::Delay(Duration::from_millis(10)));
    event().await;
    proxy.round_trips();
    assert_eq!(event().await.status, 202);
    assert_eq!(proxy.round_trips(), ROUND_TRIPS);
}

#[tokio::test]
async fn a_slow_line_is_slow_and_nothing_else() {
    let (app, proxy) = App::behind_proxy().await;
    let event = || app.call("ingest_event", json!({"name": "order", "userId": "u-1"}));
    assert_eq!(event().await.status, 202);
    assert_eq!(event().await.status, 202);
    proxy.set(Mode::Delay(Duration::from_millis(300)));
    proxy.round_trips();
    for _ in 0..2 {
        let started = Instant::now();
        let answer = event().await;
        assert_eq!(answer.status, 202, "after {:?}: {answer:?}", started.elapsed());
        assert_eq!(answer.headers["x-ratelimit-limit"].as_str(), Some("1000000"), "the budget is spent, slowly");
    }
    assert_eq!(proxy.round_trips(), 2 * ROUND_TRIPS, "no connection is given up for being slow");
}

/// Every route and task that a thawed process may be asked for first, with a request that succeeds twice.
fn calls() -> Vec<(&'static str, Call)> {
    let who = json!({"userId": "u-1", "email": "m1@example.com"});
    let named = |handler, body: Value| (handler, Call::new(body));
    vec![
        named("ingest_event", json!({"name": "x", "userId": "u-1"})),
        named("ingest_event_batch", json!({"events": [{"name": "x", "userId": "u-1"}]})),
        named("put_contact", who.clone()),
        ("find_contact", Call::without_body("GET").query("userId=u-1")),
        ("list_lists", Call::without_body("GET")),
        ("subscribe_list", Call::new(who.clone()).path("id", "broadcast")),
        ("unsubscribe_list", Call::new(who).path("id", "broadcast")),
        named("create_campaign", json!({"list": "product-updates", "template": "marketing/product-update"})),
        ("list_campaigns", Call::without_body("GET")),
        ("list_api_keys", Call::without_body("GET").key(Some(ADMIN))),
    ]
}

#[tokio::test]
async fn a_process_that_slept_serves_its_first_call_whatever_it_is() {
    let (mail, proxy) = MailApp::behind_proxy().await;
    for (handler, call) in calls() {
        let warm = call_on(&mail.app.engine, handler, call.clone()).await;
        assert!(warm.status < 300, "{handler}: {warm:?}");
        proxy.kill_silently();
        let first = call_on(&mail.app.engine, handler, call).await;
        assert_eq!(first.status, warm.status, "{handler}: {first:?}");
    }
}

#[tokio::test]
async fn a_task_that_slept_does_its_first_work() {
    let (mail, proxy) = MailApp::behind_proxy().await;
    mail.contacts(2).await;
    let campaign = mail.campaign().await;
    mail.aws.new_messages().await;
    let engine = &mail.app.engine;
    let connected = async || engine.health().await.database_latency.is_some();

    assert!(connected().await);
    proxy.kill_silently();
    mail.drive(campaign, 0).await;
    let rows = mail.app.database.client.query("select id from email_sends", &[]).await.unwrap();
    let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.get(0)).collect();
    proxy.kill_silently();
    mail.send(&ids).await;
    assert_eq!(mail.mails().await.len(), 2);
    for task in ["relay_outbox", "reaper", "drain_dead_letters"] {
        assert!(connected().await);
        proxy.kill_silently();
        let outcome = tokio::time::timeout(
            Duration::from_secs(3),
            as_lambda(platform::lambda::invoke(engine, handler_named(task), json!({}))),
        )
        .await;
        assert!(!matches!(outcome, Ok(Err(_))), "{task}: {outcome:?}");
    }
}

#[tokio::test]
async fn settings_of_a_transaction_hold_from_its_start() {
    let (app, _) = App::behind_proxy().await;
    let transaction =
        app.engine.database.begin_with(platform::database::Transaction::with_point_lookups).await.unwrap();
    let row = transaction.query_one("show enable_seqscan", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "off");
    transaction.rollback().await;
}
