//! Connections that break at every point of every write path.

use domain::token::{Action, LinkKeys};
use engine::Clock;
use serde_json::{Value, json};
use tests::app::{Call, call_on};
use tests::mails::LINK_KEYS;
use tests::{App, MailApp};
use uuid::Uuid;

use crate::points::{self, Connection, Repeated, cut_everywhere};

const BOTH: [Connection; 2] = [Connection::None, Connection::Warm];

/// Nothing has to be there before.
async fn nothing(_: usize) {}

/// What an attempt left, as text; `{n}` in the query is its number.
async fn left(app: &App, n: usize, query: &str) -> String {
    app.database.text(&query.replace("{n}", &n.to_string())).await
}

/// Before the connections of the other kind are tried, with the same numbers.
async fn forget_people(app: &App) {
    app.database
        .execute(
            "truncate contacts, user_events, contact_event_stats, idempotency_keys, email_subscriptions, preference_log, outbox, jobs cascade",
        )
        .await;
}

#[tokio::test]
async fn an_event_with_a_key_is_stored_once() {
    let (app, proxy) = App::behind_proxy().await;
    app.listen_to("order").await;
    let call = |n: usize| {
        Call::new(json!({"name": "order", "userId": format!("u-{n}"), "email": format!("m{n}@example.com"),
                         "idempotencyKey": format!("k-{n}"), "contactProperties": {"n": n}, "lists": {"broadcast": true}}))
    };
    for connection in BOTH {
        forget_people(&app).await;
        let line = (&app, &proxy);
        let points = cut_everywhere(line, connection,  1.., "ingest_event", nothing, call, async |outcome: Repeated| {
            let Repeated { n, cut, first, again } = outcome;
            assert_eq!(again.status, 202, "{again:?}");
            if !cut {
                assert_eq!((first.status, &first.body["stored"]), (202, &json!(true)));
            }
            if first.status == 202 {
                assert_eq!(again.body["stored"], json!(false));
                assert_eq!(again.body["eventId"], first.body["eventId"]);
            }
            let stored = "select string_agg(s.count || ' ' || e.id, ', ') from contacts c join user_events e on e.contact_id = c.id
                            join contact_event_stats s on s.contact_id = c.id and s.event = e.event where c.external_id = 'u-{n}' and e.event = 'order'";
            assert_eq!(left(&app, n, stored).await, format!("1 {}", again.body["eventId"].as_str().unwrap()));
            let rest = "select concat_ws(' ', (select count(*) from contacts where email = 'm{n}@example.com'), (select count(*) from contact_keys where value in ('u-{n}', 'm{n}@example.com')),
                            (select count(*) from idempotency_keys where key = 'k-{n}'), (select count(*) from email_subscriptions where email = 'm{n}@example.com' and subscribed),
                            (select count(*) from preference_log where email = 'm{n}@example.com'),
                            (select count(*) from outbox o join user_events e on o.payload->>'event_id' = e.id::text where e.idempotency_key = 'k-{n}'))";
            assert_eq!(left(&app, n, rest).await, "1 2 1 1 1 1", "after {n} steps");
        })
        .await;
        assert!(points >= 10, "{connection:?}: {points}");
    }
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_told_by_the_repetition() {
    let (app, proxy) = App::behind_proxy().await;
    let event = || app.call("ingest_event", json!({"name": "order", "userId": "u-1", "idempotencyKey": "k-1"}));
    proxy.cut_at_commit();
    let first = event().await;
    assert_eq!((first.status, first.headers["retry-after"].as_str()), (503, Some("1")));
    proxy.settled().await;
    let stored = app.database.text("select id from user_events").await;
    let again = event().await;
    assert_eq!(again.body, json!({"stored": false, "exits": [], "eventId": stored}));
    assert_eq!(app.database.text("select count from contact_event_stats").await, "1");
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_never_repeated_by_sounder_itself() {
    let (app, proxy) = App::behind_proxy().await;
    proxy.cut_at_commit();
    assert_eq!(app.call("ingest_event", json!({"name": "order", "userId": "u-1"})).await.status, 503);
    proxy.settled().await;
    assert_eq!(app.database.count("user_events").await, 1, "without a key only the caller may decide to send it again");
}

#[tokio::test]
async fn each_event_of_a_batch_of_500_is_stored_once() {
    let (app, proxy) = App::behind_proxy().await;
    let call = |n: usize| {
        let event = |i: usize| json!({"name": "order", "userId": format!("u-{n}-{}", i % 60), "idempotencyKey": format!("k-{n}-{i}")});
        let size = if n > points::WARM_UP { 1 } else { 500 };
        Call::new(json!({"events": (0..size).map(event).collect::<Vec<Value>>()}))
    };
    let line = (&app, &proxy);
    // Five transactions of as many steps: every other point meets each of them somewhere else.
    let every_other = (1..).step_by(2);
    let points = cut_everywhere(line, Connection::Warm, every_other, "ingest_event_batch", nothing, call, async |outcome: Repeated| {
        let Repeated { n, first, again, .. } = outcome;
        assert_eq!(again.status, 202);
        let ids = |answer: &tests::Answer| -> Vec<Value> {
            (0..500).map(|i| answer.body["results"][i]["eventId"].clone()).collect()
        };
        for (before, now) in ids(&first).iter().zip(ids(&again)) {
            assert!(now.is_string() && (before.is_null() || *before == now), "{before} then {now}");
        }
        let stored = "select concat_ws(' ', count(*), count(distinct idempotency_key), (select sum(count) from contact_event_stats s join contacts c on c.id = s.contact_id where c.external_id like 'u-{n}-%'))
                        from user_events where idempotency_key like 'k-{n}-%'";
        assert_eq!(left(&app, n, stored).await, "500 500 500", "after {n} steps");
    })
    .await;
    assert!(points >= 20, "{points}");
}

#[tokio::test]
async fn a_profile_and_its_choices_are_written_once() {
    let (app, proxy) = App::behind_proxy().await;
    let call = |n: usize| {
        Call::new(
            json!({"userId": format!("u-{n}"), "email": format!("new{n}@example.com"), "properties": {"plan": "pro", "old": null},
                         "lists": {"broadcast": true, "product-updates": false}}),
        )
    };
    let direct = app.second_engine(Clock::Database);
    let given = async |n: usize| {
        let before =
            json!({"userId": format!("u-{n}"), "email": format!("old{n}@example.com"), "properties": {"old": 1}});
        assert_eq!(call_on(&direct, "put_contact", Call::new(before)).await.status, 200);
    };
    for connection in BOTH {
        forget_people(&app).await;
        let line = (&app, &proxy);
        cut_everywhere(line, connection,  1.., "put_contact", given, call, async |outcome: Repeated| {
            let Repeated { n, again, .. } = outcome;
            assert_eq!((again.status, &again.body["created"]), (200, &json!(false)));
            let written = "select concat_ws(' ', c.email, c.properties, (select string_agg(value || ' ' || role, ' ' order by value) from contact_keys where contact_id = c.id and kind = 'email'),
                               (select string_agg(event || ' ' || count, ' ' order by event) from contact_event_stats where contact_id = c.id),
                               (select string_agg(concat_ws(' ', category, new_value), ' ' order by category, email) from preference_log where contact_id = c.id)) from contacts c where external_id = 'u-{n}'";
            let expected = r#"new#@example.com {"plan": "pro"} new#@example.com primary old#@example.com alias list.subscribed 1 list.unsubscribed 1 broadcast t product-updates f product-updates f"#;
            assert_eq!(left(&app, n, written).await, expected.replace('#', &n.to_string()), "after {n} steps");
        })
        .await;
    }
}

#[tokio::test]
async fn a_subscription_is_logged_and_told_once() {
    let (app, proxy) = App::behind_proxy().await;
    let call = |n: usize| Call::new(json!({"email": format!("m{n}@example.com")})).path("id", "broadcast");
    for connection in BOTH {
        forget_people(&app).await;
        let line = (&app, &proxy);
        cut_everywhere(line, connection,  1.., "subscribe_list", nothing, call, async |outcome: Repeated| {
            assert_eq!(outcome.again.status, 200);
            let n = outcome.n;
            let told = "select concat_ws(' ', (select count(*) from contacts where email = 'm{n}@example.com'), (select string_agg(new_value::text, ' ') from preference_log where email = 'm{n}@example.com'),
                           (select count(*) from user_events e join contacts c on c.id = e.contact_id where c.email = 'm{n}@example.com' and event = 'list.subscribed'))";
            assert_eq!(left(&app, n, told).await, "1 true 1", "after {n} steps");
        })
        .await;
    }
}

#[tokio::test]
async fn a_contact_is_deleted_once() {
    let (app, proxy) = App::behind_proxy().await;
    let call = |n: usize| Call::new(json!({"userId": format!("u-{n}")})).key(Some(tests::app::ADMIN));
    let direct = app.second_engine(Clock::Database);
    let given = async |n: usize| {
        let body = json!({"userId": format!("u-{n}"), "email": format!("m{n}@example.com")});
        assert_eq!(call_on(&direct, "put_contact", Call::new(body)).await.status, 200);
    };
    for connection in BOTH {
        forget_people(&app).await;
        let line = (&app, &proxy);
        cut_everywhere(line, connection,  1.., "delete_contact", given, call, async |outcome: Repeated| {
            let Repeated { n, first, again, .. } = outcome;
            // A commit whose answer was lost looks to the repetition as if somebody else had been faster.
            assert!(again.status == 404 || first.status == 503 && again.status == 200, "{first:?} {again:?}");
            let gone = "select concat_ws(' ', c.delete_reason, (select count(*) from contact_keys where contact_id = c.id), (select count(*) from jobs where params::text like '%u-{n}\"%'))
                          from contacts c where external_id = 'u-{n}'";
            assert_eq!(left(&app, n, gone).await, "deleted 0 1", "after {n} steps");
        })
        .await;
    }
}

#[tokio::test]
async fn a_campaign_with_a_key_is_created_once() {
    let (mail, proxy) = MailApp::behind_proxy().await;
    let app = &mail.app;
    let body = json!({"list": "product-updates", "template": "marketing/product-update"});
    let call = |n: usize| Call::new(body.clone()).header("idempotency-key", &format!("c-{n}"));
    for connection in BOTH {
        app.database.execute("truncate campaigns cascade").await;
        cut_everywhere((app, &proxy), connection, 1.., "create_campaign", nothing, call, async |outcome: Repeated| {
            let Repeated { n, first, again, .. } = outcome;
            assert_eq!(again.status, 202);
            let id = app.database.text(&format!("select id from campaigns where idempotency_key = 'c-{n}'")).await;
            assert_eq!(again.body["campaignId"], json!(id), "after {n} steps");
            assert!(first.status == 503 || first.body["campaignId"] == json!(id));
        })
        .await;
    }
}

#[tokio::test]
async fn an_opt_out_by_link_is_logged_and_told_once() {
    let (mail, proxy) = MailApp::behind_proxy().await;
    let app = &mail.app;
    let send_of = |n: usize| Uuid::from_u128(n as u128);
    let given = async |n: usize| {
        let sql = "with c as (insert into contacts (id, email) values ($1, $2) returning id, email),
                        k as (insert into contact_keys (kind, value, contact_id, role, reason) select 'email', email, id, 'primary', 'create' from c)
                   insert into email_sends (id, kind, to_email, contact_id, category, template_key, status, sent_at)
                   select id, 'api', email, id, 'product-updates', 'marketing/tips', 'sent', now() from c";
        app.database.client.execute(sql, &[&send_of(n), &format!("m{n}@example.com")]).await.expect("a mail");
    };
    let call = |n: usize| {
        let token = LinkKeys::from_json(LINK_KEYS).expect("keys").sign(Action::Unsubscribe, send_of(n));
        let form = Call { body: "List-Unsubscribe=One-Click".into(), ..Call::without_body("POST") };
        form.key(None).query(&format!("token={token}")).header("content-type", "application/x-www-form-urlencoded")
    };
    for connection in BOTH {
        app.database.execute("truncate email_sends cascade").await;
        forget_people(app).await;
        cut_everywhere((app, &proxy), connection,  1.., "post_unsubscribe", given, call, async |outcome: Repeated| {
            assert_eq!(outcome.again.status, 200);
            let told = "select concat_ws(' ', (select string_agg(new_value::text, ' ') from preference_log where email = 'm{n}@example.com'), (select string_agg(subscribed::text, ' ') from email_subscriptions where email = 'm{n}@example.com'),
                           (select count(*) from user_events e join contacts c on c.id = e.contact_id where c.email = 'm{n}@example.com'))";
            assert_eq!(left(app, outcome.n, told).await, "false false 1", "after {} steps", outcome.n);
        })
        .await;
    }
}
