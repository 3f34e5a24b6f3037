//! `Custom::Migrate` and `Custom::Publish` through CloudFormation's life cycle, with its answer received by a stand-in.

use engine::{Clock, Engine};
use platform::lambda::invoke;
use serde_json::{Value, json};
use tests::app::handler_named;
use tests::aws::set_environment;
use tests::database::server_url;
use tests::{Aws, TestDatabase};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::given::{PASSWORD, content_folder, engine_on, migrated_database, role_of, starter_content};

async fn cloudformation() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("PUT")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    server
}

fn event(server: &MockServer, request: &str, resource: &str) -> Value {
    json!({
        "RequestType": request, "ResponseURL": format!("{}/answer?X-Amz-Signature=s", server.uri()), "StackId": "stack", "RequestId": "r-1",
        "LogicalResourceId": resource, "ResourceType": format!("Custom::{resource}"), "ResourceProperties": {"CodeVersion": "1"},
    })
}

async fn answers(server: &MockServer) -> Vec<Value> {
    let requests = server.received_requests().await.expect("recorded");
    for request in &requests {
        assert!(
            request.headers.get("content-type").is_none_or(|value| value.is_empty()),
            "the URL's signature covers no content type"
        );
    }
    requests.iter().map(|request| serde_json::from_slice(&request.body).expect("JSON")).collect()
}

async fn last_answer(server: &MockServer) -> Value {
    answers(server).await.pop().expect("an answer")
}

async fn secrets_of(database: &TestDatabase) -> Aws {
    let config: tokio_postgres::Config = server_url().parse().expect("a URL");
    let secret = |user: &str, password: &str| {
        json!({"host": "127.0.0.1", "port": config.get_ports()[0], "username": user, "password": password, "dbname": database.name}).to_string()
    };
    set_environment(&[
        ("OWNER_DATABASE_SECRET_ARN", "arn:owner"),
        ("DATABASE_SECRET_ARN", "arn:app"),
        ("DATABASE_TLS", "disable"),
    ]);
    let password = config.get_password().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let aws =
        Aws::start().await.with_secret("arn:owner", &secret(config.get_user().unwrap_or("postgres"), &password)).await;
    aws.with_secret("arn:app", &secret(&role_of(database), PASSWORD)).await
}

/// An engine whose database is gone.
fn without_database() -> Engine {
    Engine::for_tests("postgres://nobody@127.0.0.1:1/none", Clock::Database).expect("an engine")
}

#[tokio::test]
async fn create_and_update_of_migrate_answer_with_the_schemas_version() {
    let database = TestDatabase::empty().await;
    let (_aws, server) = (secrets_of(&database).await, cloudformation().await);
    for request in ["Create", "Update"] {
        invoke(&without_database(), handler_named("migrate"), event(&server, request, "Migrate"))
            .await
            .expect("answered");
        let answer = last_answer(&server).await;
        assert_eq!(
            (&answer["Status"], &answer["PhysicalResourceId"]),
            (&json!("SUCCESS"), &json!("sounder-migrate")),
            "{answer}"
        );
        assert_eq!(answer["Data"]["SchemaVersion"], database.text("select max(version) from schema_migrations").await);
        assert_eq!(
            (&answer["StackId"], &answer["RequestId"], &answer["LogicalResourceId"]),
            (&json!("stack"), &json!("r-1"), &json!("Migrate"))
        );
    }
}

#[tokio::test]
async fn a_failed_update_says_why_and_its_rollback_succeeds() {
    let database = TestDatabase::empty().await;
    let (_aws, server) = (secrets_of(&database).await, cloudformation().await);
    let migrate = || invoke_migrate(&server, "Update");
    migrate().await;
    database
        .execute(
            "create table kept as select version, checksum from schema_migrations; update schema_migrations set checksum = '1'",
        )
        .await;
    migrate().await;
    let failed = last_answer(&server).await;
    assert_eq!((&failed["Status"], &failed["PhysicalResourceId"]), (&json!("FAILED"), &json!("sounder-migrate")));
    assert!(failed["Reason"].as_str().unwrap().contains("must never be edited"), "{failed}");
    database
        .execute("update schema_migrations m set checksum = k.checksum from kept k where k.version = m.version")
        .await;
    migrate().await;
    assert_eq!(last_answer(&server).await["Status"], "SUCCESS");
}

async fn invoke_migrate(server: &MockServer, request: &str) {
    invoke(&without_database(), handler_named("migrate"), event(server, request, "Migrate")).await.expect("answered");
}

#[tokio::test]
async fn delete_succeeds_with_the_database_gone() {
    let server = cloudformation().await;
    for (handler, resource) in [("migrate", "Migrate"), ("publish", "Publish")] {
        let mut delete = event(&server, "Delete", resource);
        delete["PhysicalResourceId"] = "the-id-it-was-given".into();
        invoke(&without_database(), handler_named(handler), delete).await.expect("answered");
        let answer = last_answer(&server).await;
        assert_eq!(
            (&answer["Status"], &answer["PhysicalResourceId"]),
            (&json!("SUCCESS"), &json!("the-id-it-was-given"))
        );
    }
}

#[tokio::test]
async fn publish_answers_with_the_release_and_repeats_harmlessly() {
    let (database, server) = (migrated_database().await, cloudformation().await);
    set_environment(&[
        ("CONTENT_PATH", starter_content().to_str().unwrap()),
        ("PUBLIC_BASE_URL", "https://mail.example.com/"),
        ("ALLOWED_SENDERS", "*@example.com"),
    ]);
    for request in ["Create", "Create", "Update"] {
        invoke(&engine_on(&database), handler_named("publish"), event(&server, request, "Publish"))
            .await
            .expect("answered");
        let answer = last_answer(&server).await;
        assert_eq!(
            (&answer["Status"], &answer["PhysicalResourceId"]),
            (&json!("SUCCESS"), &json!("sounder-publish")),
            "{answer}"
        );
        assert_eq!(answer["Data"]["Release"], database.text("select max(id) from content_releases").await);
    }
    assert_eq!(database.count("content_releases").await, 1);
    assert_eq!(
        database.text("select value #>> '{}' from settings where key = 'public_base_url'").await,
        "https://mail.example.com"
    );
}

#[tokio::test]
async fn broken_content_fails_the_deployment_with_file_and_reason() {
    let (database, server, folder) = (migrated_database().await, cloudformation().await, content_folder());
    std::fs::write(folder.path().join("lists/broken.yaml"), "id: broken\nname: Broken\ndefaultOptIn: perhaps\n")
        .unwrap();
    set_environment(&[("CONTENT_PATH", folder.path().to_str().unwrap())]);
    invoke(&engine_on(&database), handler_named("publish"), event(&server, "Update", "Publish"))
        .await
        .expect("answered");
    let answer = last_answer(&server).await;
    assert_eq!(answer["Status"], "FAILED");
    assert!(answer["Reason"].as_str().unwrap().contains("lists/broken.yaml:3"), "{answer}");
    assert_eq!(database.count("content_releases").await, 0);
}

#[tokio::test]
async fn a_database_that_is_away_fails_with_the_reason() {
    let server = cloudformation().await;
    set_environment(&[("CONTENT_PATH", starter_content().to_str().unwrap()), ("ALLOWED_SENDERS", "*@example.com")]);
    invoke(&without_database(), handler_named("publish"), event(&server, "Create", "Publish")).await.expect("answered");
    let answer = last_answer(&server).await;
    assert_eq!((&answer["Status"], &answer["PhysicalResourceId"]), (&json!("FAILED"), &json!("sounder-publish")));
    assert!(answer["Reason"].as_str().unwrap().contains("no connection"), "{answer}");
}
