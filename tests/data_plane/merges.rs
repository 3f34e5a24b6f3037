//! Calls that show that two contacts are one person.

use serde_json::{Value, json};
use tests::App;

use crate::people::{event, live, put};

/// A = u-1 with an address and a plan; B = an address alone with three events, a finished run and an opt-out.
async fn two_halves(app: &App) -> (String, String) {
    let a = put(app, json!({"userId": "u-1", "email": "ada@example.com", "properties": {"plan": "pro"}})).await;
    let bob = json!({"email": "bob@example.com", "properties": {"plan": "free", "seat": 7}, "lists": {"product-updates": false}});
    let b = put(app, bob).await;
    for _ in 0..3 {
        event(app, json!({"email": "bob@example.com"})).await;
    }
    app.database
        .execute(&format!(
            "insert into journey_states (id, contact_id, journey_id, journey_version, status, completed_at)
             values (gen_random_uuid(), '{b}', 'onboarding', sha256('v'), 'completed', now());
             insert into email_sends (id, kind, contact_id, to_email, template_key, category, status)
             values (gen_random_uuid(), 'system', '{b}', 'bob@example.com', 'x', 'transactional', 'queued')"
        ))
        .await;
    (a, b)
}

#[tokio::test]
async fn an_event_joins_an_address_to_its_owner() {
    let app = App::start().await;
    let (a, b) = two_halves(&app).await;
    let answer = event(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    assert_eq!(answer.get("warnings"), None);
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/4"]);
    let database = &app.database;
    assert_eq!(
        database.text("select properties from contacts where deleted_at is null").await,
        r#"{"plan": "pro", "seat": 7}"#
    );
    let tombstone = format!("select (delete_reason, merged_into = '{a}', email) from contacts where id = '{b}'");
    assert_eq!(database.text(&tombstone).await, "(merged,t,bob@example.com)");
    for table in ["journey_states", "email_sends", "contact_event_stats", "user_events", "contact_keys"] {
        assert_eq!(database.count(&format!("{table} where contact_id = '{b}'")).await, 0, "{table}");
    }
    let seen = format!("select count from contact_event_stats where contact_id = '{a}' and event = 'seen'");
    assert_eq!(database.text(&seen).await, "4");
    let choice = "select (subscribed, source) from email_subscriptions where email = 'ada@example.com' and category = 'product-updates'";
    assert_eq!(database.text(choice).await, "(f,merge)");
    let merged = "select (contact_id, properties) from user_events where event = 'contact.merged'";
    let expected = format!(r#"({a},"{{""mergedKeys"": [""email""], ""mergedContactIds"": [""{b}""]}}")"#);
    assert_eq!(database.text(merged).await, expected);
    let record = "select (cause, moved, loser_snapshot->'contact'->>'email', loser_snapshot->'keys', loser_snapshot->'optOuts') from contact_merges";
    let record = database.text(record).await;
    for part in ["event", r#"""events"": 4"#, r#"""runs"": 1"#, "bob@example.com", "product-updates"] {
        assert!(record.contains(part), "{part} in {record}");
    }
}

#[tokio::test]
async fn the_losers_address_keeps_leading_to_the_survivor() {
    let app = App::start().await;
    let (a, _) = two_halves(&app).await;
    event(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    let answer = app.call("put_contact", json!({"email": "bob@example.com"})).await;
    assert_eq!(answer.body, json!({"id": a, "created": false, "linked": true}));
    let found =
        app.request("find_contact", tests::app::Call::without_body("GET").query("email=bob%40example.com")).await;
    assert_eq!(found.body["contacts"][0]["id"], json!(a));
    assert_eq!(app.database.count("contact_merges").await, 1, "nothing is left to be joined");
}

#[tokio::test]
async fn a_put_also_makes_the_address_current() {
    let app = App::start().await;
    two_halves(&app).await;
    put(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    assert_eq!(live(&app).await, ["u-1/bob@example.com/-/3"]);
    let roles = "select string_agg(value || ' ' || role, ', ' order by value) from contact_keys where kind = 'email'";
    assert_eq!(app.database.text(roles).await, "ada@example.com alias, bob@example.com primary");
}

#[tokio::test]
async fn a_missing_key_is_filled_and_two_halves_become_one() {
    let app = App::start().await;
    let half = put(&app, json!({"email": "ann@example.com"})).await;
    assert_eq!(put(&app, json!({"email": "ann@example.com", "userId": "u-1"})).await, half, "filled");
    let by_id = put(&app, json!({"userId": "u-2"})).await;
    put(&app, json!({"email": "bea@example.com", "lists": {"product-updates": false}})).await;
    assert_eq!(put(&app, json!({"email": "bea@example.com", "userId": "u-2"})).await, by_id, "joined");
    assert_eq!(put(&app, json!({"email": "bea@example.com"})).await, by_id);
    let out = "select subscribed from email_subscriptions where email = 'bea@example.com'";
    assert_eq!(app.database.text(out).await, "false");
}

#[tokio::test]
async fn no_wins_over_yes_when_two_become_one() {
    let app = App::start().await;
    put(
        &app,
        json!({"userId": "u-1", "email": "ada@example.com", "lists": {"broadcast": true, "product-updates": true}}),
    )
    .await;
    put(&app, json!({"email": "bob@example.com", "lists": {"broadcast": false, "product-updates": true}})).await;
    app.database
        .execute(
            "insert into email_preferences (email, unsubscribed_all, source) values ('bob@example.com', true, 'page');
             insert into email_suppressions (email, reason) values ('bob@example.com', 'hard_bounce')",
        )
        .await;
    event(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    let choices = "select string_agg(category || ' ' || subscribed, ', ' order by category) from email_subscriptions where email = 'ada@example.com'";
    assert_eq!(app.database.text(choices).await, "broadcast false, product-updates true");
    assert_eq!(
        app.database.text("select unsubscribed_all from email_preferences where email = 'ada@example.com'").await,
        "true"
    );
    assert_eq!(app.database.count("email_suppressions where email = 'ada@example.com'").await, 0, "it may deliver");
    let log = "select string_agg(concat_ws(' ', field, coalesce(category, '-'), old_value, new_value), ', ' order by field) from preference_log where source = 'merge'";
    assert_eq!(app.database.text(log).await, "subscription broadcast t f, unsubscribed_all - f t");
}

#[tokio::test]
async fn an_anonymous_contact_joins_the_identified_one() {
    let app = App::start().await;
    for _ in 0..10 {
        event(&app, json!({"anonymousId": "a-1"})).await;
    }
    event(&app, json!({"userId": "u-3"})).await;
    event(&app, json!({"userId": "u-3", "anonymousId": "a-1"})).await;
    assert_eq!(live(&app).await, ["u-3/-/a-1/12"]);
}

#[tokio::test]
async fn three_contacts_are_joined_by_rank() {
    let mut app = App::at("2026-04-01T12:00:00Z").await;
    event(&app, json!({"anonymousId": "a-9", "contactProperties": {"k": 1}})).await;
    app.set_clock("2026-05-01T12:00:00Z");
    event(&app, json!({"email": "gil@example.com", "contactProperties": {"k": 2}})).await;
    app.set_clock("2026-06-01T12:00:00Z");
    let survivor = put(&app, json!({"userId": "u-4"})).await;
    event(&app, json!({"userId": "u-4", "email": "gil@example.com", "anonymousId": "a-9"})).await;
    let row = "select (id, properties, first_seen_at at time zone 'utc') from contacts where deleted_at is null";
    let expected = format!(r#"({survivor},"{{""k"": 1}}","2026-04-01 12:00:00")"#);
    assert_eq!(app.database.text(row).await, expected);
    assert_eq!(app.database.count(&format!("contacts where merged_into = '{survivor}'")).await, 2);
    assert_eq!(app.database.count("user_events where event = 'contact.merged'").await, 1, "one for all");
}

#[tokio::test]
async fn a_setting_joins_people_with_two_ids() {
    let mut app = App::at("2026-06-01T12:00:00Z").await;
    let oldest = put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    app.set_clock("2026-06-02T12:00:00Z");
    put(&app, json!({"userId": "u-2", "email": "eve@example.com"})).await;
    app.database
        .execute(r#"insert into settings (key, value) values ('identity.on_external_mismatch', '"merge"')"#)
        .await;
    event(&app, json!({"userId": "u-2", "email": "ada@example.com"})).await;
    for id in ["u-1", "u-2"] {
        assert_eq!(put(&app, json!({"userId": id})).await, oldest);
    }
    // A new id of somebody known is one more that leads to him.
    event(&app, json!({"userId": "u-3", "email": "ada@example.com"})).await;
    assert_eq!(put(&app, json!({"userId": "u-3"})).await, oldest);
}

#[tokio::test]
async fn twenty_one_merges_a_day_are_one_too_many() {
    let mut app = App::at("2026-06-01T12:00:00Z").await;
    put(&app, json!({"userId": "u-1"})).await;
    for n in 0..21 {
        put(&app, json!({"email": format!("{n}@example.com")})).await;
        let answer = event(&app, json!({"userId": "u-1", "email": format!("{n}@example.com")})).await;
        let expected = if n < 20 { Value::Null } else { json!(["identity_conflict:merge_limit"]) };
        assert_eq!(answer["warnings"], expected, "{n}");
    }
    app.set_clock("2026-06-02T12:00:01Z");
    let answer = event(&app, json!({"userId": "u-1", "email": "20@example.com"})).await;
    assert_eq!(answer.get("warnings"), None);
    assert_eq!(live(&app).await, ["u-1/0@example.com/-/22"]);
    assert_eq!(
        app.database.count("identity_conflicts where resolved_at is null").await,
        0,
        "the refused join was made"
    );
}

#[tokio::test]
async fn a_recycled_mailbox_leads_to_whom_a_profile_gives_it() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "desk@example.com"})).await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let event_only = event(&app, json!({"userId": "u-2", "email": "desk@example.com"})).await;
    assert_eq!(event_only["warnings"], json!(["identity_conflict:external_mismatch"]), "an observation takes nothing");
    put(&app, json!({"userId": "u-2", "email": "desk@example.com"})).await;
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/0", "u-2/desk@example.com/-/1"]);
}

#[tokio::test]
async fn a_batch_joins_contacts_that_it_has_just_made() {
    let app = App::at("2026-06-01T12:00:00Z").await;
    put(&app, json!({"email": "old@example.com"})).await;
    let seen = |keys: Value| {
        let mut item = keys;
        item["name"] = "seen".into();
        item
    };
    let events = vec![
        seen(json!({"userId": "u-1", "contactProperties": {"n": 1}})),
        seen(json!({"email": "new@example.com", "contactProperties": {"n": 2, "m": 2}, "lists": {"broadcast": false}})),
        seen(json!({"email": "old@example.com", "anonymousId": "a-1"})),
        seen(json!({"userId": "u-1", "email": "new@example.com"})),
        seen(json!({"userId": "u-1", "email": "old@example.com"})),
    ];
    let answer = app.call("ingest_event_batch", json!({"events": events})).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    assert_eq!(live(&app).await, ["u-1/new@example.com/a-1/5"]);
    assert_eq!(app.database.count("contacts").await, 2, "the one of the same batch was never stored");
    assert_eq!(
        app.database.text("select properties from contacts where deleted_at is null").await,
        r#"{"m": 2, "n": 1}"#
    );
    let received = "select count(distinct received_at) from user_events";
    assert_eq!(app.database.text(received).await, app.database.text("select count(*) from user_events").await);
    assert_eq!(app.database.count("email_subscriptions where email = 'new@example.com' and not subscribed").await, 1);
}

#[tokio::test]
async fn an_opt_out_of_a_contact_made_in_the_batch_is_kept() {
    let app = App::start().await;
    app.database
        .execute(
            "insert into email_preferences (email, unsubscribed_all, source) values ('bob@example.com', true, 'page')",
        )
        .await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let events = json!({"events": [{"name": "seen", "email": "bob@example.com"}, {"name": "seen", "userId": "u-1", "email": "bob@example.com"}]});
    app.call("ingest_event_batch", events).await;
    assert_eq!(
        app.database.text("select unsubscribed_all from email_preferences where email = 'ada@example.com'").await,
        "true"
    );
}

#[tokio::test]
async fn live_runs_and_memberships_that_meet_are_one() {
    let app = App::start().await;
    let a = put(&app, json!({"userId": "u-1"})).await;
    let b = put(&app, json!({"email": "bob@example.com"})).await;
    for (contact, entered, other) in [(&a, "2026-05-01", "cart-a"), (&b, "2026-06-01", "cart-b")] {
        app.database
            .execute(&format!(
                "insert into bucket_memberships (id, contact_id, bucket_id, source, entered_at) values (gen_random_uuid(), '{contact}', 'pro', 'event', '{entered}');
                 insert into bucket_memberships (id, contact_id, bucket_id, source) values (gen_random_uuid(), '{contact}', '{other}', 'event');
                 insert into journey_states (id, contact_id, journey_id, journey_version, status, wake_at) values (gen_random_uuid(), '{contact}', 'nudge', sha256('v'), 'waiting', now());
                 insert into journey_states (id, contact_id, journey_id, run_key, journey_version) values (gen_random_uuid(), '{contact}', 'nudge', '{other}', sha256('v'));
                 insert into journey_waits (id, state_id, contact_id, event, step_key, deadline)
                 select gen_random_uuid(), id, contact_id, 'checkout', 's', now() from journey_states where contact_id = '{contact}' and status = 'waiting'"
            ))
            .await;
    }
    event(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    let runs = format!(
        "select string_agg(concat_ws(' ', run_key, status, exit_reason), ', ' order by run_key, status) from journey_states where contact_id = '{a}'"
    );
    assert_eq!(app.database.text(&runs).await, " exited merged,  waiting, cart-a active, cart-b active");
    let waits = format!("select string_agg(status, ' ' order by status) from journey_waits where contact_id = '{a}'");
    assert_eq!(app.database.text(&waits).await, "cancelled pending");
    let members = format!(
        "select string_agg(concat_ws(' ', bucket_id, status, leave_reason, entered_at::date), ', ' order by bucket_id, status) from bucket_memberships where contact_id = '{a}' and bucket_id = 'pro'"
    );
    assert_eq!(app.database.text(&members).await, "pro active 2026-05-01, pro left merged 2026-06-01");
    assert_eq!(app.database.count(&format!("bucket_memberships where contact_id = '{a}'")).await, 4);
}

#[tokio::test]
async fn ids_of_losers_lead_to_the_survivor_in_one_step() {
    let app = App::start().await;
    let first = put(&app, json!({"anonymousId": "a-1"})).await;
    put(&app, json!({"email": "bob@example.com"})).await;
    event(&app, json!({"email": "bob@example.com", "anonymousId": "a-1"})).await;
    let last = put(&app, json!({"userId": "u-1"})).await;
    event(&app, json!({"userId": "u-1", "email": "bob@example.com"})).await;
    assert_eq!(app.database.count(&format!("contacts where merged_into = '{last}'")).await, 2);
    assert_eq!(app.database.text(&format!("select merged_into from contacts where id = '{first}'")).await, last);
}
