//! Connections that hang, refuse, or whose password was rotated.

use std::time::{Duration, Instant};

use engine::{Clock, Engine};
use platform::database::{Database, Source};
use platform::queues::Queues;
use serde_json::json;
use tests::app::{Call, call_on};
use tests::aws::set_environment;
use tests::{App, Aws, TestDatabase};
use tokio::net::TcpListener;

use crate::given::{PASSWORD, migrated_database, role_of};

fn event() -> Call {
    Call::new(json!({"name": "x", "userId": "u-1"}))
}

#[tokio::test]
async fn a_database_that_never_answers_is_503_in_time() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://nobody@127.0.0.1:{}/none", silent.local_addr().unwrap().port());
    let engine = Engine::for_tests(&url, Clock::Database).unwrap();
    let started = Instant::now();
    let answer = call_on(&engine, "ingest_event", event()).await;
    assert_eq!((answer.status, answer.code()), (503, "unavailable"));
    assert!(started.elapsed() < Duration::from_millis(5500), "{:?}", started.elapsed());
    assert!(answer.headers["retry-after"].is_string());
}

#[tokio::test]
async fn a_database_that_refuses_connections_is_503() {
    let engine = Engine::for_tests("postgres://nobody@127.0.0.1:1/none", Clock::Database).unwrap();
    let answer = call_on(&engine, "ingest_event", event()).await;
    assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (503, Some("5")));
}

#[tokio::test]
async fn a_statement_that_hangs_is_503_at_the_deadline() {
    let app = App::start().await;
    app.call("ingest_event", json!({"name": "x", "userId": "u-1"})).await;
    let holder = tests::database::connect(&app.database.url).await;
    holder.batch_execute("begin; lock table contacts in access exclusive mode").await.unwrap();
    let started = Instant::now();
    let answer = app.call("ingest_event", json!({"name": "x", "userId": "u-1"})).await;
    assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (503, Some("1")));
    assert!(started.elapsed() < Duration::from_millis(5500), "{:?}", started.elapsed());
    holder.batch_execute("rollback").await.unwrap();
    assert_eq!(app.database.count("user_events").await, 1);
}

#[tokio::test]
async fn a_dead_socket_is_replaced_before_the_first_write() {
    let app = App::start().await;
    assert_eq!(app.call("ingest_event", json!({"name": "x", "userId": "u-1"})).await.status, 202);
    cut(&app.database, "true").await;
    assert_eq!(app.call("ingest_event", json!({"name": "x", "userId": "u-1"})).await.status, 202);
}

#[tokio::test]
async fn rotated_credentials_are_read_again() {
    let database = migrated_database().await;
    let role = role_of(&database);
    let config: tokio_postgres::Config = tests::database::server_url().parse().unwrap();
    let secret = |username: &str| {
        json!({"host": "127.0.0.1", "port": config.get_ports()[0], "username": username, "password": PASSWORD, "dbname": database.name}).to_string()
    };
    set_environment(&[("DATABASE_SECRET_ARN", "arn:app")]);
    let aws = Aws::start().await.with_secret("arn:app", &secret(&role)).await;
    let source = Source::Secret { arn: "arn:app".into(), tls: false };
    let engine = Engine::new(Database::new(source, 2, true), Queues::default(), Clock::Database);
    assert!(engine.health().await.database_latency.is_some());
    aws.server.reset().await;
    // Rotation between two users: it shows the same on a server that trusts local connections and asks for no password.
    let _aws = aws.with_secret("arn:app", &secret(&format!("{role}_b"))).await;
    database
        .execute(&format!("create role {role}_b login in role {role} password '{PASSWORD}'; alter role {role} nologin"))
        .await;
    cut(&database, &format!("usename = '{role}'")).await;
    assert!(engine.health().await.database_latency.is_some());
}

async fn cut(database: &TestDatabase, sessions: &str) {
    let ended = format!(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and {sessions}"
    );
    assert_ne!(database.text(&ended).await, "0");
    let left = format!(
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and {sessions}"
    );
    while database.text(&left).await != "0" {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Where there is a Postgres with TLS: `./dev test` says whether, and skips this otherwise.
#[tokio::test]
async fn a_database_with_tls_must_show_its_own_certificate_of_a_known_authority() {
    let variable = |name: &str| std::env::var(name).ok();
    let (Some(url), Some(ca), Some(strange)) =
        (variable("TLS_DATABASE_URL"), variable("TLS_DATABASE_CA"), variable("TLS_STRANGE_CA"))
    else {
        eprintln!("skipped: TLS_DATABASE_URL, TLS_DATABASE_CA and TLS_STRANGE_CA name no server with TLS");
        return;
    };
    let config: tokio_postgres::Config = url.parse().unwrap();
    let secret = |host: &str, ca: Option<&str>| {
        let ca = ca.map(|path| std::fs::read_to_string(path).unwrap());
        let password = String::from_utf8(config.get_password().unwrap().to_vec()).unwrap();
        json!({"host": host, "port": config.get_ports()[0], "username": config.get_user(), "password": password,
               "dbname": config.get_dbname(), "caCertificate": ca})
        .to_string()
    };
    let mut aws = Aws::start().await;
    for (case, host, ca, tls, opens) in [
        ("arn:known", "localhost", Some(ca.as_str()), true, true),
        ("arn:strange", "localhost", Some(strange.as_str()), true, false),
        // Public roots alone did not sign a private server.
        ("arn:public", "localhost", None, true, false),
        // The certificate is of another host.
        ("arn:other-host", "127.0.0.1", Some(ca.as_str()), true, false),
        // The role takes no connection without TLS.
        ("arn:plain", "localhost", Some(ca.as_str()), false, false),
    ] {
        aws = aws.with_secret(case, &secret(host, ca)).await;
        let client = Database::new(Source::Secret { arn: case.into(), tls }, 1, true).client().await;
        assert_eq!(client.is_ok(), opens, "{case}: {:?}", client.err());
        if let Ok(client) = client {
            let row = client.query_one("select ssl from pg_stat_ssl where pid = pg_backend_pid()", &[]).await.unwrap();
            assert!(row.get::<_, bool>(0), "{case}");
        }
    }
}
