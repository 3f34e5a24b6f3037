//! Merges against everything else at once. Rounds run eight at a time, each with people of its own; a deadlock would be
//! logged by the server, so its counter must not move.

use futures::StreamExt;
use futures::stream::iter;
use serde_json::{Value, json};
use tests::App;
use tests::app::{ADMIN, Call};

use crate::people::{event, put};

const ROUNDS: usize = 1_000;

/// Every round's contacts, as `external id, address, anonymous id` with `{n}` for the round's number; then the rounds.
async fn rounds<F: Future<Output = ()>>(app: &App, contacts: &[[Option<&str>; 3]], round: impl Fn(usize) -> F) {
    let unlimited = r#"update api_keys set limits = '{"writes": 1000000, "admin": 1000000}'"#;
    app.database.execute(unlimited).await;
    for keys in contacts {
        let key = |key: &Option<&str>| key.map_or("null".into(), |key| format!("replace('{key}', '{{n}}', n::text)"));
        let keys: Vec<String> = keys.iter().map(key).collect();
        app.database
            .execute(&format!(
                "insert into contacts (id, external_id, email, anonymous_id)
                 select gen_random_uuid(), {} from generate_series(0, {ROUNDS} - 1) n",
                keys.join(", ")
            ))
            .await;
    }
    app.database
        .execute(
            "insert into contact_keys (kind, value, contact_id, role, reason)
             select k.kind, k.value, c.id, 'primary', 'create'
               from contacts c, lateral (values ('external', c.external_id), ('email', c.email), ('anonymous', c.anonymous_id)) k (kind, value)
              where k.value is not null",
        )
        .await;
    iter(0..ROUNDS).for_each_concurrent(8, round).await;
    let deadlocks = "select pg_stat_force_next_flush()::text || (select deadlocks from pg_stat_database where datname = current_database())";
    assert_eq!(app.database.text(deadlocks).await, "0");
}

async fn merge(app: &App, survivor: &str, loser: &str) -> Value {
    let body = json!({"survivor": survivor, "loser": loser});
    let answer = app.request("merge_contacts", Call::new(body).key(Some(ADMIN))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

#[tokio::test]
async fn two_ids_that_claim_one_contact_end_as_two_people() {
    let app = App::start().await;
    rounds(&app, &[[None, Some("e{n}@example.com"), Some("a{n}")]], |n| {
        let app = &app;
        async move {
            let (email, browser) = (format!("e{n}@example.com"), format!("a{n}"));
            let by_address = event(app, json!({"email": email, "userId": format!("p{n}")}));
            let by_browser = event(app, json!({"anonymousId": browser, "userId": format!("q{n}")}));
            let (first, second) = tokio::join!(by_address, by_browser);
            let refused = [first, second].iter().filter(|answer| answer.get("warnings").is_some()).count();
            assert_eq!(refused, 1, "one of them claims the contact, the other is told of a conflict");
        }
    })
    .await;
    assert_eq!(app.database.count("contacts").await, 2 * ROUNDS as i64);
    assert_eq!(app.database.count("user_events where event = 'seen'").await, 2 * ROUNDS as i64);
}

#[tokio::test]
async fn a_write_beside_a_merge_is_never_lost() {
    let app = App::start().await;
    let halves = [[Some("u{n}"), None, None], [None, Some("e{n}@example.com"), Some("a{n}")]];
    rounds(&app, &halves, |n| {
        let app = &app;
        async move {
            let (id, email, browser) = (format!("u{n}"), format!("e{n}@example.com"), format!("a{n}"));
            let joining = event(app, json!({"userId": id, "email": email}));
            let writing = put(app, json!({"anonymousId": browser, "properties": {"n": n}}));
            let reporting = event(app, json!({"anonymousId": browser}));
            tokio::join!(joining, writing, reporting);
        }
    })
    .await;
    let written = app.database.count("contacts where deleted_at is null and properties ? 'n'").await;
    assert_eq!(written, ROUNDS as i64, "the survivor has what was written to the loser");
    let mine = "select count(*) from user_events e join contacts c on c.id = e.contact_id and c.deleted_at is null where event = 'seen'";
    assert_eq!(app.database.text(mine).await, (2 * ROUNDS).to_string(), "events are the survivor's");
    let statistics = "select sum(count) from contact_event_stats s join contacts c on c.id = s.contact_id and c.deleted_at is null where event = 'seen'";
    assert_eq!(app.database.text(statistics).await, (2 * ROUNDS).to_string());
}

#[tokio::test]
async fn overlapping_merges_end_at_one_survivor() {
    let app = App::start().await;
    let three =
        [[Some("a{n}"), None, None], [Some("b{n}"), Some("e{n}@example.com"), None], [Some("c{n}"), None, None]];
    rounds(&app, &three, |n| {
        let app = &app;
        async move {
            let [a, b, c] = ["a", "b", "c"].map(|who| format!("{who}{n}"));
            tokio::join!(merge(app, &a, &b), merge(app, &b, &c));
        }
    })
    .await;
    assert_eq!(app.database.count("contacts where deleted_at is null").await, ROUNDS as i64);
    assert_eq!(
        app.database.count("contacts l join contacts s on s.id = l.merged_into and s.deleted_at is null").await,
        2 * ROUNDS as i64
    );
}

#[tokio::test]
async fn opposite_merges_of_the_same_two_end_at_one_of_them() {
    let app = App::start().await;
    rounds(&app, &[[Some("a{n}"), Some("e{n}@example.com"), None], [Some("b{n}"), None, None]], |n| {
        let app = &app;
        async move {
            let [a, b] = ["a", "b"].map(|who| format!("{who}{n}"));
            let (first, second) = tokio::join!(merge(app, &a, &b), merge(app, &b, &a));
            assert_ne!(first["merged"], second["merged"], "the second finds nothing to join");
            assert_eq!(first["contact"]["id"], second["contact"]["id"]);
        }
    })
    .await;
    assert_eq!(app.database.count("contacts where deleted_at is null").await, ROUNDS as i64);
    assert_eq!(app.database.count("contact_keys").await, 3 * ROUNDS as i64, "every key leads to the survivor");
}

#[tokio::test]
async fn an_event_beside_a_key_that_is_freed_or_moved_has_one_owner() {
    let app = App::start().await;
    let people = [
        [None, Some("gone{n}@example.com"), None],
        [Some("a{n}"), Some("a{n}@example.com"), None],
        [Some("b{n}"), None, None],
    ];
    rounds(&app, &people, |n| {
        let app = &app;
        async move {
            let gone = format!("gone{n}@example.com");
            let deleting = app.request("delete_contact", Call::new(json!({"email": gone})));
            let (deleted, _) = tokio::join!(deleting, event(app, json!({"email": gone})));
            assert_eq!(deleted.status, 200, "{deleted:?}");
            // An address that its owner has left goes to somebody else.
            let before = format!("a{n}@example.com");
            put(app, json!({"userId": format!("a{n}"), "email": format!("new{n}@example.com")})).await;
            let moving = put(app, json!({"userId": format!("b{n}"), "email": before}));
            tokio::join!(moving, event(app, json!({"email": before})));
        }
    })
    .await;
    let events = app.database.count("user_events where event = 'seen'").await;
    assert_eq!(events, 2 * ROUNDS as i64, "none is lost");
    let of_nobody = "user_events e where not exists (select 1 from contacts c where c.id = e.contact_id)";
    assert_eq!(app.database.count(of_nobody).await, 0);
    let late =
        "user_events e join contacts c on c.id = e.contact_id where e.event = 'seen' and e.received_at > c.deleted_at";
    assert_eq!(app.database.count(late).await, 0, "nothing is added to a deleted contact");
    let moved =
        "contact_keys k join contacts c on c.id = k.contact_id where k.value ~ '^a[0-9]+@' and c.external_id ~ '^b'";
    assert_eq!(app.database.count(moved).await, ROUNDS as i64);
}
