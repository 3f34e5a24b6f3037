//! Files: how they come, and those that are refused as a whole.

use serde_json::{Value, json};
use tests::ImportApp;
use tests::imports::work;

/// Uploads these bytes as a form would, and runs the import.
async fn upload(app: &ImportApp, bytes: &[u8]) -> Value {
    let upload = app.admin("create_import_upload", json!({"fileName": "people.csv"})).await;
    assert_eq!(upload.status, 201, "{upload:?}");
    let job = upload.body["jobId"].as_str().unwrap().to_owned();
    app.objects.put(upload.body["fields"]["key"].as_str().unwrap(), bytes);
    let started = app.admin("start_import", json!({"jobId": job, "format": "csv"})).await;
    assert_eq!((started.status, &started.body["jobId"]), (202, &json!(job)), "{started:?}");
    app.drain().await;
    app.job(&job).await
}

#[tokio::test]
async fn an_upload_waits_for_its_file_and_is_started_once() {
    let app = ImportApp::start().await;
    let upload = app.admin("create_import_upload", json!({})).await;
    let job = upload.body["jobId"].as_str().unwrap();
    assert_eq!(upload.body["uploadUrl"], json!(format!("{}/files/", app.aws.server.uri())));
    for field in ["key", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature"] {
        assert!(upload.body["fields"][field].is_string(), "{field}");
    }
    assert_eq!(app.job(job).await["status"], "uploading");
    let start = json!({"jobId": job, "format": "csv"});
    let early = app.admin("start_import", start.clone()).await;
    assert_eq!((early.status, early.code()), (409, "upload_missing"));

    app.objects.put(&format!("imports/{job}"), b"email\na@x.test\n");
    assert_eq!(app.admin("start_import", start.clone()).await.body["status"], "pending");
    app.drain().await;
    assert_eq!(app.job(job).await["status"], "completed");
    // Also when its file was deleted meanwhile.
    app.objects.clear();
    let again = app.admin("start_import", start).await;
    assert_eq!((again.status, &again.body["status"]), (202, &json!("completed")), "{again:?}");
    assert_eq!(app.aws.new_messages().await.len(), 0);
    let unknown = json!({"jobId": uuid::Uuid::now_v7(), "format": "csv"});
    assert_eq!(app.admin("start_import", unknown).await.code(), "import_not_found");
}

#[tokio::test]
async fn a_canceled_upload_cannot_be_started() {
    let app = ImportApp::start().await;
    let upload = app.admin("create_import_upload", json!({})).await;
    let job = upload.body["jobId"].as_str().unwrap();
    app.objects.put(&format!("imports/{job}"), b"email\na@x.test\n");
    assert_eq!(app.of("cancel_import", job).await.status, 200);
    let start = app.admin("start_import", json!({"jobId": job, "format": "csv"})).await;
    assert_eq!((start.status, start.code()), (409, "invalid_state"));
}

#[tokio::test]
async fn a_file_that_is_replaced_or_removed_after_the_start_is_not_read() {
    let app = ImportApp::start().await;
    let job = app.begin("email\na@x.test\n", json!({})).await;
    app.objects.put(&format!("imports/{job}"), b"email\nevil@x.test\n");
    app.drain().await;
    let shown = app.job(&job).await;
    assert_eq!(
        (&shown["status"], &shown["error"]),
        (&json!("failed"), &json!("The file was replaced or removed after the import was started"))
    );

    let job = app.begin("email\na@x.test\n", json!({})).await;
    assert!(work(&app.app.engine, &app.aws.new_messages().await[0]).await);
    app.objects.clear();
    app.drain().await;
    assert_eq!(app.job(&job).await["status"], "failed");
    assert_eq!(app.app.database.count("contacts").await, 0);
}

#[tokio::test]
async fn a_file_that_is_not_well_formed_writes_nothing_and_tells_where() {
    let app = ImportApp::start().await;
    let good: String = (0..3_000).map(|n| format!("c{n}@x.test,x\n")).collect();
    let with = |last: &[u8]| [b"email,note\n", good.as_bytes(), last].concat();
    for (file, told) in [
        (with(b"caf\xe9@x.test,x\n"), "row 3002: is not UTF-8; save the file as UTF-8"),
        (with(b"a@x.test,\"open\nb@x.test,x\n"), "row 3002: has a quote that is not closed"),
        (
            with(&[b"a@x.test,".to_vec(), vec![b'x'; 1_100_000]].concat()),
            "row 3002: is longer than 1 MiB; perhaps a quote is not closed",
        ),
        (b"Ada,Bob\n1,2\n".to_vec(), "row 1: must name the columns, externalId, userId or email among them"),
        (b"email,list:nowhere\na@x.test,true\n".to_vec(), "row 1: Unknown list: nowhere"),
        (b"email,a\0b\na@x.test,1\n".to_vec(), "row 1: has a control character in the title of column 2"),
        (b"email,list:\0\na@x.test,1\n".to_vec(), "row 1: has a control character in the title of column 2"),
    ] {
        let job = upload(&app, &file).await;
        assert_eq!((&job["status"], &job["error"]), (&json!("failed"), &json!(told)));
        assert_eq!((&job["errors"], job["processedRows"].to_string().as_str()), (&Value::Null, "0"));
    }
    assert_eq!(app.app.database.count("contacts").await, 0);
}

#[tokio::test]
async fn a_file_without_rows_is_completed() {
    let app = ImportApp::start().await;
    for file in ["email,plan\n", "\n"] {
        let job = app.import(file, json!({})).await;
        assert_eq!(
            (&job["status"], &job["errors"], &job["percent"].to_string()[..]),
            (&json!("completed"), &Value::Null, "100")
        );
    }
}

#[tokio::test]
async fn a_file_with_another_delimiter_a_mark_and_quoted_lines_is_read_as_written() {
    let app = ImportApp::start().await;
    for delimiter in [";", "\t", ","] {
        let file = "\u{feff}email|\"our\nnote\"|vip:bool\r\n\"a@x.test\"|\"first, \"\"second\"\"\r\nthird\"|yes\r\n"
            .replace('|', delimiter);
        let job = upload(&app, file.as_bytes()).await;
        assert_eq!(job["status"], "completed", "{job}");
        let stored: Value =
            serde_json::from_str(&app.app.database.text("select properties from contacts").await).unwrap();
        assert_eq!(stored, json!({"our\nnote": "first, \"second\"\r\nthird", "vip": true}));
    }
}

#[tokio::test]
async fn a_killed_splitter_is_followed_by_one_that_goes_on() {
    let app = ImportApp::start().await;
    let file: String =
        std::iter::once("email\n".to_owned()).chain((0..2_500).map(|n| format!("c{n}@x.test\n"))).collect();
    let job = app.begin(&file, json!({})).await;
    let message = app.aws.new_messages().await.remove(0);
    // Killed after two chunks were saved, before anything was asked for.
    let at = file.find("c2000@").unwrap();
    let cursor = json!({"byte": at, "row": 2002, "chunks": 2, "rows": 2000, "done": false, "layout": {"csv": {
        "delimiter": ",", "columns": [{"title": "email", "target": {"field": "email"}}]}}});
    app.app
        .database
        .execute(&format!(
            "update jobs set status = 'running', cursor = '{cursor}';
         insert into import_chunks (job_id, chunk_no, first_row, byte_from, byte_to) values
           ('{job}', 0, 2, 6, {middle}), ('{job}', 1, 1002, {middle}, {at})",
            middle = file.find("c1000@").unwrap(),
        ))
        .await;
    assert!(work(&app.app.engine, &message).await);
    assert!(work(&app.app.engine, &message).await, "delivered again");
    app.drain().await;
    let job = app.job(&job).await;
    assert_eq!((&job["status"], job["createdRows"].to_string().as_str()), (&json!("completed"), "2500"));
    assert_eq!(app.app.database.count("import_chunks").await, 3);
}
