//! SQS and SES that answer at once, and remember nothing.

use std::sync::OnceLock;

use serde_json::{Value, json};
use wiremock::matchers::{header, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

static SERVER: OnceLock<MockServer> = OnceLock::new();

/// The one server, on a thread of its own; the process' environment points at it. One, because the clients of a process
/// are made once.
pub async fn start() -> &'static MockServer {
    let server = match SERVER.get() {
        Some(server) => server,
        None => {
            let server = answering().await;
            SERVER.get_or_init(|| server)
        }
    };
    tests::aws::set_environment(&[
        ("AWS_ENDPOINT_URL", &server.uri()),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "bench"),
        ("AWS_SECRET_ACCESS_KEY", "bench"),
    ]);
    server
}

async fn answering() -> MockServer {
    let server = MockServer::builder().disable_request_recording().start().await;
    Mock::given(path("/v2/email/outbound-emails"))
        .respond_with(|_: &Request| {
            ResponseTemplate::new(200).set_body_json(json!({"MessageId": uuid::Uuid::now_v7()}))
        })
        .mount(&server)
        .await;
    Mock::given(header("x-amz-target", "AmazonSQS.SendMessageBatch")).respond_with(accept).mount(&server).await;
    server
}

/// The queues of the stand-in.
pub fn queues(server: &MockServer) -> platform::queues::Queues {
    let topics = ["campaign-control", "mail-bulk", "event-router"];
    platform::queues::Queues::with_urls(topics.map(|topic| (topic.to_owned(), format!("{}/1/{topic}", server.uri()))))
}

fn accept(request: &Request) -> ResponseTemplate {
    let body: Value = serde_json::from_slice(&request.body).expect("JSON");
    let entries = body["Entries"].as_array().cloned().unwrap_or_default();
    let accepted: Vec<Value> = entries
        .iter()
        .map(|entry| json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "d41d8cd98f00b204e9800998ecf8427e"}))
        .collect();
    tests::aws::json(200, &json!({"Successful": accepted, "Failed": []}))
}
