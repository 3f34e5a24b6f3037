//! The outbox while SQS is away, and while the relay is killed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use platform::queues::Queues;
use serde_json::json;
use tests::Aws;
use tests::app::{Call, call_on};
use tests::mails::as_lambda;
use tokio::time::Instant;
use wiremock::{Request, ResponseTemplate};

use crate::relay::{accept_all, app_with, relay};

/// The leases of the rows and of the relay run out.
const LEASES_END: &str = "update outbox set available_at = now();
    update task_heartbeats set lease_token = null, lease_until = null";

/// SQS that has no answer; a caller waits for it as long as a send may take.
async fn hangs(aws: &Aws) {
    aws.on_sqs("SendMessageBatch", |request: &Request| accept_all(request).set_delay(Duration::from_secs(60))).await;
}

/// Until SQS has been asked to take something.
async fn sends_begin(aws: &Aws) {
    while aws.calls("SendMessageBatch").await == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn an_outage_of_sqs_costs_no_message_and_makes_no_dead_letter() {
    let aws = Aws::start().await;
    let app = app_with(&aws, 30).await;
    let away = json!({"__type": "com.amazonaws.sqs#ServiceUnavailable", "message": "away"});
    aws.on_sqs("SendMessageBatch", wiremock::ResponseTemplate::new(503).set_body_json(&away)).await;
    let relayed = relay(&app).await;
    assert_eq!((relayed.sent, relayed.postponed), (0, 30));
    assert_eq!(
        app.database.count("outbox where attempts = 1 and last_error is not null and available_at > now()").await,
        30
    );
    assert_eq!(app.database.count("dead_letters").await, 0);
    aws.server.reset().await;
    aws.on_sqs("SendMessageBatch", accept_all).await;
    app.database.execute("update outbox set available_at = now()").await;
    assert_eq!(relay(&app).await.sent, 30);
}

#[tokio::test]
async fn a_thousand_events_without_sqs_are_202_and_cost_each_environment_one_slow_send() {
    let aws = Aws::start().await;
    hangs(&aws).await;
    let mut app = app_with(&aws, 0).await;
    app.listen_to("purchase").await;
    let mut second = app.second_engine(engine::Clock::Database);
    second.queues = Queues::with_urls([("event-router".into(), format!("{}/1/router", aws.server.uri()))]);
    let started = std::time::Instant::now();
    for n in 0..1_000 {
        let environment = if n % 2 == 0 { &app.engine } else { &second };
        let call = Call::new(json!({"name": "purchase", "userId": format!("u-{}", n % 100)}));
        assert_eq!(call_on(environment, "ingest_event", call).await.status, 202);
    }
    // Ten seconds make no difference to slow machines: each environment that wakes up meanwhile pays once more.
    let turns = started.elapsed().as_secs() / 10 + 1;
    let sends = aws.calls("SendMessageBatch").await as u64;
    assert!((2..=2 * turns).contains(&sends), "{sends} sends in {turns} turns of ten seconds");
    assert_eq!((app.database.count("user_events").await, app.database.count("outbox").await), (1_000, 1_000));

    aws.server.reset().await;
    aws.on_sqs("SendMessageBatch", accept_all).await;
    app.database.execute("update outbox set available_at = now()").await;
    app.engine.queues = Queues::with_urls([("event-router".into(), format!("{}/1/router", aws.server.uri()))]);
    assert_eq!(relay(&app).await.sent, 1_000);
    assert_eq!((app.database.count("outbox").await, app.database.count("dead_letters").await), (0, 0));
    let ids: std::collections::BTreeSet<String> =
        aws.messages().await.iter().map(|message| message["event_id"].to_string()).collect();
    assert_eq!(ids.len(), 1_000, "each event once");
}

#[tokio::test]
async fn an_environment_rests_ten_seconds_after_a_failure_and_then_sends_again() {
    let aws = Aws::start().await;
    let asked = Arc::new(Mutex::new(Instant::now()));
    let last = Arc::clone(&asked);
    aws.on_sqs("SendMessageBatch", move |_: &Request| {
        *last.lock().expect("one answer at a time") = Instant::now();
        ResponseTemplate::new(503)
    })
    .await;
    let app = app_with(&aws, 0).await;
    app.listen_to("purchase").await;
    let event = || app.call("ingest_event", json!({"name": "purchase", "userId": "u-1"}));
    event().await;
    // The send failed between these two, however slow the machine is.
    let (asked, answered) = (*asked.lock().expect("one answer at a time"), Instant::now());
    let tried = aws.calls("SendMessageBatch").await;
    assert_eq!((event().await.status, aws.calls("SendMessageBatch").await), (202, tried));
    aws.server.reset().await;
    aws.on_sqs("SendMessageBatch", accept_all).await;
    tokio::time::pause();
    tokio::time::advance((asked + Duration::from_millis(9_900)).saturating_duration_since(Instant::now())).await;
    assert!(app.engine.queues.resting());
    tokio::time::advance((answered + Duration::from_millis(10_100)).saturating_duration_since(Instant::now())).await;
    tokio::time::resume();
    event().await;
    assert_eq!((aws.calls("SendMessageBatch").await, app.database.count("outbox").await), (1, 2));
}

#[tokio::test]
async fn a_relay_killed_before_its_send_is_made_good() {
    let aws = Aws::start().await;
    hangs(&aws).await;
    let app = app_with(&aws, 25).await;
    tokio::select! {
        _ = relay(&app) => panic!("SQS does not answer"),
        () = sends_begin(&aws) => {}
    }
    assert_eq!(
        app.database.count("outbox where attempts = 1 and available_at > now() + interval '20 seconds'").await,
        25
    );
    aws.server.reset().await;
    aws.on_sqs("SendMessageBatch", accept_all).await;
    app.database.execute(LEASES_END).await;
    assert_eq!(relay(&app).await.sent, 25);
    assert_eq!((aws.messages().await.len(), app.database.count("outbox").await), (25, 0));
}

#[tokio::test]
async fn a_relay_killed_between_its_send_and_its_deletion_sends_twice_and_loses_nothing() {
    let aws = Aws::start().await;
    aws.on_sqs("SendMessageBatch", |request: &Request| accept_all(request).set_delay(Duration::from_millis(300))).await;
    let app = app_with(&aws, 10).await;
    let holder = tests::database::connect(&app.database.url).await;
    let killer = async {
        sends_begin(&aws).await;
        holder.batch_execute("begin; lock table outbox in share mode").await.unwrap();
        app.wait_for_lock().await;
        let kill = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        holder.execute(kill, &[]).await.unwrap();
    };
    let (killed, ()) = futures::future::join(as_lambda(app.engine.relay_outbox()), killer).await;
    assert!(killed.is_err());
    holder.batch_execute("rollback").await.unwrap();
    assert_eq!((aws.messages().await.len(), app.database.count("outbox where attempts = 1").await), (10, 10));
    app.database.execute(LEASES_END).await;
    assert_eq!(relay(&app).await.sent, 10);
    assert_eq!((aws.messages().await.len(), app.database.count("outbox").await), (20, 0));
}
