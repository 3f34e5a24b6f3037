//! What heals an import.

use serde_json::json;
use tests::ImportApp;
use tests::imports::work;

async fn sweep(app: &ImportApp) -> (usize, usize) {
    let swept = app.app.engine.sweep_imports().await.unwrap();
    (swept.asked, swept.closed)
}

#[tokio::test]
async fn lost_messages_are_sent_again_after_a_quarter_of_an_hour() {
    let app = ImportApp::start().await;
    let job = app.begin("email\na@x.test\n", json!({})).await;
    app.aws.new_messages().await;
    assert_eq!(sweep(&app).await, (0, 0), "it may simply wait for its turn");
    app.app.database.execute("update jobs set progress_at = now() - interval '16 minutes'").await;
    assert_eq!(sweep(&app).await, (1, 0));
    assert_eq!(sweep(&app).await, (0, 0), "asked for once");
    assert!(work(&app.app.engine, &app.aws.new_messages().await[0]).await);

    app.aws.new_messages().await;
    app.app.database.execute("update jobs set progress_at = now() - interval '16 minutes'").await;
    assert_eq!(sweep(&app).await, (1, 0));
    assert_eq!(sweep(&app).await, (0, 0), "asked for once");
    app.drain().await;
    assert_eq!(app.job(&job).await["status"], "completed");
}

#[tokio::test]
async fn an_import_of_ten_million_rows_that_wait_does_not_hold_up_the_sweep() {
    let app = ImportApp::start().await;
    app.begin("email\na@x.test\n", json!({})).await;
    // More than the statement time-out allows, if each chunk looked at all others.
    app.app
        .database
        .execute(
            r#"update jobs set status = 'running', cursor = '{"done": true}';
               insert into import_chunks (job_id, chunk_no, first_row, byte_from, byte_to)
               select id, n, n * 1000, n * 1000, n * 1000 + 1000 from jobs, generate_series(0, 9999) n"#,
        )
        .await;
    assert_eq!(sweep(&app).await, (0, 0));
}

#[tokio::test]
async fn a_job_whose_last_worker_was_killed_before_it_closed_it_is_closed() {
    let app = ImportApp::start().await;
    let job = app.import("email\na@x.test\nbad\n", json!({})).await;
    app.app.database.execute("update jobs set status = 'running', finished_at = null, processed_rows = 0").await;
    assert_eq!(sweep(&app).await, (0, 1));
    assert_eq!(app.job(job["id"].as_str().unwrap()).await["status"], "completed_with_errors");
    assert_eq!(
        app.app.database.text("select processed_rows || ' ' || failed_rows || ' ' || result from jobs").await,
        r#"2 1 {"created": 1, "updated": 0}"#
    );
}

#[tokio::test]
async fn a_file_that_nobody_can_split_fails_its_job_after_ten_attempts_in_a_row() {
    let app = ImportApp::start().await;
    let job = app.begin("email\na@x.test\n", json!({})).await;
    let split = app.aws.new_messages().await.remove(0);
    app.app.database.execute("update jobs set cursor = '7', attempts = 9").await;
    assert_eq!((sweep(&app).await, &app.job(&job).await["status"]), ((0, 0), &json!("pending")));
    assert!(!work(&app.app.engine, &split).await);
    app.app.database.execute("update jobs set lease_until = now() - interval '1 second'").await;
    sweep(&app).await;
    let shown = app.job(&job).await;
    assert_eq!(shown["error"], "The file could not be split in ten attempts; nothing of it was written");
    assert_eq!((&shown["status"], work(&app.app.engine, &split).await), (&json!("failed"), true));

    // What goes on is not counted: a large file may take more than ten functions one after the other.
    app.begin("email\na@x.test\n", json!({})).await;
    app.app.database.execute("update jobs set attempts = 9 where status = 'pending'").await;
    app.drain().await;
    assert_eq!(app.app.database.text("select attempts from jobs where status = 'completed'").await, "0");
}

#[tokio::test]
async fn a_chunk_that_nobody_can_do_fails_its_job_and_not_the_others() {
    let app = ImportApp::start().await;
    let rows: String = (0..1_500).map(|n| format!("c{n}@x.test\n")).collect();
    let job = app.begin(&format!("email\n{rows}"), json!({})).await;
    assert!(work(&app.app.engine, &app.aws.new_messages().await[0]).await);
    let chunks = app.aws.new_messages().await;
    app.app
        .database
        .execute("update import_chunks set attempts = 10, lease_until = now() - interval '1 minute' where chunk_no = 0")
        .await;
    assert!(work(&app.app.engine, &chunks[1]).await);
    assert_eq!(sweep(&app).await, (0, 1));
    let job = app.job(&job).await;
    assert_eq!((&job["status"], job["processedRows"].to_string().as_str()), (&json!("failed"), "500"));
    assert!(job["error"].as_str().unwrap().ends_with("near row 2"), "{job}");
}

#[tokio::test]
async fn an_upload_that_nobody_started_ends_after_a_day() {
    let app = ImportApp::start().await;
    let upload = app.admin("create_import_upload", json!({})).await;
    sweep(&app).await;
    let job = upload.body["jobId"].as_str().unwrap();
    assert_eq!(app.job(job).await["status"], "uploading");
    app.app.database.execute("update jobs set progress_at = now() - interval '25 hours'").await;
    sweep(&app).await;
    assert_eq!(app.job(job).await["status"], "canceled");
}

#[tokio::test]
async fn an_outage_of_s3_brings_the_message_back_and_loses_nothing() {
    let app = ImportApp::start().await;
    let job = app.begin("email\na@x.test\n", json!({})).await;
    let split = app.aws.new_messages().await.remove(0);
    // As often as the SDK tries.
    wiremock::Mock::given(wiremock::matchers::method("GET"))
        .respond_with(wiremock::ResponseTemplate::new(503))
        .up_to_n_times(3)
        .with_priority(1)
        .mount(&app.aws.server)
        .await;
    assert!(!work(&app.app.engine, &split).await);
    assert!(work(&app.app.engine, &split).await, "its lease was given back");
    app.drain().await;
    assert_eq!(app.job(&job).await["status"], "completed");
}
