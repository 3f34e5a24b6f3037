//! Who a call is about, when its keys are known already.

use serde_json::json;
use tests::App;

use crate::people::{event, live, put};

async fn conflicts(app: &App) -> String {
    app.database
        .text("select coalesce(string_agg(kind || ':' || value || ':' || reason, ' '), '') from identity_conflicts")
        .await
}

#[tokio::test]
async fn an_address_of_an_identified_person_does_not_join_a_new_id() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let answer = event(&app, json!({"userId": "u-2", "email": "ada@example.com"})).await;
    assert_eq!(answer["warnings"], json!(["identity_conflict:external_mismatch"]));
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/0", "u-2/-/-/1"]);
    assert_eq!(conflicts(&app).await, "email:ada@example.com:external_mismatch");
}

#[tokio::test]
async fn two_identified_people_stay_two() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    put(&app, json!({"userId": "u-2", "email": "eve@example.com"})).await;
    event(&app, json!({"userId": "u-2", "email": "ada@example.com"})).await;
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/0", "u-2/eve@example.com/-/1"]);
    assert_eq!(conflicts(&app).await, "email:ada@example.com:external_mismatch");
}

#[tokio::test]
async fn an_event_adds_an_alias_not_another_address() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    event(&app, json!({"userId": "u-1", "email": "ada@work.test"})).await;
    event(&app, json!({"email": "ada@work.test"})).await;
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/2"]);
}

#[tokio::test]
async fn an_anonymous_contact_is_promoted_with_its_history() {
    let app = App::start().await;
    for _ in 0..10 {
        event(&app, json!({"anonymousId": "a-1"})).await;
    }
    event(&app, json!({"userId": "u-3", "anonymousId": "a-1"})).await;
    assert_eq!(live(&app).await, ["u-3/-/a-1/11"]);
}

#[tokio::test]
async fn a_shared_browser_does_not_join_two_people() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-3", "email": "cy@example.com", "anonymousId": "a-1"})).await;
    event(&app, json!({"email": "dan@example.com", "anonymousId": "a-1"})).await;
    assert_eq!(live(&app).await, ["u-3/cy@example.com/a-1/0", "-/dan@example.com/-/1"]);
    assert_eq!(conflicts(&app).await, "anonymous:a-1:shared_anonymous");
}

#[tokio::test]
async fn a_second_device_is_an_alias_of_its_owner() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-3", "anonymousId": "a-1"})).await;
    event(&app, json!({"userId": "u-3", "anonymousId": "a-2"})).await;
    event(&app, json!({"anonymousId": "a-2"})).await;
    assert_eq!(live(&app).await, ["u-3/-/a-1/2"]);
}

#[tokio::test]
async fn an_external_and_an_anonymous_id_of_one_text_are_two_keys() {
    let app = App::start().await;
    event(&app, json!({"userId": "x"})).await;
    event(&app, json!({"anonymousId": "x"})).await;
    assert_eq!(live(&app).await, ["x/-/-/1", "-/-/x/1"]);
}

#[tokio::test]
async fn history_is_stored_and_starts_nothing() {
    let app = App::start().await;
    app.listen_to("seen").await;
    event(&app, json!({"userId": "u-1", "dispatch": false})).await;
    assert_eq!(app.database.count("outbox").await, 0);
    assert_eq!(app.database.text("select count from contact_event_stats").await, "1");
    event(&app, json!({"userId": "u-1"})).await;
    assert_eq!(app.database.count("outbox").await, 1);
}

#[tokio::test]
async fn a_stated_address_replaces_the_old_one_and_opt_outs_follow() {
    let app = App::start().await;
    put(
        &app,
        json!({"userId": "u-1", "email": "ada@example.com", "lists": {"product-updates": false, "broadcast": true}}),
    )
    .await;
    app.database
        .execute(
            "insert into email_preferences (email, unsubscribed_all, source) values ('ada@example.com', true, 'page');
             insert into email_suppressions (email, reason) values ('ada@example.com', 'hard_bounce')",
        )
        .await;
    let before = app.database.count("preference_log").await;
    for _ in 0..2 {
        put(&app, json!({"userId": "u-1", "email": "ada@new.test"})).await;
    }
    event(&app, json!({"email": "ada@example.com"})).await;
    assert_eq!(live(&app).await, ["u-1/ada@new.test/-/1"], "the old address still leads to her");
    let choices = "select string_agg(concat_ws(' ', email, category, subscribed, source), ', ' order by category) from email_subscriptions where email = 'ada@new.test'";
    assert_eq!(app.database.text(choices).await, "ada@new.test product-updates f email_change");
    let left = "select (unsubscribed_all, source) from email_preferences where email = 'ada@new.test'";
    assert_eq!(app.database.text(left).await, "(t,email_change)");
    assert_eq!(app.database.count("email_suppressions where email = 'ada@new.test'").await, 0, "it may deliver");
    let logged = "select string_agg(concat_ws(' ', field, coalesce(category, '-'), new_value, source), ', ' order by field) from preference_log where email = 'ada@new.test'";
    assert_eq!(
        app.database.text(logged).await,
        "subscription product-updates f email_change, unsubscribed_all - t email_change"
    );
    assert_eq!(app.database.count("preference_log").await, before + 2, "repeating it logs nothing");
    // And back: the first address is hers already.
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/1"]);
    let primary = "select string_agg(value || ' ' || role, ', ' order by value) from contact_keys where kind = 'email'";
    assert_eq!(app.database.text(primary).await, "ada@example.com primary, ada@new.test alias");
}

#[tokio::test]
async fn an_address_of_somebody_else_is_not_taken() {
    let app = App::start().await;
    put(&app, json!({"userId": "u-1", "email": "ada@example.com"})).await;
    put(&app, json!({"userId": "u-2", "email": "eve@example.com"})).await;
    let answer = app.call("put_contact", json!({"userId": "u-1", "email": "eve@example.com"})).await;
    assert_eq!(answer.body["warnings"], json!(["identity_conflict:external_mismatch"]));
    assert_eq!(live(&app).await, ["u-1/ada@example.com/-/0", "u-2/eve@example.com/-/0"]);
}
