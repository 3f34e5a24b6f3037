//! The schema and the functions' role.

use std::process::Command;

use tests::TestDatabase;
use tests::database::{connect, schema};
use tokio_postgres::error::SqlState;

use crate::given::{PASSWORD, migrated, migrated_database, role_of, url_as};

#[tokio::test]
async fn migrating_twice_applies_nothing_and_gives_the_schema() {
    let database = TestDatabase::empty().await;
    let first = migrated(&database).await.unwrap();
    assert!(!first.applied.is_empty());
    let dumped = dump(&database);
    let second = migrated(&database).await.unwrap();
    assert_eq!((second.applied.len(), second.partitions, second.schema_version), (0, 0, first.schema_version));
    assert_eq!(database.count("schema_migrations").await, first.applied.len() as i64);
    assert_eq!(dump(&database), dumped);
    let reference = TestDatabase::empty().await;
    reference.execute(&schema()).await;
    assert_eq!(dump(&reference), dumped);
}

#[tokio::test]
async fn two_migrations_at_once_apply_each_migration_once() {
    let database = TestDatabase::empty().await;
    let (one, other) = futures::future::join(migrated(&database), migrated(&database)).await;
    let applied = one.unwrap().applied.len() + other.unwrap().applied.len();
    assert_eq!(applied as i64, database.count("schema_migrations").await);
}

#[tokio::test]
async fn a_changed_migration_is_refused_by_name_and_changes_nothing() {
    let database = migrated_database().await;
    database.execute("update schema_migrations set checksum = '1' where version = 1").await;
    let before = dump(&database);
    let refusal = migrated(&database).await.expect_err("refused").to_string();
    assert!(refusal.contains("V1__schema") && refusal.contains("must never be edited"), "{refusal}");
    assert_eq!(dump(&database), before);
    let held = "pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())";
    for _ in 0..100 {
        if database.count(held).await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the lock is still held");
}

#[tokio::test]
async fn a_database_ahead_is_left_alone() {
    let database = migrated_database().await;
    database.execute("insert into schema_migrations values (9999, 'later', '2027-01-01T00:00:00Z', '1')").await;
    assert!(migrated(&database).await.unwrap().applied.is_empty());
}

#[tokio::test]
async fn the_functions_role_has_no_ddl_and_cannot_rewrite_the_logs() {
    let database = migrated_database().await;
    let app = connect(&url_as(&role_of(&database), PASSWORD, &database.name)).await;
    app.batch_execute("insert into audit_log (actor_type, actor, action, resource) values ('system', 's', 'a', 'r'); update settings set value = value").await.unwrap();
    for forbidden in [
        "create table mine (id int)",
        "alter table contacts add column mine int",
        "truncate outbox",
        "update audit_log set actor = 'other'",
        "delete from audit_log",
        "update preference_log set source = 'other'",
        "delete from preference_log",
        "delete from schema_migrations",
    ] {
        let error = app.batch_execute(forbidden).await.expect_err(forbidden);
        assert_eq!(error.code(), Some(&SqlState::INSUFFICIENT_PRIVILEGE), "{forbidden}");
    }
    let settings = "select string_agg(setting, ' ' order by setting) from pg_roles, unnest(rolconfig) setting where rolname = current_user";
    let settings: String = app.query_one(settings, &[]).await.unwrap().get(0);
    assert_eq!(
        settings,
        "idle_in_transaction_session_timeout=10s idle_session_timeout=5min jit=off lock_timeout=2s statement_timeout=8s"
    );
}

/// The schema as text, without the ledger, whose maker is the migration tool, and without grants and session tokens.
fn dump(database: &TestDatabase) -> String {
    let output = Command::new("pg_dump")
        .args(["--schema-only", "--no-owner", "--no-privileges", "--exclude-table=schema_migrations", &database.url])
        .output()
        .expect("pg_dump is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .collect::<Vec<_>>()
        .join("\n")
}
