//! AWS clients, made at first use and kept for the life of the process.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use tokio::sync::OnceCell;

const CONNECT: Duration = Duration::from_secs(2);
/// What was read before may serve while Secrets Manager is away.
const SECRETS_OPERATION: Duration = Duration::from_secs(2);
/// A send after commit must not keep a caller waiting; what it misses is the relay's.
const SQS_OPERATION: Duration = Duration::from_secs(2);
/// Of an answer that has begun: the bytes of a large object take as long as they take.
const S3_READ: Duration = Duration::from_secs(10);
const SES_OPERATION: Duration = Duration::from_secs(10);

static CONFIG: OnceCell<SdkConfig> = OnceCell::const_new();
static SQS: OnceCell<aws_sdk_sqs::Client> = OnceCell::const_new();
static SES: OnceCell<aws_sdk_sesv2::Client> = OnceCell::const_new();
static S3: OnceCell<aws_sdk_s3::Client> = OnceCell::const_new();
static SECRETS: OnceCell<aws_sdk_secretsmanager::Client> = OnceCell::const_new();

/// Region, credentials and endpoint from the environment; HTTPS by rustls with ring.
pub async fn config() -> &'static SdkConfig {
    CONFIG
        .get_or_init(|| async {
            let https = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
            aws_config::defaults(BehaviorVersion::latest())
                .http_client(https)
                .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).build())
                .load()
                .await
        })
        .await
}

/// SQS, two seconds for an operation with its retries.
pub async fn sqs() -> &'static aws_sdk_sqs::Client {
    SQS.get_or_init(|| async {
        let config = aws_sdk_sqs::config::Builder::from(config().await).timeout_config(within(SQS_OPERATION)).build();
        aws_sdk_sqs::Client::from_conf(config)
    })
    .await
}

/// SES v2 without retries: a repeated time-out would be a second mail.
pub async fn ses() -> &'static aws_sdk_sesv2::Client {
    SES.get_or_init(|| async {
        let config = aws_sdk_sesv2::config::Builder::from(config().await)
            .retry_config(RetryConfig::disabled())
            .timeout_config(within(SES_OPERATION))
            .build();
        aws_sdk_sesv2::Client::from_conf(config)
    })
    .await
}

/// S3.
pub async fn s3() -> &'static aws_sdk_s3::Client {
    S3.get_or_init(|| async {
        let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT).read_timeout(S3_READ).build();
        let config = aws_sdk_s3::config::Builder::from(config().await).timeout_config(timeouts).build();
        aws_sdk_s3::Client::from_conf(config)
    })
    .await
}

/// Secrets Manager, two seconds for an operation with its retries.
pub async fn secrets() -> &'static aws_sdk_secretsmanager::Client {
    SECRETS
        .get_or_init(|| async {
            let config = aws_sdk_secretsmanager::config::Builder::from(config().await)
                .timeout_config(within(SECRETS_OPERATION))
                .build();
            aws_sdk_secretsmanager::Client::from_conf(config)
        })
        .await
}

/// For an operation with its retries.
fn within(operation: Duration) -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(operation).build()
}
