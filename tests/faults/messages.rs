//! Messages twice, late, out of order, for what is gone; and processes killed between their commit and their send.

use std::time::Duration;

use platform::queues::Queues;
use serde_json::{Value, json};
use tests::app::{call_on, handler_named};
use tests::mails::as_lambda;
use tests::{App, Aws, MailApp};
use uuid::Uuid;
use wiremock::{Request, ResponseTemplate};

/// Gives messages to a consumer in one batch, as its queue does.
pub async fn deliver(app: &App, handler: &str, bodies: &[Value]) -> Value {
    let record = |(n, body): (usize, &Value)| {
        json!({"messageId": format!("m-{n}"), "body": body.to_string(), "attributes": {"ApproximateReceiveCount": "1"}, "messageAttributes": {},
               "eventSource": "aws:sqs", "eventSourceARN": format!("arn:aws:sqs:eu-central-1:123456789012:{handler}")})
    };
    let records: Vec<Value> = bodies.iter().enumerate().map(record).collect();
    platform::lambda::invoke(&app.engine, handler_named(handler), json!({ "Records": records }))
        .await
        .expect("an answer")
}

fn done() -> Value {
    json!({"batchItemFailures": []})
}

/// Accepts messages, but its answers stay on the way.
async fn answers_nothing(aws: &Aws) {
    aws.on_sqs("SendMessageBatch", |_: &Request| ResponseTemplate::new(200).set_delay(Duration::from_secs(60))).await;
}

/// Until SQS has been asked to take something.
async fn sends_begin(aws: &Aws) {
    while aws.calls("SendMessageBatch").await == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn messages_for_what_is_gone_are_acknowledged() {
    let mail = MailApp::start().await;
    let id = Uuid::now_v7();
    for (handler, body) in [
        ("send_campaign", json!({"v": 1, "campaign_id": id, "epoch": 0})),
        ("send_email", json!({"v": 1, "send_ids": [id, Uuid::now_v7()]})),
        ("rekey_contact", json!({"v": 1, "contact_id": id})),
    ] {
        assert_eq!(deliver(&mail.app, handler, &[body.clone(), body]).await, done(), "{handler}");
    }
    assert_eq!(mail.aws.new_messages().await, Vec::<Value>::new());
    assert_eq!(mail.app.database.count("dead_letters").await, 0);
}

#[tokio::test]
async fn a_campaign_whose_messages_come_late_twice_and_in_reverse_sends_each_mail_once() {
    let mail = MailApp::start().await;
    mail.contacts(45).await;
    let campaign = mail.campaign().await;
    let hints = mail.aws.new_messages().await;
    assert_eq!(deliver(&mail.app, "send_campaign", &[hints[0].clone(), hints[0].clone()]).await, done());
    let mut messages = mail.aws.new_messages().await;
    messages.retain(|message| message["send_ids"].is_array());
    assert_eq!(messages.len(), 3);
    messages.reverse();
    for _ in 0..2 {
        let doubled: Vec<Value> = messages.iter().flat_map(|message| [message.clone(), message.clone()]).collect();
        assert_eq!(deliver(&mail.app, "send_email", &doubled).await, done());
        // The campaign's own hint again, after everything.
        assert_eq!(deliver(&mail.app, "send_campaign", &hints).await, done());
    }
    let view = mail.view(campaign).await;
    assert_eq!((mail.mails().await.len(), &view["state"], &view["sentCount"]), (45, &json!("sent"), &json!(45)));
}

#[tokio::test]
async fn a_late_message_of_a_contact_whose_survivor_is_gone_moves_its_events_all_the_same() {
    let app = App::start().await;
    let (survivor, loser) = (Uuid::now_v7(), Uuid::now_v7());
    app.database
        .execute(&format!(
            "insert into contacts (id, external_id, deleted_at, delete_reason) values ('{survivor}', 'u-1', now(), 'deleted');
             insert into contacts (id, deleted_at, delete_reason, merged_into, rekey_pending) values ('{loser}', now(), 'merged', '{survivor}', true);
             insert into user_events (id, contact_id, event, source, occurred_at) select gen_random_uuid(), '{loser}', 'seen', 'api', now() from generate_series(1, 10)"
        ))
        .await;
    let message = json!({"v": 1, "contact_id": loser});
    for _ in 0..2 {
        assert_eq!(deliver(&app, "rekey_contact", &[message.clone(), message.clone()]).await, done());
    }
    assert_eq!(app.database.count(&format!("user_events where contact_id = '{survivor}'")).await, 10);
}

#[tokio::test]
async fn a_merge_killed_between_its_commit_and_its_message_is_made_good_by_the_relay() {
    let aws = Aws::start().await;
    answers_nothing(&aws).await;
    let mut app = App::start().await;
    app.engine.queues = Queues::with_urls([("contact-rekey".into(), format!("{}/1/contact-rekey", aws.server.uri()))]);
    app.call("put_contact", json!({"userId": "u-1"})).await;
    let loser = app.call("put_contact", json!({"email": "bob@example.com"})).await.body["id"].clone();
    let loser = loser.as_str().unwrap();
    app.database
        .execute(&format!(
            "insert into user_events (id, contact_id, event, source, occurred_at) select gen_random_uuid(), '{loser}', 'seen', 'api', now() from generate_series(1, 5001);
             insert into contact_event_stats values ('{loser}', 'seen', 5001, now(), now(), now())"
        ))
        .await;
    let event = tests::app::Call::new(json!({"name": "seen", "userId": "u-1", "email": "bob@example.com"}));
    tokio::select! {
        answer = call_on(&app.engine, "ingest_event", event) => panic!("SQS does not answer: {answer:?}"),
        () = sends_begin(&aws) => {}
    }
    let pending = format!("contacts where id = '{loser}' and delete_reason = 'merged' and rekey_pending");
    assert_eq!(
        (app.database.count(&pending).await, app.database.count("outbox where topic = 'contact-rekey'").await),
        (1, 1)
    );

    aws.server.reset().await;
    let aws = aws.accepting().await;
    app.database.execute("update outbox set available_at = now()").await;
    assert_eq!(as_lambda(app.engine.relay_outbox()).await.unwrap().unwrap().sent, 1);
    let sent = aws.messages().await;
    assert_eq!((sent.len(), &sent[0]), (1, &json!({"v": 1, "contact_id": loser})));
    assert_eq!(deliver(&app, "rekey_contact", &sent).await, done());
    assert_eq!(app.database.count(&format!("user_events where contact_id = '{loser}'")).await, 0);
    assert_eq!(app.database.text("select sum(count) from contact_event_stats where event = 'seen'").await, "5002");
}

#[tokio::test]
async fn a_campaign_killed_while_it_enqueues_is_driven_on_and_sends_each_mail_once() {
    let mail = MailApp::start().await;
    mail.contacts(30).await;
    let campaign = mail.campaign().await;
    mail.aws.new_messages().await;
    mail.aws.server.reset().await;
    answers_nothing(&mail.aws).await;
    tokio::select! {
        _ = mail.drive(campaign, 0) => panic!("SQS does not answer"),
        () = sends_begin(&mail.aws) => {}
    }
    let mail = mail.accept_again().await;
    // Its lease ends, and what it had marked without a worker's sign is due again.
    mail.app
        .database
        .execute(
            "update campaigns set lease_until = clock_timestamp() - interval '1 second', progress_at = clock_timestamp() - interval '3 minutes';
             update email_sends set enqueued_at = clock_timestamp() - interval '31 minutes' where enqueued_at is not null",
        )
        .await;
    mail.app.engine.sweep_mail().await.unwrap();
    mail.drain().await;
    let view = mail.view(campaign).await;
    assert_eq!((mail.mails().await.len(), &view["state"]), (30, &json!("sent")), "{view}");
}
