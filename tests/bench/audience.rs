//! `send_campaign` over a list of 100,000, up to the moment at which sending begins.

use std::time::Instant;

use tests::MailApp;
use tests::mails::as_lambda;
use uuid::Uuid;

use crate::measure::{Figure, RUNS, runtime, spread};

const MEMBERS: usize = 100_000;

pub fn run() -> Vec<Figure> {
    runtime().block_on(async {
        let mail = MailApp::start().await;
        mail.contacts(MEMBERS).await;
        mail.app
            .database
            .execute("insert into email_subscriptions (email, category, subscribed, source) select email, 'broadcast', true, 'api' from contacts; analyze")
            .await;
        let mut figures = Vec::new();
        for (what, list) in [
            ("audience of 100,000, a list of all but those who said no", "product-updates"),
            ("audience of 100,000, a list of those who said yes", "broadcast"),
        ] {
            let mut took = Vec::new();
            for _ in 0..RUNS {
                took.push(snapshot(&mail, list).await);
            }
            figures.push(Figure::new(what, vec![spread(took, " s", 2)]));
        }
        figures
    })
}

/// Seconds of the pages alone, without the pump.
async fn snapshot(mail: &MailApp, list: &str) -> f64 {
    let database = &mail.app.database;
    database.execute("truncate email_sends, campaigns cascade").await;
    let (id, token) = (Uuid::now_v7(), Uuid::new_v4());
    database
        .execute(&format!(
            "insert into campaigns (id, name, state, audience_kind, audience_id, template_key, props, category, created_by, audience_cutoff, lease_token, lease_until)
             values ('{id}', 'bench', 'resolving', 'list', '{list}', 'marketing/product-update', '{{}}', '{list}', 'bench', now(), '{token}', now() + interval '10 minutes')"
        ))
        .await;
    let began = Instant::now();
    let finished =
        as_lambda(mail.app.engine.snapshot(id, token, list == "product-updates", jiff::Timestamp::now())).await;
    let took = began.elapsed().as_secs_f64();
    assert!(finished.expect("a snapshot"));
    assert_eq!(database.count("email_sends").await, i64::try_from(MEMBERS).expect("small"));
    took
}
