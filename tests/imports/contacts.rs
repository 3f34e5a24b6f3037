//! Rows of contacts.

use serde_json::{Value, json};
use tests::ImportApp;

fn counts(job: &Value) -> [i64; 4] {
    ["processedRows", "succeededRows", "createdRows", "updatedRows"].map(|name| job[name].to_string().parse().unwrap())
}

#[tokio::test]
async fn a_bad_row_fails_alone_and_empty_cells_set_nothing() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"email": "b@x.test", "properties": {"plan": "pro"}})).await;
    let job = app.import("externalId,email,plan\nu-11,a@x.test,\n,b@x.test,\n,,\n", json!({})).await;
    assert_eq!((counts(&job), &job["status"]), ([3, 2, 1, 1], &json!("completed_with_errors")));
    assert_eq!(job["errors"], json!([{"row": 4, "error": "email or userId is required"}]));
    let stored = "select string_agg(concat_ws(' ', external_id, email, properties), ', ' order by email) from contacts";
    assert_eq!(app.app.database.text(stored).await, r#"u-11 a@x.test {}, b@x.test {"plan": "pro"}"#);
}

#[tokio::test]
async fn errors_name_the_line_and_the_column_and_a_repeated_chunk_counts_nothing_twice() {
    let app = ImportApp::start().await;
    let file = "User ID;E-Mail;age:number\nu-1;a@x.test;7\nu-2;b@x.test;\n;;3\nu-4;no-address;\nu-5;;\n";
    let columns = json!({"columns": {"User ID": "userId", "E-Mail": "email"}});
    let job = app.begin(file, columns).await;
    tests::imports::work(&app.app.engine, &app.aws.new_messages().await[0]).await;
    let chunk = app.aws.new_messages().await.remove(0);
    let second = app.second_engine();
    let both =
        futures::future::join(tests::imports::work(&app.app.engine, &chunk), tests::imports::work(&second, &chunk));
    assert_eq!(both.await, (true, true));
    assert!(tests::imports::work(&app.app.engine, &chunk).await);
    let job = app.job(&job).await;
    assert_eq!((counts(&job), &job["status"]), ([5, 3, 3, 0], &json!("completed_with_errors")));
    assert_eq!((&job["failedRows"].to_string()[..], &job["percent"].to_string()[..]), ("2", "100"));
    let errors = json!([
        {"row": 4, "error": "email or userId is required"},
        {"row": 5, "error": "column \"E-Mail\": not a valid address"},
    ]);
    assert_eq!(job["errors"].to_string(), errors.to_string());
    assert_eq!(app.app.database.count("contacts").await, 3);
}

#[tokio::test]
async fn columns_are_taken_for_what_the_import_says() {
    let app = ImportApp::start().await;
    let file = "Email Address,First Name,LTV,Notes\na@x.test,Ada,12.50,secret\n";
    let columns = json!({"Email Address": "email", "First Name": "first_name", "LTV": "ltv:number", "Notes": null});
    app.import(file, json!({ "columns": columns })).await;
    let stored = "select concat_ws(' ', email, properties) from contacts";
    assert_eq!(app.app.database.text(stored).await, r#"a@x.test {"ltv": 12.50, "first_name": "Ada"}"#);
    let job = app.import(file, json!({"columns": {"E-Mail": "email"}})).await;
    assert_eq!(job["error"], "row 1: has no column \"E-Mail\", which the import names");
}

#[tokio::test]
async fn json_rows_have_the_shape_of_a_put() {
    let app = ImportApp::start().await;
    let rows = json!([
        {"externalId": "u-1", "email": null, "properties": {"plan": "pro"}, "timezone": "Europe/Berlin"},
        {"email": "b@x.test", "lists": {"broadcast": true}},
        {"email": "c@x.test", "lists": {"nowhere": true}},
        "text",
    ]);
    let answer = app.admin("start_import", json!({"format": "json", "data": rows.to_string()})).await;
    app.drain().await;
    let job = app.job(answer.body["jobId"].as_str().unwrap()).await;
    assert_eq!((counts(&job), job["failedRows"].to_string().as_str()), ([4, 2, 2, 0], "2"));
    let errors = json!([{"row": 3, "error": "Unknown list: nowhere"}, {"row": 4, "error": "must be a JSON object"}]);
    assert_eq!(job["errors"].to_string(), errors.to_string());
    let stored = "select concat_ws(' ', external_id, timezone, properties) from contacts where external_id = 'u-1'";
    assert_eq!(app.app.database.text(stored).await, r#"u-1 Europe/Berlin {"plan": "pro"}"#);
}

#[tokio::test]
async fn a_row_whose_refusal_quotes_a_nul_fails_alone() {
    let app = ImportApp::start().await;
    let rows = json!([
        {"email": "a@x.test", "lists": {"a\0": true}},
        {"email": "b@x.test", "properties": {"a\0": 1}},
        {"email": "c@x.test"},
    ]);
    let answer = app.admin("start_import", json!({"format": "json", "data": rows.to_string()})).await;
    app.drain().await;
    let job = app.job(answer.body["jobId"].as_str().unwrap()).await;
    assert_eq!(counts(&job), [3, 1, 1, 0]);
    assert_eq!(job["errors"][0]["error"], "Unknown list: a\u{fffd}");
}

#[tokio::test]
async fn a_repeated_import_changes_nothing() {
    let app = ImportApp::start().await;
    let file = "userId,email,list:broadcast,plan\nu-1,a@x.test,true,pro\nu-2,b@x.test,no,\n";
    let first = app.import(file, json!({})).await;
    let versions = "select string_agg(xmin::text, ' ' order by id) from contacts";
    let written = app.app.database.text(versions).await;
    let second = app.import(file, json!({})).await;
    assert_eq!((counts(&first), counts(&second)), ([2, 2, 2, 0], [2, 2, 0, 2]));
    assert_eq!(app.app.database.text(versions).await, written);
    assert_eq!(app.app.database.count("preference_log").await, 2);
}

#[tokio::test]
async fn an_empty_cell_clears_when_asked_and_null_always_does() {
    let app = ImportApp::start().await;
    app.import("userId,a,b,c\nu-1,1,2,3\n", json!({})).await;
    app.import("userId,a,b,c\nu-1,,\\N,4\n", json!({})).await;
    let properties = "select properties from contacts";
    assert_eq!(app.app.database.text(properties).await, r#"{"a": "1", "c": "4"}"#);
    app.import("userId,a,c\nu-1,,\n", json!({"emptyCells": "clear"})).await;
    assert_eq!(app.app.database.text(properties).await, "{}");
}

#[tokio::test]
async fn modes_take_only_new_or_only_known_contacts() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"userId": "u-1"})).await;
    let file = "userId,plan\nu-1,pro\nu-2,pro\n";
    let job = app.import(file, json!({"mode": "update_only"})).await;
    assert_eq!((counts(&job), job["errors"][0]["row"].to_string().as_str()), ([2, 1, 0, 1], "3"));
    assert_eq!(app.app.database.count("contacts").await, 1);
    let job = app.import(file, json!({"mode": "create_only"})).await;
    assert_eq!((counts(&job), job["errors"][0]["row"].to_string().as_str()), ([2, 1, 1, 0], "2"));
}

#[tokio::test]
async fn a_dry_run_tells_everything_and_writes_nothing() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"userId": "u-1", "email": "a@x.test"})).await;
    let file = "userId,email,list:broadcast\nu-1,new@x.test,true\nu-2,b@x.test,true\nu-3,bad,\n";
    let job = app.import(file, json!({"dryRun": true})).await;
    assert_eq!((counts(&job), &job["dryRun"]), ([3, 2, 1, 1], &json!(true)));
    assert_eq!(app.app.database.text("select string_agg(email, ' ') from contacts").await, "a@x.test");
    for table in ["preference_log", "email_subscriptions", "user_events"] {
        assert_eq!(app.app.database.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn lists_are_joined_with_proof_and_start_nothing() {
    let app = ImportApp::start().await;
    app.app.listen_to("list.subscribed").await;
    let file = "userId,email,list:product-updates\nu-1,a@x.test,\nu-2,b@x.test,false\nu-3,,\n";
    let job = app.import(file, json!({"listIds": ["broadcast"]})).await;
    assert_eq!(counts(&job), [3, 2, 2, 0]);
    assert_eq!(job["errors"][0]["error"], "Contact has no email; cannot manage list membership");
    let choices = "select string_agg(email || ' ' || category || ' ' || subscribed, ', ' order by email, category) from email_subscriptions";
    assert_eq!(
        app.app.database.text(choices).await,
        "a@x.test broadcast true, b@x.test broadcast true, b@x.test product-updates false"
    );
    assert_eq!(app.app.database.count("preference_log where source = 'import' and actor is not null").await, 3);
    assert_eq!(app.app.database.count("user_events where not dispatch").await, 3);
    assert_eq!(app.app.database.count("outbox").await, 0);
}

#[tokio::test]
async fn a_list_with_double_opt_in_needs_a_confirmed_consent() {
    let app = ImportApp::start().await;
    app.app.database.execute("update list_configs set double_opt_in = true where list_id = 'broadcast'").await;
    let file = "email,list:broadcast\na@x.test,true\nb@x.test,false\n";
    let job = app.import(file, json!({})).await;
    assert_eq!(counts(&job), [2, 1, 1, 0]);
    assert!(job["errors"][0]["error"].as_str().unwrap().starts_with("double_opt_in_required"));
    let job = app.import(file, json!({"consentConfirmed": true})).await;
    assert_eq!(counts(&job), [2, 2, 1, 1]);
    assert_eq!(app.app.database.count("email_subscriptions where subscribed").await, 1);
}

#[tokio::test]
async fn a_new_address_of_a_user_id_takes_the_opt_outs_along() {
    let app = ImportApp::start().await;
    let old = json!({"userId": "u-1", "email": "old@x.test", "lists": {"product-updates": false}});
    assert_eq!(app.app.call("put_contact", old).await.status, 200);
    app.import("userId,email\nu-1,new@x.test\n", json!({})).await;
    assert_eq!(app.app.database.text("select email from contacts").await, "new@x.test");
    assert_eq!(app.app.database.count("email_subscriptions where email = 'new@x.test' and not subscribed").await, 1);
}

#[tokio::test]
async fn opt_outs_follow_through_two_addresses_in_one_file() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"userId": "u-1", "email": "a@x.test"})).await;
    app.app
        .database
        .execute("insert into email_preferences (email, unsubscribed_all, source) values ('a@x.test', true, 'page')")
        .await;
    app.import("userId,email\nu-1,b@x.test\nu-1,c@x.test\n", json!({})).await;
    assert_eq!(app.app.database.text("select email from contacts").await, "c@x.test");
    assert_eq!(app.app.database.count("email_preferences where email = 'c@x.test' and unsubscribed_all").await, 1);
}

#[tokio::test]
async fn an_address_goes_from_hand_to_hand_within_one_file() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"userId": "u-1", "email": "a@x.test"})).await;
    app.app.call("put_contact", json!({"userId": "u-3", "email": "d@x.test"})).await;
    let file = "userId,email\nu-1,b@x.test\nu-2,a@x.test\nu-3,e@x.test\nu-1,d@x.test\n";
    let job = app.import(file, json!({})).await;
    assert_eq!((&job["status"], counts(&job)), (&json!("completed"), [4, 4, 1, 3]), "{job}");
    let people = "select string_agg(external_id || ' ' || email, ', ' order by external_id) from contacts where deleted_at is null";
    assert_eq!(app.app.database.text(people).await, "u-1 d@x.test, u-2 a@x.test, u-3 e@x.test");
}

#[tokio::test]
async fn a_row_that_the_database_refuses_fails_alone() {
    let app = ImportApp::start().await;
    // A rule that nothing before the database knows.
    app.app.database.execute("alter table contacts add check (external_id <> 'u-2')").await;
    let job = app.import("userId,n:number\nu-1,1\nu-2,2\nu-3,3\n", json!({})).await;
    assert_eq!(counts(&job), [3, 2, 2, 0]);
    assert_eq!(job["errors"][0]["row"].to_string(), "3");
    assert!(job["errors"][0]["error"].as_str().unwrap().starts_with("could not be written"), "{job}");
}

/// Who chose what: `a@x.test broadcast false, …`.
const CHOICES: &str = "select string_agg(email || ' ' || category || ' ' || subscribed, ', ' order by email, category) from email_subscriptions";

#[tokio::test]
async fn a_yes_of_a_file_overturns_no_opt_out_that_was_imported_before() {
    let app = ImportApp::start().await;
    app.import("email,list\nada@x.test,broadcast\n", json!({"kind": "unsubscribes"})).await;
    let job = app.import("email\nada@x.test\nbob@x.test\n", json!({"listIds": ["broadcast"]})).await;
    assert_eq!((counts(&job), &job["status"]), ([2, 2, 2, 0], &json!("completed")));
    let with_a_column = "email,list:broadcast\nada@x.test,true\n";
    app.import(with_a_column, json!({})).await;
    let rows = json!([{"email": "ada@x.test", "lists": {"broadcast": true}}]).to_string();
    app.admin("start_import", json!({"format": "json", "data": rows})).await;
    app.drain().await;
    assert_eq!(app.app.database.text(CHOICES).await, "ada@x.test broadcast false, bob@x.test broadcast true");
    assert_eq!(app.app.database.count("preference_log where email = 'ada@x.test'").await, 1);
    assert_eq!(app.app.database.count("user_events where event = 'list.subscribed'").await, 1);

    app.import(with_a_column, json!({"consentConfirmed": true})).await;
    assert_eq!(app.app.database.text(CHOICES).await, "ada@x.test broadcast true, bob@x.test broadcast true");
    let proof = "select concat_ws(' ', old_value, new_value, source, detail ->> 'consentConfirmed', detail ->> 'job' is not null) from preference_log where email = 'ada@x.test' order by id desc limit 1";
    assert_eq!(app.app.database.text(proof).await, "f t import true t");
}

#[tokio::test]
async fn who_left_a_list_after_an_import_stays_out_when_the_file_comes_again() {
    let app = ImportApp::start().await;
    let file = "userId,email\nu-1,ada@x.test\n";
    app.import(file, json!({"listIds": ["broadcast"]})).await;
    let left = app.app.call("put_contact", json!({"userId": "u-1", "lists": {"broadcast": false}})).await;
    assert_eq!(left.status, 200, "{left:?}");
    let job = app.import(file, json!({"listIds": ["broadcast"]})).await;
    assert_eq!(
        (counts(&job), app.app.database.text(CHOICES).await.as_str()),
        ([1, 1, 0, 1], "ada@x.test broadcast false")
    );
    // A new address in the file is the same person.
    app.import("userId,email\nu-1,new@x.test\n", json!({"listIds": ["broadcast"]})).await;
    assert_eq!(app.app.database.count("email_subscriptions where subscribed").await, 0);
}

#[tokio::test]
async fn a_no_wins_over_a_yes_of_the_same_file_in_any_order() {
    let app = ImportApp::start().await;
    // Ada's rows share a transaction, Bob's do not.
    let fill: String = (0..120).map(|n| format!("c{n}@x.test,\n")).collect();
    let (yes, no) = ("ada@x.test,true\nbob@x.test,true\n", "ada@x.test,false\n");
    for (name, file) in [
        ("yes first", format!("{yes}{no}{fill}bob@x.test,no\n")),
        ("no first", format!("bob@x.test,no\n{fill}{no}{yes}")),
    ] {
        app.app.database.execute("delete from email_subscriptions").await;
        let file = format!("email,list:broadcast\n{file}");
        app.import(&file, json!({})).await;
        assert_eq!(
            app.app.database.text(CHOICES).await,
            "ada@x.test broadcast false, bob@x.test broadcast false",
            "{name}"
        );
        app.import(&file, json!({"consentConfirmed": true})).await;
        let last = if name == "no first" { "true" } else { "false" };
        assert_eq!(
            app.app.database.text(CHOICES).await,
            format!("ada@x.test broadcast {last}, bob@x.test broadcast {last}"),
            "{name}"
        );
    }
}
