//! Connections that break while contacts are joined, and while the events of a joined one are moved.

use std::collections::BTreeSet;

use engine::{Clock, Engine};
use serde_json::{Value, json};
use tests::App;
use tests::app::{ADMIN, Call, call_on};
use uuid::Uuid;

use crate::messages::deliver;
use crate::points::{Connection, Repeated, cut_everywhere};

/// Everything of the two people of an attempt, as text: each row of each table, without times and with names in place
/// of ids and of the attempt's number.
const ROWS: &str = "select string_agg(of, E'\\n' order by of) from (
    with mine as (select * from contacts where concat(external_id, email) ~ 'r{n}r')
    select 'contact ' || (to_jsonb(c) - 'contact_key')::text as of from mine c
    union all select 'key ' || to_jsonb(k)::text from contact_keys k where value ~ 'r{n}r'
    union all select 'event ' || (to_jsonb(e) - 'id')::text from user_events e where contact_id in (select id from mine) and event <> 'seen'
    union all select concat_ws(' ', 'events seen', contact_id, count(*)) from user_events e where contact_id in (select id from mine) and event = 'seen' group by contact_id
    union all select 'statistics ' || to_jsonb(s)::text from contact_event_stats s where contact_id in (select id from mine)
    union all select 'merge ' || (to_jsonb(m) - '{id,request_id}'::text[])::text from contact_merges m where loser_id in (select id from mine)
    union all select 'choice ' || to_jsonb(p)::text from email_subscriptions p where email ~ 'r{n}r'
    union all select 'global ' || to_jsonb(g)::text from email_preferences g where email ~ 'r{n}r'
    union all select 'log ' || (to_jsonb(l) - '{id,send_id}'::text[])::text from preference_log l where email ~ 'r{n}r'
    union all select 'run ' || (to_jsonb(r) - 'id')::text from journey_states r where contact_id in (select id from mine)
    union all select 'member ' || (to_jsonb(b) - 'id')::text from bucket_memberships b where contact_id in (select id from mine)
    union all select 'send ' || (to_jsonb(s) - 'id')::text from email_sends s where contact_id in (select id from mine)
    union all select 'message ' || topic || ' ' || payload from outbox where payload->>'contact_id' in (select id::text from mine)
    union all select 'audit ' || (to_jsonb(a) - '{id,request_id}'::text[])::text from audit_log a where a::text ~ (select string_agg(id::text, '|') from mine)) rows";

async fn rows(app: &App, n: usize) -> String {
    let mut text = app.database.text(&ROWS.replace("{n}", &n.to_string())).await;
    let owners =
        format!("select coalesce(external_id, email), id from contacts where concat(external_id, email) ~ 'r{n}r'");
    for row in app.database.client.query(&owners, &[]).await.unwrap() {
        let (name, id): (String, Uuid) = (row.get(0), row.get(1));
        text = text.replace(&id.to_string(), &format!("<{name}>"));
    }
    let times = "select regexp_replace(regexp_replace($1, '\"?\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+(\\+00:00)?\"?', 'then', 'g'), '\"[0-9a-f]{8}-[0-9a-f-]{27}\"', 'id', 'g')";
    let row = app.database.client.query_one(times, &[&text]).await.unwrap();
    row.get::<_, String>(0).replace(&format!("r{n}r"), "r#r")
}

/// An identified contact and an address that is the same person, each with a history; nothing of it is the other's yet.
async fn two_halves(app: &App, direct: &Engine, n: usize, identified: bool) {
    let send = async |handler: &str, body: Value| {
        let answer = call_on(direct, handler, Call::new(body)).await;
        assert!(answer.status < 300, "{answer:?}");
    };
    send("put_contact", json!({"userId": format!("u-r{n}r"), "email": format!("ada-r{n}r@example.com"), "properties": {"plan": "pro"}, "lists": {"broadcast": true}})).await;
    send("put_contact", json!({"email": format!("bob-r{n}r@example.com"), "properties": {"seat": 7}, "lists": {"broadcast": false, "product-updates": false}})).await;
    if identified {
        send("put_contact", json!({"userId": format!("z-r{n}r"), "email": format!("bob-r{n}r@example.com")})).await;
    }
    let seen = |who: Value| {
        let mut who = who;
        who["name"] = "seen".into();
        who
    };
    let events = [
        seen(json!({"userId": format!("u-r{n}r")})),
        seen(json!({"email": format!("bob-r{n}r@example.com")})),
        seen(json!({"email": format!("bob-r{n}r@example.com")})),
    ];
    send("ingest_event_batch", json!({"events": events})).await;
    app.database
        .execute(&format!(
            "insert into email_preferences (email, unsubscribed_all, source) values ('bob-r{n}r@example.com', true, 'page');
             insert into journey_states (id, contact_id, journey_id, journey_version, status, wake_at)
             select gen_random_uuid(), id, 'nudge', sha256('v'), 'waiting', now() from contacts where email ~ 'r{n}r';
             insert into bucket_memberships (id, contact_id, bucket_id, source) select gen_random_uuid(), id, 'pro', 'event' from contacts where email ~ 'r{n}r';
             insert into email_sends (id, kind, contact_id, to_email, template_key, category, status)
             select gen_random_uuid(), 'system', id, email, 'x', 'transactional', 'queued' from contacts where email ~ 'bob-r{n}r'"
        ))
        .await;
}

/// Cut at every point and repeated, a merge leaves what an uncut one leaves.
async fn leaves_the_same_everywhere(handler: &str, call: impl Fn(usize) -> Call) {
    let (app, proxy) = App::behind_proxy().await;
    let direct = app.second_engine(Clock::Database);
    let left = std::cell::RefCell::new(BTreeSet::new());
    let points = cut_everywhere(
        (&app, &proxy),
        Connection::Warm,
        1..,
        handler,
        async |n| two_halves(&app, &direct, n, handler == "merge_contacts").await,
        call,
        async |outcome: Repeated| {
            assert!(outcome.again.status < 300, "{:?}", outcome.again);
            let found = rows(&app, outcome.n).await;
            left.borrow_mut().insert(found);
        },
    )
    .await;
    let left = left.into_inner();
    assert!(points > 20, "{points}");
    let differing = left.iter().map(String::as_str).collect::<Vec<_>>().join("\n\nbut also\n");
    assert_eq!(left.len(), 1, "{differing}");
    for part in ["merged_into", "events seen <u-r#r> 3", "contact.merged", "\"merged\""] {
        assert!(differing.contains(part), "{part} in {differing}");
    }
}

fn by_operator(n: usize) -> Call {
    Call::new(json!({"survivor": format!("u-r{n}r"), "loser": format!("z-r{n}r")})).key(Some(ADMIN))
}

fn by_event(n: usize) -> Call {
    Call::new(
        json!({"name": "seen-together", "userId": format!("u-r{n}r"), "email": format!("bob-r{n}r@example.com"), "idempotencyKey": format!("k-r{n}r")}),
    )
}

fn by_profile(n: usize) -> Call {
    Call::new(
        json!({"userId": format!("u-r{n}r"), "email": format!("bob-r{n}r@example.com"), "properties": {"seat": 8}}),
    )
}

#[tokio::test]
async fn an_event_joins_two_halves_wherever_its_connection_breaks() {
    leaves_the_same_everywhere("ingest_event", by_event).await;
}

#[tokio::test]
async fn a_profile_joins_two_halves_wherever_its_connection_breaks() {
    leaves_the_same_everywhere("put_contact", by_profile).await;
}

#[tokio::test]
async fn an_operator_joins_two_wherever_the_connection_breaks() {
    leaves_the_same_everywhere("merge_contacts", by_operator).await;
}

/// The steps of a run of the task: three transactions, the last of which finds nothing left.
const STEPS_OF_REKEY: usize = 30;

#[tokio::test]
async fn events_that_follow_later_all_arrive_once_wherever_the_task_breaks() {
    let (app, proxy) = App::behind_proxy().await;
    let mut cuts = 0;
    for n in 1..=STEPS_OF_REKEY {
        let (survivor, loser) = (Uuid::now_v7(), Uuid::now_v7());
        app.database
            .execute(&format!(
                "insert into contacts (id, external_id) values ('{survivor}', 'u-{n}');
                 insert into contacts (id, deleted_at, delete_reason, merged_into, rekey_pending) values ('{loser}', now(), 'merged', '{survivor}', true);
                 insert into user_events (id, contact_id, event, source, occurred_at) select gen_random_uuid(), '{loser}', 'seen', 'api', now() from generate_series(1, 2100)"
            ))
            .await;
        proxy.cut_after(n);
        let first = deliver(&app, "rekey_contact", &[json!({"v": 1, "contact_id": loser})]).await;
        cuts += usize::from(proxy.disarm());
        // A message whose run failed comes back; so does one whose run nobody heard of.
        let again = deliver(&app, "rekey_contact", &[json!({"v": 1, "contact_id": loser})]).await;
        proxy.settled().await;
        assert_eq!(again["batchItemFailures"], json!([]), "after {n} steps: {first} {again}");
        let left = format!(
            "select concat_ws(' ', (select count(*) from user_events where contact_id = '{survivor}'), (select count(*) from user_events where contact_id = '{loser}'), (select rekey_pending from contacts where id = '{loser}'))"
        );
        assert_eq!(app.database.text(&left).await, "2100 0 f", "after {n} steps");
    }
    assert!((10..STEPS_OF_REKEY).contains(&cuts), "every step was cut after, and the last runs were not cut: {cuts}");
}
