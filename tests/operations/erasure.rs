//! Deleted contacts: restored within thirty days, or erased.

use engine::contacts::erase::Erased;
use platform::database::Database;
use serde_json::{Value, json};
use tests::App;
use tests::app::{ADMIN, Answer, Call};

const DAY_31: &str = "2026-07-16T12:00:01Z";

async fn put(app: &App, body: Value) -> String {
    app.call("put_contact", body).await.body["id"].as_str().expect("an id").to_owned()
}

async fn remove(app: &App, id: &str, query: &str) -> Answer {
    app.request("remove_contact", Call::without_body("DELETE").key(Some(ADMIN)).path("id", id).query(query)).await
}

async fn restore(app: &App, id: &str) -> Answer {
    app.request("restore_contact", Call::without_body("POST").key(Some(ADMIN)).path("id", id)).await
}

async fn erase(app: &App) -> Option<Erased> {
    let owner = Database::connect_to(&app.database.url, 1).expect("an owner");
    let deadline = platform::deadline::Deadline::after(std::time::Duration::from_secs(900));
    deadline.scope(app.engine.erase_due_contacts(&owner)).await.expect("erased")
}

/// Ada with everything that one can have, and her id.
async fn ada(app: &App) -> String {
    let id =
        put(app, json!({"userId": "u-ada", "email": "ada@example.com", "properties": {"name": "Ada Lovelace"}})).await;
    put(app, json!({"userId": "u-ada", "email": "ada@new.example.com", "lists": {"product-updates": false}})).await;
    put(app, json!({"email": "ada@old.example.com"})).await;
    app.call("ingest_event", json!({"name": "seen", "userId": "u-ada", "email": "ada@old.example.com", "eventProperties": {"name": "Ada Lovelace"}})).await;
    app.database
        .execute(&format!(
            "insert into email_suppressions (email, reason) values ('ada@example.com', 'hard_bounce');
             insert into email_bounce_counters (email) values ('ada@example.com');
             insert into email_preferences (email, unsubscribed_all, source) values ('ada@new.example.com', true, 'page');
             insert into email_sends (id, kind, contact_id, user_key, to_email, subject, props, category, status)
             values (gen_random_uuid(), 'system', '{id}', 'u-ada', 'ada@new.example.com', 'Hello Ada Lovelace', '{{\"name\": \"Ada Lovelace\"}}', 'journey', 'queued');
             insert into journey_states (id, contact_id, journey_id, journey_version, status, wake_at, context)
             values (gen_random_uuid(), '{id}', 'nudge', sha256('v'), 'waiting', now(), '{{\"name\": \"Ada Lovelace\"}}');
             insert into bucket_memberships (id, contact_id, bucket_id, source) values (gen_random_uuid(), '{id}', 'pro', 'event')"
        ))
        .await;
    id
}

/// Every row of every table that holds a text, as text.
async fn dump_holds(app: &App, needle: &str) -> Vec<String> {
    let tables = "select string_agg(quote_ident(table_name), ' ' order by table_name) from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'";
    let mut holding = Vec::new();
    for table in app.database.text(tables).await.split(' ') {
        if app.database.count(&format!("{table} t where t::text ilike '%{needle}%'")).await > 0 {
            holding.push(table.to_owned());
        }
    }
    holding
}

#[tokio::test]
async fn a_deleted_contact_comes_back_with_its_keys_and_history() {
    let app = App::start().await;
    let id = ada(&app).await;
    assert_eq!(remove(&app, "u-ada", "").await.body, json!({"deleted": true}));
    assert_eq!(remove(&app, "u-ada", "").await.code(), "contact_not_found");
    let ended = "select (s.status, s.exit_reason, b.leave_reason) from journey_states s, bucket_memberships b";
    assert_eq!(app.database.text(ended).await, "(exited,contact_deleted,contact_deleted)");
    let back = restore(&app, &id).await;
    assert_eq!((back.status, &back.body["contact"]["email"]), (200, &json!("ada@new.example.com")));
    for address in ["ada@example.com", "ada@old.example.com"] {
        assert_eq!(put(&app, json!({"email": address})).await, id, "also what was an alias");
    }
    assert_eq!(app.database.count(&format!("user_events where contact_id = '{id}' and event = 'seen'")).await, 1);
    assert_eq!(restore(&app, &id).await.status, 404, "it is not deleted any more");
    assert_eq!(
        app.database.text("select status || params::text from jobs").await,
        format!(r#"canceled{{"contactId": "{id}"}}"#)
    );
    assert_eq!(erase(&app).await, Some(Erased::default()));
    let audit = "select string_agg(action, ' ' order by id) from audit_log";
    assert_eq!(app.database.text(audit).await, "contact.delete contact.restore");
}

#[tokio::test]
async fn a_contact_whose_key_was_taken_stays_deleted() {
    let app = App::start().await;
    let id = ada(&app).await;
    remove(&app, &id, "").await;
    put(&app, json!({"email": "ada@old.example.com"})).await;
    let refused = restore(&app, &id).await;
    assert_eq!((refused.status, refused.code()), (409, "identity_conflict"));
    assert_eq!(app.database.count("contacts where deleted_at is null").await, 1);
    assert_eq!(restore(&app, "no-uuid").await.status, 404);
}

#[tokio::test]
async fn thirty_days_later_nothing_is_left_but_a_hash() {
    let mut app = App::at("2026-06-16T12:00:00Z").await;
    let id = ada(&app).await;
    remove(&app, &id, "").await;
    assert_eq!(erase(&app).await, Some(Erased::default()), "not yet");
    app.set_clock(DAY_31);
    assert_eq!(restore(&app, &id).await.code(), "invalid_state", "an erasure that is due cannot be stopped");
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    for trace in ["ada@", "u-ada", "Lovelace"] {
        assert_eq!(dump_holds(&app, trace).await, Vec::<String>::new(), "{trace}");
    }
    let rows = "select string_agg(concat_ws(' ', delete_reason, properties, coalesce(merged_into::text = :id, false)), ', ' order by merged_into nulls first) from contacts";
    let rows = rows.replace(":id", &format!("'{id}'"));
    assert_eq!(app.database.text(&rows).await, "erased {} f, erased {} t", "the rows stay, also the merged one's");
    assert_eq!(app.database.text("select (status, reason) from email_sends").await, "(skipped,contact_deleted)");
    assert_eq!(app.database.text("select status from jobs").await, "completed");
    let hash = app.database.text("select email from email_suppressions").await;
    assert!(hash.starts_with("sha256:") && hash.len() == 71, "{hash}");
    assert_eq!(erase(&app).await, Some(Erased::default()), "once");
    assert_eq!(remove(&app, &id, "mode=erase").await.status, 404);
    // Whoever comes with the address again is suppressed still.
    let again = app.call("put_contact", json!({"email": "ada@example.com", "lists": {"broadcast": true}})).await;
    assert_eq!(again.body["warnings"], json!(["suppressed"]));
}

#[tokio::test]
async fn an_operator_has_somebody_erased_at_once() {
    let app = App::start().await;
    let id = ada(&app).await;
    let first = remove(&app, "u-ada", "mode=erase").await;
    assert_eq!(first.status, 202, "{first:?}");
    let second = remove(&app, &id, "mode=erase").await;
    assert_eq!((second.status, &second.body["jobId"]), (202, &first.body["jobId"]), "the same job");
    assert_eq!(restore(&app, &id).await.code(), "invalid_state");
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    assert_eq!(dump_holds(&app, "ada@").await, Vec::<String>::new());
    let wrong = remove(&app, &id, "mode=shred").await;
    assert_eq!((wrong.status, &wrong.body["issues"][0]["path"]), (400, &json!(["mode"])));
}

#[tokio::test]
async fn a_killed_erasure_is_begun_again_and_a_failed_one_holds_up_nobody() {
    let app = App::start().await;
    ada(&app).await;
    put(&app, json!({"userId": "u-bob", "email": "bob@example.com"})).await;
    remove(&app, "u-ada", "mode=erase").await;
    remove(&app, "u-bob", "mode=erase").await;
    app.database
        .execute(
            "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
             create trigger refuse before delete on journey_states for each row execute function refuse()",
        )
        .await;
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 1 }), "Bob is erased, Ada half");
    assert_eq!(dump_holds(&app, "bob@").await, Vec::<String>::new());
    assert_eq!(app.database.count("user_events where event = 'seen'").await, 0, "events went before the failure");
    app.database.execute("drop trigger refuse on journey_states").await;
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    assert_eq!(dump_holds(&app, "ada@").await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_chosen_by_whoever_came_with_the_address_since_stays() {
    let mut app = App::at("2026-06-16T12:00:00Z").await;
    let first = put(&app, json!({"userId": "u-1", "email": "cy@example.com"})).await;
    put(&app, json!({"userId": "u-1", "email": "cy@new.example.com", "lists": {"product-updates": false}})).await;
    remove(&app, "u-1", "").await;
    app.set_clock("2026-06-17T12:00:00Z");
    let second =
        put(&app, json!({"email": "cy@example.com", "lists": {"broadcast": true, "product-updates": false}})).await;
    assert_ne!(first, second);
    app.database
        .execute(
            "insert into email_preferences (email, unsubscribed_all, source) values ('cy@example.com', true, 'page');
             insert into email_suppressions (email, reason) values ('cy@example.com', 'complaint')",
        )
        .await;
    app.set_clock(DAY_31);
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    for (rows, number) in [
        ("email_subscriptions where email = 'cy@example.com'", 2),
        ("email_preferences where email = 'cy@example.com' and unsubscribed_all", 1),
        ("email_suppressions where email = 'cy@example.com'", 1),
        ("email_subscriptions where email = 'cy@new.example.com'", 0),
        ("preference_log where email = 'cy@new.example.com'", 0),
    ] {
        assert_eq!(app.database.count(rows).await, number, "{rows}");
    }
    assert!(app.database.count("preference_log where email = 'cy@example.com'").await >= 2, "the proof stays, too");
}

#[tokio::test]
async fn what_was_chosen_by_somebody_who_can_still_be_restored_stays_until_his_own_erasure() {
    let mut app = App::at("2026-06-16T12:00:00Z").await;
    let first = put(&app, json!({"userId": "u-1", "email": "cy@example.com"})).await;
    remove(&app, &first, "").await;
    app.set_clock("2026-07-01T12:00:00Z");
    let second = put(&app, json!({"email": "cy@example.com", "lists": {"product-updates": false}})).await;
    remove(&app, &second, "").await;
    app.set_clock(DAY_31);
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    let choices = "email_subscriptions where email = 'cy@example.com' and not subscribed";
    assert_eq!(app.database.count(choices).await, 1);
    app.set_clock("2026-08-01T12:00:00Z");
    assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    assert_eq!(app.database.count(choices).await, 0);
    assert_eq!(dump_holds(&app, "cy@").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_suppression_that_ends_by_itself_weakens_no_hash() {
    let app = App::start().await;
    for (reason, ends) in [("complaint", "null"), ("soft_bounce", "now() + interval '1 day'")] {
        put(&app, json!({"email": "cy@example.com"})).await;
        let suppressed = format!(
            "insert into email_suppressions (email, reason, expires_at) values ('cy@example.com', '{reason}', {ends})"
        );
        app.database.execute(&suppressed).await;
        let id =
            app.database.text("select id from contacts where email = 'cy@example.com' and deleted_at is null").await;
        remove(&app, &id, "mode=erase").await;
        assert_eq!(erase(&app).await, Some(Erased { contacts: 1, failed: 0 }));
    }
    assert_eq!(app.database.text("select (reason, expires_at) from email_suppressions").await, "(complaint,)");
}
