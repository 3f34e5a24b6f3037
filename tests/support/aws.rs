//! A stand-in for AWS services at an HTTP endpoint of this machine.

use std::sync::atomic::{AtomicUsize, Ordering};

use wiremock::matchers::{any, body_partial_json, header};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// The stand-in; requests that it got can be read back.
pub struct Aws {
    pub server: MockServer,
    seen: AtomicUsize,
}

impl Aws {
    /// A server that accepts every `SendMessageBatch`, and the process' environment pointed at it. Clients are one per
    /// process, so a test process uses one stand-in (cargo nextest runs each test in a process of its own).
    pub async fn start() -> Self {
        // SAFETY-free alternative to set_var: the variables are set by the runner, only the endpoint is ours.
        let aws = Self { server: MockServer::start().await, seen: 0.into() }.accepting().await;
        aws.point_environment();
        aws
    }

    /// Accepts every `SendMessageBatch` to which nothing else answers, after a reset of the server.
    pub async fn accepting(self) -> Self {
        Mock::given(any()).respond_with(accept).with_priority(200).mount(&self.server).await;
        self
    }

    /// Accepts everything again and has forgotten what it got.
    pub async fn accept_again(self) -> Self {
        self.server.reset().await;
        Self { seen: 0.into(), ..self }.accepting().await
    }

    /// Makes Secrets Manager hold this text under the ARN.
    pub async fn with_secret(self, arn: &str, text: &str) -> Self {
        let answer = serde_json::json!({"ARN": arn, "Name": arn, "SecretString": text});
        Mock::given(header("x-amz-target", "secretsmanager.GetSecretValue"))
            .and(body_partial_json(serde_json::json!({"SecretId": arn})))
            .respond_with(json(200, &answer))
            .with_priority(10)
            .mount(&self.server)
            .await;
        self
    }

    /// Answers an operation of SQS itself, with the highest priority.
    pub async fn on_sqs(&self, operation: &str, respond: impl wiremock::Respond + 'static) {
        self.on(&format!("AmazonSQS.{operation}"), respond).await;
    }

    /// Answers an operation by its target, with the highest priority.
    pub async fn on(&self, target: &str, respond: impl wiremock::Respond + 'static) {
        Mock::given(header("x-amz-target", target)).respond_with(respond).with_priority(1).mount(&self.server).await;
    }

    /// How often an operation was called.
    pub async fn calls(&self, operation: &str) -> usize {
        let requests = self.server.received_requests().await.unwrap_or_default();
        requests.iter().filter(|request| target(request).ends_with(operation)).count()
    }

    #[allow(unsafe_code)]
    fn point_environment(&self) {
        // SAFETY: set at the start of the test, before any thread reads the environment.
        unsafe {
            std::env::set_var("AWS_ENDPOINT_URL", self.server.uri());
            std::env::set_var("AWS_REGION", "eu-central-1");
            std::env::set_var("AWS_ACCESS_KEY_ID", "test");
            std::env::set_var("AWS_SECRET_ACCESS_KEY", "test");
        }
    }

    /// Bodies of the messages that `SendMessageBatch` brought, in the order of their arrival.
    pub async fn messages(&self) -> Vec<serde_json::Value> {
        let requests = self.server.received_requests().await.unwrap_or_default();
        let sends = requests.iter().filter(|request| target(request).ends_with("SendMessageBatch"));
        sends
            .flat_map(entries)
            .map(|entry| {
                let body = entry["MessageBody"].as_str().expect("a body").to_owned();
                serde_json::from_str(&body).expect("JSON")
            })
            .collect()
    }

    /// Those that came since the last call.
    pub async fn new_messages(&self) -> Vec<serde_json::Value> {
        let all = self.messages().await;
        let seen = self.seen.swap(all.len(), Ordering::SeqCst);
        all[seen..].to_vec()
    }
}

fn target(request: &Request) -> String {
    request.headers.get("x-amz-target").map(|value| value.to_str().unwrap_or_default().to_owned()).unwrap_or_default()
}

pub fn entries(request: &Request) -> Vec<serde_json::Value> {
    let body: serde_json::Value = serde_json::from_slice(&request.body).expect("JSON");
    body["Entries"].as_array().cloned().unwrap_or_default()
}

/// The answer to a `SendMessageBatch` that takes every entry.
pub fn accept(request: &Request) -> ResponseTemplate {
    let successful: Vec<_> = entries(request)
        .iter()
        .map(|entry| {
            let id = entry["Id"].as_str().unwrap_or_default();
            serde_json::json!({"Id": id, "MessageId": format!("m-{id}"), "MD5OfMessageBody": md5_of(entry)})
        })
        .collect();
    json(200, &serde_json::json!({"Successful": successful, "Failed": []}))
}

/// An answer as AWS' JSON protocols write it.
pub fn json(status: u16, body: &serde_json::Value) -> ResponseTemplate {
    ResponseTemplate::new(status).insert_header("content-type", "application/x-amz-json-1.0").set_body_json(body)
}

/// Sets variables of this process, as a function's configuration does.
#[allow(unsafe_code)]
pub fn set_environment(variables: &[(&str, &str)]) {
    for (name, value) in variables {
        // SAFETY: set at the start of the test, before any thread reads the environment.
        unsafe { std::env::set_var(name, value) };
    }
}

/// The SDK does not check the sum of a batch; a fixed text is enough.
fn md5_of(_: &serde_json::Value) -> &'static str {
    "d41d8cd98f00b204e9800998ecf8427e"
}
