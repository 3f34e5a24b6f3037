//! What SES says of the account.

use serde_json::{Value, json};
use tests::app::{ADMIN, Call, handler_named};
use tests::aws::json as answer;
use tests::{App, Aws};
use wiremock::matchers::{method, path};
use wiremock::{Mock, ResponseTemplate};

use crate::given::{engine_on, migrated_database};

async fn refresh(app: &App) -> Result<Value, platform::Error> {
    platform::lambda::invoke(&app.engine, handler_named("refresh_ses_account"), json!({})).await
}

async fn ses_says(aws: &Aws, response: ResponseTemplate, times: u64) {
    Mock::given(method("GET"))
        .and(path("/v2/email/account"))
        .respond_with(response)
        .up_to_n_times(times)
        .with_priority(1)
        .mount(&aws.server)
        .await;
}

#[tokio::test]
async fn the_account_is_kept_and_shown_to_keys() {
    let (aws, database) = (Aws::start().await, migrated_database().await);
    let app = App { engine: engine_on(&database), database };
    app.add_key("admin", ADMIN, &["full-admin"]).await;
    let account = json!({
        "SendingEnabled": true, "ProductionAccessEnabled": false, "EnforcementStatus": "HEALTHY",
        "SendQuota": {"Max24HourSend": 200.0, "MaxSendRate": 1.0, "SentLast24Hours": 150.0},
    });
    ses_says(&aws, answer(200, &account), 1).await;
    refresh(&app).await.expect("an answer");
    // SES is away: what was known stays.
    ses_says(&aws, ResponseTemplate::new(503), 9).await;
    let error = refresh(&app).await.expect_err("away").to_string();
    assert!(error.contains("GetAccount") && error.contains("503"), "{error}");
    let health = app.request("health", Call::without_body("GET").key(Some(ADMIN))).await;
    let expected = json!({"sendingEnabled": true, "sandbox": true, "ratePerSecond": 1.0, "quotaLeft": 50.0});
    assert_eq!(health.body["components"]["mail"], expected);
    let bare = app.request("health", Call::without_body("GET").key(None)).await;
    assert_eq!(bare.body["components"].get("mail"), None);
}
