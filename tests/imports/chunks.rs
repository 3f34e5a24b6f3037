//! Chunks: twice at once, killed, canceled.

use serde_json::json;
use tests::ImportApp;
use tests::imports::work;

/// 250 contacts: a chunk of three transactions.
fn file() -> String {
    std::iter::once("userId,email\n".to_owned()).chain((0..250).map(|n| format!("u-{n:03},c{n}@x.test\n"))).collect()
}

/// Splits the file and gives the message of its one chunk.
async fn chunk_of(app: &ImportApp) -> (String, serde_json::Value) {
    let job = app.begin(&file(), json!({})).await;
    assert!(work(&app.app.engine, &app.aws.new_messages().await[0]).await);
    (job, app.aws.new_messages().await.remove(0))
}

#[tokio::test]
async fn a_chunk_delivered_twice_at_once_is_written_once() {
    let app = ImportApp::start().await;
    let (job, chunk) = chunk_of(&app).await;
    let second = app.second_engine();
    assert_eq!(futures::future::join(work(&app.app.engine, &chunk), work(&second, &chunk)).await, (true, true));
    let job = app.job(&job).await;
    assert_eq!((&job["status"], job["createdRows"].to_string().as_str()), (&json!("completed"), "250"));
    assert_eq!(app.app.database.count("contacts").await, 250);
}

#[tokio::test]
async fn two_workers_that_both_believe_to_have_the_lease_write_each_row_once() {
    let app = ImportApp::start().await;
    let (job, chunk) = chunk_of(&app).await;
    // The first one is slow to get its bytes.
    let bytes = wiremock::ResponseTemplate::new(206).set_body_bytes(&file().as_bytes()["userId,email\n".len()..]);
    wiremock::Mock::given(wiremock::matchers::header_exists("range"))
        .respond_with(bytes.set_delay(std::time::Duration::from_secs(1)))
        .up_to_n_times(1)
        .with_priority(1)
        .mount(&app.aws.server)
        .await;
    // The second one is between its first and second transaction when the bytes come.
    app.app.call("put_contact", json!({"userId": "u-150"})).await;
    let blocker = tests::database::connect(&app.app.database.url).await;
    blocker.batch_execute("begin; select 1 from contacts where external_id = 'u-150' for update").await.unwrap();
    let first_is_done = std::cell::Cell::new(false);
    let both_wait = async {
        let waiting =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        for _ in 0..2_000 {
            // The first one waits for the chunk, or has seen already that it was moved.
            if first_is_done.get() || app.app.database.text(waiting).await == "2" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        blocker.batch_execute("rollback").await.unwrap();
    };
    let second = app.second_engine();
    let steals = async {
        let asked =
            |requests: Vec<wiremock::Request>| requests.iter().any(|request| request.headers.contains_key("range"));
        while !asked(app.aws.server.received_requests().await.unwrap_or_default()) {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        // As if the lease had run out meanwhile.
        app.app.database.execute("update import_chunks set lease_until = now() - interval '1 second'").await;
        work(&second, &chunk).await
    };
    let first = async {
        let done = work(&app.app.engine, &chunk).await;
        first_is_done.set(true);
        done
    };
    let done = futures::future::join3(first, steals, both_wait).await;
    // One that gave up waiting has its message again.
    assert!((done.0 && done.1) || work(&second, &chunk).await);
    let job = app.job(&job).await;
    assert_eq!((job["processedRows"].to_string(), job["createdRows"].to_string()), ("250".into(), "249".into()));
    assert_eq!((&job["status"], job["updatedRows"].to_string().as_str()), (&json!("completed"), "1"));
}

#[tokio::test]
async fn a_killed_chunk_goes_on_behind_what_it_had_committed() {
    let app = ImportApp::start().await;
    let (job, chunk) = chunk_of(&app).await;
    app.app.call("put_contact", json!({"userId": "u-150"})).await;
    let blocker = tests::database::connect(&app.app.database.url).await;
    blocker.batch_execute("begin; select 1 from contacts where external_id = 'u-150' for update").await.unwrap();
    tokio::select! {
        _ = work(&app.app.engine, &chunk) => panic!("the second transaction waits for a lock"),
        () = app.app.wait_for_lock() => {}
    }
    blocker.batch_execute("rollback").await.unwrap();
    assert_eq!(app.job(&job).await["processedRows"].to_string(), "100");

    let second = app.second_engine();
    assert!(work(&second, &chunk).await);
    assert_eq!(app.job(&job).await["processedRows"].to_string(), "100", "its lease lives on");
    app.app.database.execute("update import_chunks set lease_until = now() - interval '16 minutes'").await;
    assert_eq!(app.app.engine.sweep_imports().await.unwrap().asked, 1);
    app.drain().await;
    let job = app.job(&job).await;
    assert_eq!((&job["status"], job["createdRows"].to_string().as_str()), (&json!("completed"), "249"));
    assert_eq!((job["processedRows"].to_string().as_str(), job["updatedRows"].to_string().as_str()), ("250", "1"));
}

#[tokio::test]
async fn a_canceled_import_stops_between_two_transactions() {
    let app = ImportApp::start().await;
    let (job, chunk) = chunk_of(&app).await;
    app.app.call("put_contact", json!({"userId": "u-150"})).await;
    let blocker = tests::database::connect(&app.app.database.url).await;
    blocker.batch_execute("begin; select 1 from contacts where external_id = 'u-150' for update").await.unwrap();
    let cancels = async {
        app.app.wait_for_lock().await;
        let answer = app.of("cancel_import", &job).await;
        blocker.batch_execute("rollback").await.unwrap();
        answer
    };
    let (done, canceled) = futures::future::join(work(&app.app.engine, &chunk), cancels).await;
    assert_eq!((done, canceled.status, &canceled.body["status"]), (true, 200, &json!("canceled")));
    let shown = app.job(&job).await;
    assert_eq!((&shown["status"], shown["processedRows"].to_string().as_str()), (&json!("canceled"), "200"));
    assert_eq!(app.app.database.count("contacts").await, 200);
    assert!(work(&app.app.engine, &chunk).await);
    assert_eq!(app.app.database.count("contacts").await, 200);
}

#[tokio::test]
async fn chunks_that_overlap_in_their_contacts_run_at_once() {
    let app = ImportApp::start().await;
    let rows: Vec<String> = (0..2_000).map(|n| format!("u-{},c{}@x.test,{n}\n", n % 400, n % 400)).collect();
    let job = app.begin(&format!("userId,email,n:number\n{}", rows.concat()), json!({})).await;
    assert!(work(&app.app.engine, &app.aws.new_messages().await[0]).await);
    let chunks = app.aws.new_messages().await;
    let second = app.second_engine();
    let both = futures::future::join(work(&app.app.engine, &chunks[0]), work(&second, &chunks[1])).await;
    assert_eq!((chunks.len(), both), (2, (true, true)));
    let job = app.job(&job).await;
    assert_eq!((&job["status"], job["createdRows"].to_string().as_str()), (&json!("completed"), "400"));
    assert_eq!(job["updatedRows"].to_string(), "1600");
}
