//! Merged contacts with many events: the events follow later.

use serde_json::{Value, json};
use tests::App;
use tests::app::{ADMIN, Call, handler_named};

use crate::people::{event, put};

/// u-1 and an address with `events` of them, joined.
async fn joined(app: &App, events: u32) -> (String, String) {
    let survivor = put(app, json!({"userId": "u-1"})).await;
    let loser = put(app, json!({"email": "bob@example.com"})).await;
    app.database
        .execute(&format!(
            "insert into user_events (id, contact_id, event, source, occurred_at)
             select gen_random_uuid(), '{loser}', 'seen', 'api', now() - make_interval(mins => n) from generate_series(1, {events}) n;
             insert into contact_event_stats (contact_id, event, count, first_at, last_at, last_received_at)
             values ('{loser}', 'seen', {events}, now() - interval '5 days', now(), now())"
        ))
        .await;
    event(app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    (survivor, loser)
}

async fn of(app: &App, contact: &str) -> i64 {
    app.database.count(&format!("user_events where contact_id = '{contact}' and event = 'seen'")).await
}

async fn rekey(app: &App, contact: &str) -> Result<Value, platform::Error> {
    let record = json!({"messageId": "m", "body": json!({"v": 1, "contact_id": contact}).to_string(),
                        "attributes": {"ApproximateReceiveCount": "1"}, "messageAttributes": {},
                        "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:contact-rekey"});
    platform::lambda::invoke(&app.engine, handler_named("rekey_contact"), json!({"Records": [record]})).await
}

#[tokio::test]
async fn few_events_move_at_once() {
    let app = App::start().await;
    let (survivor, loser) = joined(&app, 5_000).await;
    assert_eq!((of(&app, &survivor).await, of(&app, &loser).await), (5_001, 0));
    assert_eq!(app.database.count("contacts where rekey_pending").await, 0);
}

#[tokio::test]
async fn many_events_follow_and_their_statistics_do_not_wait() {
    let app = App::start().await;
    let (survivor, loser) = joined(&app, 5_001).await;
    assert_eq!((of(&app, &survivor).await, of(&app, &loser).await), (1, 5_001));
    let stats = format!("select count from contact_event_stats where contact_id = '{survivor}' and event = 'seen'");
    assert_eq!(app.database.text(&stats).await, "5002");
    let message = "select (topic, payload->>'contact_id') from outbox where topic = 'contact-rekey'";
    assert_eq!(app.database.text(message).await, format!("(contact-rekey,{loser})"));
    for _ in 0..2 {
        assert_eq!(rekey(&app, &loser).await.expect("an answer"), json!({"batchItemFailures": []}), "also twice");
        assert_eq!((of(&app, &survivor).await, of(&app, &loser).await), (5_002, 0));
        assert_eq!(app.database.count("contacts where rekey_pending").await, 0);
    }
}

#[tokio::test]
async fn events_follow_to_whom_the_survivor_was_joined_meanwhile() {
    let app = App::start().await;
    let (survivor, loser) = joined(&app, 5_001).await;
    let last = put(&app, json!({"userId": "u-2"})).await;
    let body = json!({"survivor": "u-2", "loser": survivor});
    let answer = app.request("merge_contacts", Call::new(body).key(Some(ADMIN))).await;
    assert_eq!((answer.status, &answer.body["contact"]["id"]), (200, &json!(last)));
    for contact in [&loser, &survivor] {
        rekey(&app, contact).await.expect("moved");
    }
    assert_eq!(of(&app, &last).await, 5_002);
}

#[tokio::test]
async fn a_task_that_was_killed_goes_on_where_it_was() {
    let app = App::start().await;
    let (survivor, loser) = joined(&app, 6_000).await;
    // One transaction of it had committed.
    app.database
        .execute(&format!(
            "with moved as (select id, occurred_at from user_events where contact_id = '{loser}' limit 2000)
             update user_events e set contact_id = '{survivor}' from moved m where e.id = m.id and e.occurred_at = m.occurred_at"
        ))
        .await;
    let twice = tokio::join!(rekey(&app, &loser), rekey(&app, &loser));
    assert!(twice.0.is_ok() && twice.1.is_ok());
    assert_eq!((of(&app, &survivor).await, of(&app, &loser).await), (6_001, 0));
}

#[tokio::test]
async fn a_lost_message_is_sent_again_once() {
    let app = App::start().await;
    let (_, loser) = joined(&app, 5_001).await;
    app.database.execute("delete from outbox").await;
    assert_eq!(app.engine.redrive_rekeys().await.expect("swept"), 0, "it is being worked on");
    app.database
        .execute(&format!("update contacts set updated_at = now() - interval '16 minutes' where id = '{loser}'"))
        .await;
    assert_eq!(app.engine.redrive_rekeys().await.expect("swept"), 1);
    assert_eq!(app.engine.redrive_rekeys().await.expect("swept"), 0);
    assert_eq!(app.database.count("outbox where topic = 'contact-rekey'").await, 1);
}
