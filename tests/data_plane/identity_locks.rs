//! What locks a call takes, and what it does when a key changes hands while it waits for them.

use futures::future::join_all;
use serde_json::json;
use tests::App;
use tests::database::connect;

use crate::people::{event, live, put};

/// Advisory locks of sessions that are in this database.
const ADVISORY: &str = "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())";

#[tokio::test]
async fn known_keys_take_no_advisory_lock_and_unknown_ones_do() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let other = connect(&app.database.url).await;
    for (keys, locks) in [
        (json!({"userId": "u-1", "email": "ada@example.com"}), "0"),
        (json!({"userId": "u-1", "anonymousId": "a-1"}), "1"),
    ] {
        other.batch_execute("begin; select 1 from contacts for update").await.expect("locked");
        let looking = async {
            app.wait_for_lock().await;
            let seen = app.database.text(ADVISORY).await;
            other.batch_execute("commit").await.expect("unlocked");
            seen
        };
        let (_, seen) = tokio::join!(event(&app, keys), looking);
        assert_eq!(seen, locks);
    }
}

#[tokio::test]
async fn a_hundred_events_of_one_contact_and_twenty_of_nobody() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let known = join_all((0..100).map(|_| event(&app, json!({"userId": "u-1", "email": "ada@example.com"}))));
    let new = join_all((0..20).map(|_| event(&app, json!({"userId": "u-2"}))));
    tokio::join!(known, new);
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/100", "u-2/-/-/20"]);
}

#[tokio::test]
async fn a_key_that_changes_hands_while_a_call_waits_decides_anew() {
    let app = App::start().await;
    let loser = put(&app, json!({"anonymousId": "a-1"})).await;
    let survivor = put(&app, json!({"userId": "u-1"})).await;
    let other = connect(&app.database.url).await;
    // A merge that has not committed yet.
    other
        .batch_execute(&format!(
            "begin;
             select 1 from contacts where id in ('{loser}', '{survivor}') order by id for no key update;
             update contacts set deleted_at = now(), delete_reason = 'merged', merged_into = '{survivor}' where id = '{loser}';
             update contact_keys set contact_id = '{survivor}', role = 'alias' where contact_id = '{loser}'"
        ))
        .await
        .expect("merging");
    let committing = async {
        app.wait_for_lock().await;
        other.batch_execute("commit").await.expect("merged");
    };
    tokio::join!(event(&app, json!({"anonymousId": "a-1", "contactProperties": {"n": 1}})), committing);
    assert_eq!(live(&app).await, ["u-1/-/a-1/1"]);
    assert_eq!(
        app.database.text(&format!("select properties from contacts where id = '{survivor}'")).await,
        r#"{"n": 1}"#
    );
    assert_eq!(app.database.text(&format!("select properties from contacts where id = '{loser}'")).await, "{}");
}
