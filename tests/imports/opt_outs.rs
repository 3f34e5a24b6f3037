//! Rows of unsubscribes.

use serde_json::json;
use tests::ImportApp;

const CHOICES: &str = "select string_agg(concat_ws(' ', email, category, subscribed), ', ' order by email, category) from email_subscriptions";
const ALL_MAIL: &str = "select string_agg(email || ' ' || unsubscribed_all_at::date, ', ' order by email) from email_preferences where unsubscribed_all";

#[tokio::test]
async fn people_leave_a_list_or_all_mail_whether_a_contact_has_the_address_or_not() {
    let app = ImportApp::start().await;
    let contact = json!({"userId": "u-1", "email": "old@x.test", "lists": {"broadcast": true}});
    app.app.call("put_contact", contact).await;
    app.app.call("put_contact", json!({"userId": "u-1", "email": "new@x.test"})).await;
    app.app.listen_to("list.unsubscribed").await;
    let file = "email,list,at\nnew@x.test,broadcast,2024-03-01\nstranger@x.test,product-updates,\ngone@x.test,,2023-05-01T00:00:00Z\nx@x.test,nowhere,\n";
    let job = app.import(file, json!({"kind": "unsubscribes"})).await;
    assert_eq!((job["createdRows"].to_string().as_str(), job["failedRows"].to_string().as_str()), ("3", "1"));
    assert_eq!(job["errors"][0]["error"], "Unknown list: nowhere");
    assert_eq!(
        app.app.database.text(CHOICES).await,
        "new@x.test broadcast f, old@x.test broadcast f, stranger@x.test product-updates f"
    );
    assert_eq!(app.app.database.text(ALL_MAIL).await, "gone@x.test 2023-05-01");
    assert_eq!(
        app.app.database.count("preference_log where source = 'import' and detail ->> 'at' is not null").await,
        4
    );
    assert_eq!(app.app.database.count("user_events where event = 'list.unsubscribed' and not dispatch").await, 1);
    assert_eq!(app.app.database.count("outbox").await, 0);
}

#[tokio::test]
async fn a_repeated_import_changes_nothing_and_never_opts_in() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"userId": "u-1", "email": "a@x.test", "lists": {"broadcast": false}})).await;
    let file = "email,list\na@x.test,broadcast\na@x.test,\na@x.test,\n";
    let first = app.import(file, json!({"kind": "unsubscribes"})).await;
    let log = app.app.database.count("preference_log").await;
    let second = app.import(file, json!({"kind": "unsubscribes"})).await;
    assert_eq!((first["createdRows"].to_string().as_str(), second["createdRows"].to_string().as_str()), ("1", "0"));
    assert_eq!((log, app.app.database.count("preference_log").await), (2, 2));
    assert_eq!(app.app.database.text(CHOICES).await, "a@x.test broadcast f");
    let refused = json!({"format": "csv", "data": "email\n", "kind": "unsubscribes", "listIds": ["broadcast"]});
    assert_eq!(app.admin("start_import", refused).await.status, 400);
}
