//! `GET /v1/health`.

use serde_json::json;
use tests::app::{Answer, Call, INGEST, call_on};
use tests::{App, TestDatabase};

use crate::given::{engine_on, migrated, migrated_database};

async fn health_of(database: &TestDatabase, key: Option<&str>) -> Answer {
    call_on(&engine_on(database), "health", Call::without_body("GET").key(key)).await
}

async fn well(database: &TestDatabase) {
    database
        .execute(
            "insert into content_releases (manifest_hash, engine) values (sha256('m'), '0');
             insert into queue_stats (queue, visible, in_flight, oldest_secs) values ('mail-bulk', 3, 0, 41)",
        )
        .await;
}

#[tokio::test]
async fn details_are_shown_with_a_key_only() {
    let database = migrated_database().await;
    well(&database).await;
    let app = App { engine: engine_on(&database), database };
    app.add_key("ingest", INGEST, &["ingest"]).await;
    let bare = health_of(&app.database, None).await;
    assert_eq!((bare.status, &bare.body["status"], &bare.body["version"]), (200, &json!("healthy"), &json!("1.0.0")));
    assert!(bare.body["uptime"].is_number() && bare.body["timestamp"].is_string());
    let up = json!({"status": "up"});
    assert_eq!(bare.body["components"], json!({"database": up, "migrations": up, "content": up, "queues": up}));
    let full = health_of(&app.database, Some(INGEST)).await;
    assert!(full.body["components"]["database"]["latencyMs"].is_number());
    assert_eq!(full.body["components"]["queues"]["oldestAgeSeconds"]["mail-bulk"].to_string(), "41");
    assert_eq!(full.body["components"]["deadLetters"]["pending"].to_string(), "0");
    assert_eq!(full.headers["cache-control"], "no-store");
    assert_eq!(health_of(&app.database, Some("hsk_wrong")).await.body["components"]["database"], up);
}

#[tokio::test]
async fn health_answers_anybody_in_known_words() {
    let database = migrated_database().await;
    well(&database).await;
    let app = App { engine: engine_on(&database), database };
    app.add_key("ingest", INGEST, &["ingest"]).await;
    for key in [None, Some(INGEST)] {
        let call = Call::without_body("GET").key(key).header("x-request-id", "test-123");
        let answer = call_on(&app.engine, "health", call).await;
        assert_eq!((answer.status, &answer.headers["x-request-id"]), (200, &json!("test-123")));
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["x-frame-options"], "SAMEORIGIN");
        assert_eq!(answer.body["version"], platform::http::WIRE_VERSION);
        let known = |value: &serde_json::Value, words: &[&str]| words.iter().any(|word| value == word);
        assert!(known(&answer.body["status"], &["healthy", "degraded", "migration_pending"]));
        for name in ["database", "migrations", "content", "queues"] {
            assert!(known(&answer.body["components"][name]["status"], &["up", "down", "unknown"]), "{name}");
        }
        let details = key.is_some();
        assert_eq!(answer.body["components"]["database"]["latencyMs"].is_number(), details);
        assert_eq!(answer.body["components"]["queues"]["oldestAgeSeconds"].is_object(), details);
        assert_eq!(answer.body["components"]["deadLetters"].is_object(), details);
    }
}

#[tokio::test]
async fn the_request_id_is_echoed_or_made() {
    let database = migrated_database().await;
    let call = Call::without_body("GET").key(None).header("x-request-id", "test-123");
    let echoed = call_on(&engine_on(&database), "health", call).await;
    assert_eq!(echoed.headers["x-request-id"], "test-123");
    let made = health_of(&database, None).await;
    assert!(!made.headers["x-request-id"].as_str().unwrap().is_empty());
    assert_eq!(
        (&made.headers["x-content-type-options"], &made.headers["x-frame-options"]),
        (&json!("nosniff"), &json!("SAMEORIGIN"))
    );
}

#[tokio::test]
async fn a_database_that_is_down_is_503_degraded() {
    let database = TestDatabase::create().await;
    let engine = engine::Engine::for_tests("postgres://nobody@127.0.0.1:1/none", engine::Clock::Database).unwrap();
    let answer = call_on(&engine, "health", Call::without_body("GET").key(None)).await;
    assert_eq!((answer.status, &answer.body["status"]), (503, &json!("degraded")));
    assert_eq!(answer.body["components"]["database"]["status"], "down");
    assert_eq!(answer.body["components"]["migrations"]["status"], "unknown");
    drop(database);
}

#[tokio::test]
async fn a_database_that_answers_but_cannot_be_read_is_not_said_to_be_down() {
    let database = migrated_database().await;
    well(&database).await;
    database.execute("drop table queue_stats").await;
    let answer = health_of(&database, None).await;
    assert_eq!((answer.status, &answer.body["status"]), (200, &json!("degraded")));
    let (up, unknown) = (json!({"status": "up"}), json!({"status": "unknown"}));
    assert_eq!(
        answer.body["components"],
        json!({"database": up, "migrations": unknown, "content": unknown, "queues": unknown})
    );
}

#[tokio::test]
async fn a_database_that_answers_and_is_slow_is_not_said_to_be_down() {
    let database = migrated_database().await;
    well(&database).await;
    database.execute("begin; lock table queue_stats").await;
    let answer = health_of(&database, None).await;
    database.execute("rollback").await;
    assert_eq!((answer.status, &answer.body["components"]["database"]["status"]), (200, &json!("up")), "{answer:?}");
}

#[tokio::test]
async fn exactly_the_missing_migrations_are_pending() {
    let database = TestDatabase::empty().await;
    let before = engine_on(&database).health().await.migrations.unwrap();
    assert_eq!((before.applied, before.pending.len()), (0, before.required));
    migrated(&database).await.unwrap();
    let after = engine_on(&database).health().await.migrations.unwrap();
    assert_eq!((after.applied, after.pending.len()), (after.required, 0));
    assert!(migrated(&database).await.unwrap().applied.is_empty());
    database
        .execute("delete from schema_migrations where version = (select max(version) from schema_migrations)")
        .await;
    let cut = engine_on(&database).health().await.migrations.unwrap();
    assert_eq!(cut.pending, vec![before.pending.last().unwrap().clone()]);
    let answer = health_of(&database, None).await;
    assert_eq!((answer.status, &answer.body["status"]), (503, &json!("migration_pending")));
}

#[tokio::test]
async fn a_database_ahead_of_the_build_is_in_sync() {
    let database = migrated_database().await;
    well(&database).await;
    database.execute("insert into schema_migrations values (9999, 'later', '2027-01-01T00:00:00Z', '1')").await;
    assert_eq!(health_of(&database, None).await.body["status"], "healthy");
}

#[tokio::test]
async fn no_content_and_slow_queues_degrade_with_200() {
    let database = migrated_database().await;
    let empty = health_of(&database, None).await;
    assert_eq!((empty.status, &empty.body["status"]), (200, &json!("degraded")));
    well(&database).await;
    for fault in ["oldest_secs = 901", "oldest_secs = 0, seen_at = now() - interval '181 seconds'"] {
        database.execute(&format!("update queue_stats set {fault}")).await;
        let answer = health_of(&database, None).await;
        assert_eq!((answer.status, &answer.body["status"]), (200, &json!("degraded")));
        assert_eq!(answer.body["components"]["queues"]["status"], "down");
    }
}

#[tokio::test]
async fn head_has_no_body() {
    let database = migrated_database().await;
    well(&database).await;
    let answer = call_on(&engine_on(&database), "health", Call::without_body("HEAD").key(None)).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
}
