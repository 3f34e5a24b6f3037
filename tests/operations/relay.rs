//! The relay of the outbox.

use engine::operations::relay::Relayed;
use platform::queues::Queues;
use serde_json::json;
use tests::app::handler_named;
use tests::aws::{entries, json as answer, set_environment};
use tests::mails::as_lambda;
use tests::{App, Aws};
use wiremock::{Request, ResponseTemplate};

pub async fn app_with(aws: &Aws, rows: usize) -> App {
    let mut app = App::start().await;
    app.engine.queues = Queues::with_urls([("event-router".into(), format!("{}/1/router", aws.server.uri()))]);
    app.database
        .execute(&format!(
            "insert into outbox (topic, payload, available_at)
             select 'event-router', jsonb_build_object('n', n), now() from generate_series(1, {rows}) n"
        ))
        .await;
    app
}

pub async fn relay(app: &App) -> Relayed {
    as_lambda(app.engine.relay_outbox()).await.expect("relayed").expect("the lease")
}

#[tokio::test]
async fn what_the_sender_missed_is_sent_and_deleted() {
    let aws = Aws::start().await;
    let app = app_with(&aws, 25).await;
    assert_eq!(relay(&app).await, Relayed { sent: 25, postponed: 0, refused: 0 });
    assert_eq!((aws.messages().await.len(), aws.calls("SendMessageBatch").await), (25, 3));
    assert_eq!(app.database.count("outbox").await, 0);
}

#[tokio::test]
async fn a_row_whose_relay_was_killed_is_sent_after_its_lease() {
    let aws = Aws::start().await;
    let app = app_with(&aws, 1).await;
    app.database
        .execute("update outbox set available_at = clock_timestamp() + interval '30 seconds', attempts = 1")
        .await;
    assert_eq!(relay(&app).await.sent, 0);
    app.database.execute("update outbox set available_at = now()").await;
    assert_eq!(relay(&app).await.sent, 1);
}

#[tokio::test]
async fn a_message_that_sqs_refuses_becomes_a_dead_letter_alone() {
    let aws = Aws::start().await;
    aws.on_sqs("SendMessageBatch", refuse_seven).await;
    let app = app_with(&aws, 10).await;
    assert_eq!(relay(&app).await, Relayed { sent: 9, postponed: 0, refused: 1 });
    assert_eq!(app.database.count("outbox").await, 0);
    let letter = "select source || ' ' || source_id || ' ' || (payload->>'n') || ' ' || error from dead_letters";
    assert_eq!(app.database.text(letter).await, "outbox event-router 7 InvalidMessageContents: bad character");
    assert_eq!(relay(&app).await.refused, 0);
}

#[tokio::test]
async fn a_batch_that_sqs_refuses_for_one_message_goes_without_it() {
    let aws = Aws::start().await;
    aws.on_sqs("SendMessageBatch", |request: &Request| {
        let bad = entries(request).iter().any(|entry| entry["MessageBody"] == r#"{"n":7}"#);
        let refusal = json!({"__type": "com.amazonaws.sqs#InvalidMessageContents", "message": "bad character"});
        if bad { answer(400, &refusal) } else { accept_all(request) }
    })
    .await;
    let app = app_with(&aws, 12).await;
    assert_eq!(relay(&app).await, Relayed { sent: 11, postponed: 0, refused: 1 });
    assert_eq!(app.database.text("select payload->>'n' from dead_letters").await, "7");
    assert_eq!(app.database.count("outbox").await, 0);
}

#[tokio::test]
async fn two_relays_never_lease_one_row() {
    let app = App::start().await;
    app.database
        .execute("insert into outbox (topic, payload, available_at) select 'jobs', '{}', now() from generate_series(1, 1000)")
        .await;
    let lease = || async {
        let client = app.engine.database.client().await.unwrap();
        queries::queries::outbox::lease_outbox().bind(&client).all().await.unwrap()
    };
    let (one, other) = futures::future::join(lease(), lease()).await;
    let ids: std::collections::BTreeSet<i64> = one.iter().chain(&other).map(|row| row.id).collect();
    assert_eq!((ids.len(), one.len() + other.len()), (1000, 1000));
}

#[tokio::test]
async fn a_second_relay_ends_at_once_and_no_transaction_is_open_while_one_sends() {
    let aws = Aws::start().await;
    aws.on_sqs("SendMessageBatch", |request: &Request| {
        accept_all(request).set_delay(std::time::Duration::from_millis(600))
    })
    .await;
    let app = app_with(&aws, 10).await;
    let second = async {
        // SQS has the first call and keeps its answer back.
        while aws.calls("SendMessageBatch").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        let open = "select count(*) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()";
        (app.engine.relay_outbox().await.expect("ended well"), app.database.text(open).await)
    };
    let (first, (second, open)) = futures::future::join(relay(&app), second).await;
    assert_eq!((first.sent, second, open.as_str()), (10, None, "0"));
}

#[tokio::test]
async fn the_rest_of_a_delay_goes_to_sqs() {
    let aws = Aws::start().await;
    let app = app_with(&aws, 0).await;
    app.database
        .execute("insert into outbox (topic, payload, available_at, created_at) values ('event-router', '{\"delay\": 100}', now(), now() - interval '40 seconds')")
        .await;
    relay(&app).await;
    let sends = aws.server.received_requests().await.unwrap();
    let delay: i64 = entries(sends.last().unwrap())[0]["DelaySeconds"].to_string().parse().unwrap();
    assert!((58..=60).contains(&delay), "{delay}");
}

#[tokio::test]
async fn the_depth_of_queues_is_noted() {
    let aws = Aws::start().await;
    let counts =
        json!({"Attributes": {"ApproximateNumberOfMessages": "4", "ApproximateNumberOfMessagesNotVisible": "2"}});
    aws.on_sqs("GetQueueAttributes", answer(200, &counts)).await;
    let url = format!("{}/1/bulk", aws.server.uri());
    set_environment(&[("MAIL_BULK_QUEUE_URL", &url), ("MAIL_BULK_DLQ_URL", &url)]);
    let app = App::start().await;
    let task = handler_named("relay_outbox");
    platform::lambda::invoke(&app.engine, task, json!({})).await.expect("relayed");
    let row = "select queue || visible || in_flight || dead || ' ' || oldest_secs from queue_stats";
    assert_eq!(app.database.text(row).await, "mail-bulk424 0");
    app.database.execute("update queue_stats set seen_at = now() - interval '60 seconds'").await;
    platform::lambda::invoke(&app.engine, task, json!({})).await.expect("relayed");
    let age: i64 = app.database.text("select oldest_secs from queue_stats").await.parse().unwrap();
    assert!((60..62).contains(&age), "never seen empty for a minute: {age}");
}

pub fn accept_all(request: &Request) -> ResponseTemplate {
    let done: Vec<_> = entries(request)
        .iter()
        .map(|entry| json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x"}))
        .collect();
    answer(200, &json!({"Successful": done, "Failed": []}))
}

/// SQS refuses the message that holds the number 7.
fn refuse_seven(request: &Request) -> ResponseTemplate {
    let (bad, good): (Vec<_>, Vec<_>) =
        entries(request).into_iter().partition(|entry| entry["MessageBody"].as_str().unwrap() == r#"{"n":7}"#);
    let done: Vec<_> =
        good.iter().map(|entry| json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x"})).collect();
    let failed: Vec<_> = bad
        .iter()
        .map(|entry| json!({"Id": entry["Id"], "SenderFault": true, "Code": "InvalidMessageContents", "Message": "bad character"}))
        .collect();
    answer(200, &json!({"Successful": done, "Failed": failed}))
}
