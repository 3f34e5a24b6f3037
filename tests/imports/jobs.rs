//! The routes of import jobs.

use serde_json::{Value, json};
use tests::ImportApp;
use tests::app::{ADMIN, Call, INGEST};

#[tokio::test]
async fn imports_are_for_full_admins_and_audited() {
    let app = ImportApp::start().await;
    let body = json!({"format": "csv", "data": "email\na@x.test\n"});
    let refused = app.app.request("start_import", Call::new(body).key(Some(INGEST))).await;
    assert_eq!((refused.status, refused.code()), (403, "insufficient_scope"));
    let job = app.begin("email\na@x.test\n", json!({"fileName": "people.csv"})).await;
    assert_eq!(app.of("cancel_import", &job).await.status, 200);
    assert_eq!(app.of("cancel_import", &job).await.status, 200, "repeated");
    let log = "select string_agg(action || ' ' || outcome || ' ' || coalesce(resource_id, '-'), ', ' order by id) from audit_log";
    assert_eq!(
        app.app.database.text(log).await,
        format!("import.start denied -, import.start done {job}, import.cancel done {job}")
    );
    assert!(!app.app.database.text("select string_agg(detail::text, '') from audit_log").await.contains("a@x.test"));
    app.drain().await;
    assert_eq!(app.app.database.count("contacts").await, 0);
    assert_eq!(app.job(&job).await["fileName"], "people.csv");
}

#[tokio::test]
async fn an_import_shows_the_name_of_its_key_and_the_log_of_consent_its_id() {
    let app = ImportApp::start().await;
    let names = "update api_keys set name = 'Loader' where 'full-admin' = any(scopes)";
    app.app.database.execute(names).await;
    let job = app.import("email\na@x.test\n", json!({"listIds": ["broadcast"]})).await;
    assert_eq!(job["createdBy"], "Loader");
    let listed = app.app.request("list_imports", Call::without_body("GET").key(Some(ADMIN))).await;
    assert_eq!(listed.body["imports"][0]["createdBy"], "Loader");
    let id = app.app.database.text("select id from api_keys where name = 'Loader'").await;
    assert_eq!(app.app.database.text("select actor from preference_log").await, id);
}

#[tokio::test]
async fn bad_wishes_are_told_all_at_once() {
    let app = ImportApp::start().await;
    let body =
        json!({"format": "xml", "mode": "replace", "triggerEvents": true, "listIds": "broadcast", "columns": []});
    let answer = app.admin("start_import", body).await;
    assert_eq!((answer.status, answer.body["issues"].as_array().unwrap().len()), (400, 6), "{answer:?}");
    for columns in [json!({"a\0": null}), json!({"a": "b\0"}), json!({"a".repeat(201): null})] {
        let answer = app.admin("start_import", json!({"format": "csv", "data": "email\n", "columns": columns})).await;
        assert_eq!((answer.status, &answer.body["issues"][0]["path"][0]), (400, &json!("columns")), "{answer:?}");
    }
    let list = app.admin("start_import", json!({"format": "csv", "data": "email\n", "listIds": ["nowhere"]})).await;
    assert_eq!((list.status, list.code()), (404, "unknown_list"));
    let large = app.admin("start_import", json!({"format": "csv", "data": "x".repeat(4 * 1024 * 1024 + 1)})).await;
    assert_eq!((large.status, large.code()), (413, "payload_too_large"));
    assert_eq!(app.app.database.count("jobs").await, 0);
}

#[tokio::test]
async fn options_that_do_not_apply_are_refused() {
    let app = ImportApp::start().await;
    let start = async |options: Value| {
        let mut body = json!({"format": "csv", "data": ""});
        body.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        let answer = app.admin("start_import", body).await;
        let issues = answer.body["issues"].as_array().cloned().unwrap_or_default();
        let names: Vec<String> = issues.iter().map(|issue| issue["path"][0].as_str().unwrap().to_owned()).collect();
        (answer.status, names.join(" "))
    };
    let options =
        json!({"listIds": ["broadcast"], "mode": "create_only", "emptyCells": "clear", "consentConfirmed": true});
    for kind in ["suppressions", "unsubscribes"] {
        let mut options = options.clone();
        options["kind"] = json!(kind);
        assert_eq!(start(options).await, (400, "listIds mode emptyCells consentConfirmed".into()), "{kind}");
    }
    let of_csv = json!({"format": "json", "columns": {"a": "email"}, "emptyCells": "clear"});
    assert_eq!(start(of_csv).await, (400, "columns emptyCells".into()));
    assert_eq!(app.app.database.count("jobs").await, 0);

    let defaults = json!({"kind": "unsubscribes", "format": "json", "mode": "upsert", "emptyCells": "keep", "consentConfirmed": false, "columns": {}, "listIds": []});
    assert_eq!(start(defaults).await, (202, String::new()));
}

#[tokio::test]
async fn the_audit_log_has_the_number_of_columns_and_not_their_titles() {
    let app = ImportApp::start().await;
    let columns: Value = (0..200)
        .map(|n| (format!("{n} {}", "title".repeat(20)), Value::Null))
        .collect::<serde_json::Map<_, _>>()
        .into();
    app.begin("email\n", json!({ "columns": columns })).await;
    let options = "select detail #> '{after,options}' from audit_log where action = 'import.start'";
    let stored: Value = serde_json::from_str(&app.app.database.text(options).await).unwrap();
    assert_eq!((stored["columns"].to_string().as_str(), &stored["kind"]), ("200", &json!("contacts")));
}

#[tokio::test]
async fn an_import_that_has_ended_or_never_was_cannot_be_canceled() {
    let app = ImportApp::start().await;
    let done = app.import("email\na@x.test\n", json!({})).await;
    let answer = app.of("cancel_import", done["id"].as_str().unwrap()).await;
    assert_eq!((answer.status, answer.code()), (409, "invalid_state"));
    for job in ["no-uuid", "01900000-0000-7000-8000-000000000000"] {
        for handler in ["cancel_import", "get_import", "list_import_errors"] {
            assert_eq!(app.of(handler, job).await.code(), "import_not_found");
        }
    }
}

#[tokio::test]
async fn imports_and_their_errors_are_paged() {
    let app = ImportApp::start().await;
    app.import("email\na@x.test\n", json!({})).await;
    let rows: String = (0..250).map(|n| format!("bad-{n}\n")).collect();
    let job = app.import(&format!("email\n{rows}"), json!({"kind": "suppressions"})).await;
    let id = job["id"].as_str().unwrap().to_owned();
    assert_eq!((job["errorCount"].to_string().as_str(), job["errors"].as_array().unwrap().len()), ("250", 100));
    let get = |handler: &'static str, query: String| {
        app.app.request(handler, Call::without_body("GET").key(Some(ADMIN)).path("jobId", &id).query(&query))
    };
    let first = get("list_imports", "limit=1".into()).await.body;
    assert_eq!((&first["imports"][0]["kind"], first["total"].to_string().as_str()), (&json!("suppressions"), "2"));
    let next = format!("limit=1&cursor={}", first["nextCursor"].as_str().unwrap());
    assert_eq!(get("list_imports", next).await.body["imports"][0]["kind"], "contacts");

    let mut lines: Vec<i64> = Vec::new();
    let mut query = "limit=100".to_owned();
    loop {
        let page = get("list_import_errors", query).await.body;
        lines.extend(
            page["errors"].as_array().unwrap().iter().map(|row| row["row"].to_string().parse::<i64>().unwrap()),
        );
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("limit=100&cursor={cursor}");
    }
    assert_eq!(lines, (2..252).collect::<Vec<i64>>());
    let call = Call::without_body("GET").key(Some(ADMIN)).path("jobId", &id).header("accept", "application/x-ndjson");
    let all = app.app.request("list_import_errors", call).await;
    assert_eq!((all.headers["content-type"].as_str(), all.text.lines().count()), (Some("application/x-ndjson"), 250));
    let line: Value = serde_json::from_str(all.text.lines().next().unwrap()).unwrap();
    assert_eq!(line["error"], "column \"email\": not a valid address");
}

#[tokio::test]
async fn ten_thousand_errors_are_kept_and_all_are_counted() {
    let app = ImportApp::start().await;
    let job = app.import(&format!("email\n{}", "bad\n".repeat(10_150)), json!({})).await;
    assert_eq!((job["errorCount"].to_string(), job["failedRows"].to_string()), ("10150".into(), "10150".into()));
    assert_eq!(app.app.database.text("select count(*) || ' ' || max(row_no) from job_errors").await, "10000 10001");
}
