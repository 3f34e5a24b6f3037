//! `send_email`, messages of twenty ids, with SES that answers at once.

use std::sync::Arc;

use engine::Engine;
use platform::lambda::invoke;
use serde_json::{Value, json};
use tests::MailApp;
use tests::app::handler_named;
use uuid::Uuid;

use crate::measure::{Figure, RUNS, load, runtime, spread};

const MAILS: usize = 4_000;
const WORKERS: usize = 8;

pub fn run() -> Vec<Figure> {
    let runtime = runtime();
    let mail = runtime.block_on(async {
        let mut mail = MailApp::start().await;
        let server = crate::stand_in::start().await;
        mail.app.engine.queues = crate::stand_in::queues(server);
        // The bucket itself must not be what is measured.
        mail.app.engine.mail.max_send_rate = 50_000.0;
        mail.contacts(MAILS).await;
        Arc::new(mail)
    });
    let rates = (0..RUNS).map(|_| runtime.block_on(campaign(&mail))).collect();
    vec![Figure::new("`send_email`, messages of 20, 8 workers", vec![spread(rates, " mails/s", 0)])]
}

async fn campaign(mail: &Arc<MailApp>) -> f64 {
    let database = &mail.app.database;
    database.execute("truncate email_sends, campaigns cascade; update send_rate set tat = now()").await;
    let id = mail.campaign().await;
    mail.drive(id, 0).await;
    let rows = database.client.query("select id from email_sends order by id", &[]).await.expect("sends");
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get(0)).collect();
    let messages: Vec<Value> = ids.chunks(20).map(message).collect();
    let count = messages.len();
    let (messages, app) = (Arc::new(messages), Arc::clone(mail));
    let handler = handler_named("send_email");
    let run = load(WORKERS, count, move |n| {
        let (messages, app) = (Arc::clone(&messages), Arc::clone(&app));
        async move {
            let engine: &Engine = &app.app.engine;
            let answer = invoke(engine, handler, messages[n].clone()).await.expect("an answer");
            assert_eq!(answer, json!({"batchItemFailures": []}));
        }
    })
    .await;
    assert_eq!(database.count("email_sends where status = 'sent'").await, i64::try_from(MAILS).expect("small"));
    run.per_second * 20.0
}

fn message(ids: &[Uuid]) -> Value {
    let body = json!({"v": 1, "send_ids": ids}).to_string();
    json!({"Records": [{"messageId": "m", "body": body, "attributes": {"ApproximateReceiveCount": "1"}, "messageAttributes": {},
           "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:mail-bulk"}]})
}
