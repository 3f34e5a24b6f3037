//! From a message that fails for the last time to a row that people look at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use platform::lambda::invoke;
use serde_json::{Value, json};
use tests::app::handler_named;
use tests::aws::{entries, json as answer, set_environment};
use tests::{App, Aws};
use wiremock::{Request, ResponseTemplate};

use crate::given::{engine_on, migrated_database};

const ID: &str = "059f36b4-87a3-44ab-83d2-661975830a7d";

/// The dead-letter queues of this stack as variables of the drain; all of them live at one address.
async fn app_with_queues(aws: &Aws, queues: &[&str]) -> App {
    let app = App::start().await;
    for queue in queues {
        let variable = format!("{}_DLQ_URL", queue.to_uppercase().replace('-', "_"));
        set_environment(&[(&variable, &format!("{}/1/{queue}-dead", aws.server.uri()))]);
    }
    app
}

/// A queue that holds these messages until it is asked to delete, and then is empty.
async fn dead_letter_queue(aws: &Aws, bodies: &[&str]) -> Arc<AtomicBool> {
    let deleted = Arc::new(AtomicBool::new(false));
    let messages: Vec<Value> = bodies
        .iter()
        .enumerate()
        .map(|(n, body)| json!({"MessageId": format!("m-{n}"), "ReceiptHandle": format!("r-{n}"), "Body": body, "MD5OfBody": "x"}))
        .collect();
    let gone = Arc::clone(&deleted);
    aws.on_sqs("ReceiveMessage", move |_: &Request| {
        let left = if gone.load(Ordering::SeqCst) { json!([]) } else { json!(messages) };
        answer(200, &json!({ "Messages": left }))
    })
    .await;
    deleted
}

async fn deletes(aws: &Aws, deleted: Arc<AtomicBool>) {
    aws.on_sqs("DeleteMessageBatch", move |request: &Request| {
        deleted.store(true, Ordering::SeqCst);
        let done: Vec<Value> = entries(request).iter().map(|entry| json!({"Id": entry["Id"]})).collect();
        answer(200, &json!({"Successful": done, "Failed": []}))
    })
    .await;
}

async fn drain(app: &App) -> Result<Value, platform::Error> {
    invoke(&app.engine, handler_named("drain_dead_letters"), json!({})).await
}

/// One message for a handler, received so many times.
fn batch(body: &Value, receives: u32) -> Value {
    json!({"Records": [{
        "messageId": ID, "body": body.to_string(), "attributes": {"ApproximateReceiveCount": receives.to_string()}, "messageAttributes": {},
        "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:sounder-MailBulkQueue-1A2B3C4D5E6F",
    }]})
}

#[tokio::test]
async fn a_drained_message_is_a_row_and_leaves_its_queue() {
    let aws = Aws::start().await;
    let app = app_with_queues(&aws, &["campaign-control"]).await;
    let deleted = dead_letter_queue(&aws, &[r#"{"v":1,"campaign_id":"c-1","epoch":3}"#, "no JSON"]).await;
    deletes(&aws, Arc::clone(&deleted)).await;
    let done = drain(&app).await.unwrap();
    assert_eq!((done["drained"].to_string(), deleted.load(Ordering::SeqCst)), ("2".into(), true));
    assert_eq!(done["unresolved"], json!({"campaign-control": 2, "outbox": 0}));
    let row = |n: usize| {
        format!(
            "select concat_ws('|', source, source_id, dedupe_key, payload, attempts, status, left(error, 9)) from dead_letters where dedupe_key = 'sqs:m-{n}'"
        )
    };
    assert_eq!(
        app.database.text(&row(0)).await,
        r#"campaign-control|c-1|sqs:m-0|{"v": 1, "epoch": 3, "campaign_id": "c-1"}|8|pending|not known"#
    );
    assert_eq!(app.database.text(&row(1)).await, r#"campaign-control|sqs:m-1|{"text": "no JSON"}|8|pending|the body "#);
}

#[tokio::test]
async fn killed_between_row_and_deletion_the_row_exists_once() {
    let aws = Aws::start().await;
    let app = app_with_queues(&aws, &["mail-bulk"]).await;
    let deleted = dead_letter_queue(&aws, &[r#"{"v":1,"send_ids":["s-1"]}"#]).await;
    aws.on_sqs("DeleteMessageBatch", |_: &Request| {
        answer(200, &json!({"Successful": [], "Failed": []})).set_delay(std::time::Duration::from_secs(60))
    })
    .await;
    {
        let mut killed = std::pin::pin!(drain(&app));
        while app.database.count("dead_letters").await == 0 {
            let pause = std::time::Duration::from_millis(5);
            assert!(tokio::time::timeout(pause, &mut killed).await.is_err(), "the drain waits for SQS");
        }
    }
    assert!(!deleted.load(Ordering::SeqCst));
    app.database.execute("update task_heartbeats set lease_until = clock_timestamp() - interval '1 second'").await;
    aws.server.reset().await;
    let deleted = dead_letter_queue(&aws, &[r#"{"v":1,"send_ids":["s-1"]}"#]).await;
    deletes(&aws, deleted).await;
    assert_eq!(drain(&app).await.unwrap()["drained"].to_string(), "1");
    assert_eq!(app.database.count("dead_letters where source_id = 's-1'").await, 1);
}

#[tokio::test]
async fn two_drains_at_once_keep_one_row() {
    let aws = Aws::start().await;
    let app = app_with_queues(&aws, &["mail-bulk"]).await;
    let deleted = dead_letter_queue(&aws, &[r#"{"v":1,"send_ids":["s-1"]}"#]).await;
    deletes(&aws, deleted).await;
    let (one, other) = futures::future::join(drain(&app), drain(&app)).await;
    let worked = [one.unwrap(), other.unwrap()].iter().filter(|done| done["worked"] == true).count();
    assert_eq!((worked, app.database.count("dead_letters").await), (1, 1));
}

#[tokio::test]
async fn the_last_failure_tells_its_reason_and_the_drain_keeps_it() {
    let aws = Aws::start().await;
    let app = app_with_queues(&aws, &["mail-bulk"]).await;
    let poison = json!({"v": 1, "send_ids": ["no uuid"]});
    let fails = |receives| invoke(&app.engine, handler_named("send_email"), batch(&poison, receives));
    assert_eq!(fails(7).await.unwrap()["batchItemFailures"][0]["itemIdentifier"], ID);
    assert_eq!(app.database.count("dead_letters").await, 0);
    for _ in 0..2 {
        assert_eq!(fails(8).await.unwrap()["batchItemFailures"][0]["itemIdentifier"], ID);
    }
    let row =
        "select concat_ws('|', source, source_id, dedupe_key, payload, error, attempts, status) from dead_letters";
    let noted =
        format!(r#"mail-bulk|no uuid|sqs:{ID}|{{"v": 1, "send_ids": ["no uuid"]}}|a send_id is no uuid|8|pending"#);
    assert_eq!(app.database.text(row).await, noted);
    let message = json!({"MessageId": ID, "ReceiptHandle": "r", "Body": poison.to_string(), "MD5OfBody": "x"});
    let deleted = Arc::new(AtomicBool::new(false));
    let gone = Arc::clone(&deleted);
    aws.on_sqs("ReceiveMessage", move |_: &Request| {
        let left = if gone.load(Ordering::SeqCst) { json!([]) } else { json!([message]) };
        answer(200, &json!({ "Messages": left }))
    })
    .await;
    deletes(&aws, deleted).await;
    assert_eq!(drain(&app).await.unwrap()["drained"].to_string(), "1");
    assert_eq!(app.database.text(row).await, noted);
}

#[tokio::test]
async fn a_consumer_that_runs_out_of_time_at_its_last_try_says_so() {
    let app = App::start().await;
    let message = |receive_count| platform::queue::Message {
        id: ID.into(),
        receive_count,
        queue: "mail-bulk".into(),
        body: json!({"v": 1, "send_ids": []}),
    };
    let limit = platform::deadline::Deadline::after(std::time::Duration::from_millis(1200));
    let (last, forever) = (message(8), std::future::pending());
    assert!(matches!(limit.cut(app.engine.consume(&last, forever)).await, Some(Err(_))), "it is not cut from outside");
    assert_eq!(app.database.text("select error from dead_letters").await, "unavailable: the deadline passed");
    app.engine.consume(&message(9), async { Ok(()) }).await.unwrap();
    assert_eq!(app.database.count("dead_letters").await, 1);
}

#[tokio::test]
async fn a_queue_that_cannot_be_read_fails_the_task_after_the_others() {
    let aws = Aws::start().await;
    let app = app_with_queues(&aws, &["campaign-control", "mail-bulk"]).await;
    let denied = json!({"__type": "com.amazon.coral.service#AccessDeniedException", "message": "no"});
    let deleted = Arc::new(AtomicBool::new(false));
    let gone = Arc::clone(&deleted);
    aws.on_sqs("ReceiveMessage", move |request: &Request| {
        let text = String::from_utf8_lossy(&request.body).into_owned();
        let full = !gone.load(Ordering::SeqCst);
        if text.contains("campaign-control") {
            return ResponseTemplate::new(403).set_body_json(&denied);
        }
        let message = json!({"MessageId": "m", "ReceiptHandle": "r", "Body": "{}", "MD5OfBody": "x"});
        answer(200, &json!({ "Messages": if full { json!([message]) } else { json!([]) } }))
    })
    .await;
    deletes(&aws, deleted).await;
    let failure = drain(&app).await.expect_err("told").to_string();
    assert!(failure.contains("campaign-control"), "{failure}");
    assert_eq!(app.database.count("dead_letters where source = 'mail-bulk'").await, 1);
    assert_eq!(app.database.count("task_heartbeats where last_error is not null and last_ok_at is null").await, 1);
}

#[tokio::test]
async fn what_nobody_has_resolved_is_counted_by_source() {
    let app = App::start().await;
    app.database
        .execute(
            "insert into dead_letters (id, source, dedupe_key, payload, error, status)
             select gen_random_uuid(), 'outbox', 'outbox:' || s, '{}', 'x', s from unnest(array['pending','retried','failed_again','resolved','discarded']) s",
        )
        .await;
    assert_eq!(drain(&app).await.unwrap()["unresolved"], json!({"outbox": 3}));
}

#[tokio::test]
async fn tasks_without_success_are_overdue_and_health_names_them() {
    let database = migrated_database().await;
    let app = App { engine: engine_on(&database), database };
    app.database
        .execute(
            "insert into content_releases (manifest_hash, engine, published_at) values (sha256('m'), '0', now() - interval '2 days');
             insert into task_heartbeats (task, last_ok_at) values
               ('reaper', now()), ('erase_contact', now()), ('refresh_ses_account', now()), ('relay_outbox', now() - interval '6 minutes'), ('maintain', now() - interval '25 hours')",
        )
        .await;
    // The drain itself never ran.
    assert_eq!(app.engine.health().await.overdue_tasks, ["drain_dead_letters", "relay_outbox"]);
    drain(&app).await.unwrap();
    assert_eq!(app.engine.health().await.overdue_tasks, ["relay_outbox"]);
    app.database.execute("delete from task_heartbeats; update content_releases set published_at = now()").await;
    assert_eq!(app.engine.health().await.overdue_tasks, Vec::<String>::new());
}
