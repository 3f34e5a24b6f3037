//! Two contacts that an event shows to be one person; one of them has 5,000 events.

use std::time::Instant;

use serde_json::json;
use tests::App;

use crate::measure::{Figure, RUNS, runtime, spread};

const EVENTS: usize = 5_000;

pub fn run() -> Vec<Figure> {
    runtime().block_on(async {
        let app = App::start().await;
        let mut took = Vec::new();
        for run in 0..RUNS {
            took.push(merge(&app, run).await);
        }
        vec![Figure::new("merge of two contacts with 5,000 events, by an event", vec![spread(took, " ms", 0)])]
    })
}

/// Milliseconds of the call that names both.
async fn merge(app: &App, run: usize) -> f64 {
    let (id, email) = (format!("u-{run}"), format!("e{run}@example.com"));
    app.call("put_contact", json!({"userId": id, "email": format!("u{run}@example.com")})).await;
    let loser = app.call("put_contact", json!({"email": email})).await;
    let loser = loser.body["id"].as_str().expect("an id").to_owned();
    app.database
        .execute(&format!(
            "insert into user_events (id, contact_id, event, properties, source, occurred_at)
             select gen_random_uuid(), '{loser}', 'e' || n % 20, '{{\"amount\": 25}}', 'api', now() - make_interval(hours => n) from generate_series(1, {EVENTS}) n;
             insert into contact_event_stats (contact_id, event, count, first_at, last_at, last_received_at)
             select contact_id, event, count(*), min(occurred_at), max(occurred_at), max(received_at) from user_events where contact_id = '{loser}' group by 1, 2;
             analyze"
        ))
        .await;
    let began = Instant::now();
    let answer = app.call("ingest_event", json!({"name": "purchase", "userId": id, "email": email})).await;
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!(answer.status, 202, "{answer:?}");
    assert_eq!(app.database.count(&format!("user_events where contact_id = '{loser}'")).await, 0);
    took
}
