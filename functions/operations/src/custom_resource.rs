//! CloudFormation's custom resources: the answer by HTTPS that ends the wait of a deployment, whatever happens.

use std::time::Duration;

use platform::{Error, deadline};
use serde::Deserialize;
use serde_json::{Value, json};

/// Kept back from the function's time-out to send the answer: without one CloudFormation waits for its own.
const RESERVE: Duration = Duration::from_secs(30);
/// CloudFormation takes 4096 bytes for the whole answer.
const MAX_REASON_BYTES: usize = 3000;
const PUT_ATTEMPTS: u32 = 4;
const PUT_LIMIT: Duration = Duration::from_secs(6);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    request_type: String,
    #[serde(rename = "ResponseURL")]
    response_url: String,
    stack_id: String,
    request_id: String,
    logical_resource_id: String,
    physical_resource_id: Option<String>,
}

/// Does `work` for a Create or Update and answers CloudFormation; `id` is the resource's id for ever, so that an update
/// never deletes anything. A Delete succeeds without any work: data outlives the stack. `work` must be safe to
/// repeat, because Lambda and CloudFormation both do.
///
/// The result holds what was answered. An event without a `ResponseURL` (a call by hand) is worked on and answered directly.
///
/// # Errors
/// The answer could not be sent; Lambda repeats the invocation then.
pub(crate) async fn run(
    id: &str,
    event: Value,
    work: impl Future<Output = Result<Value, Error>>,
) -> Result<Value, Error> {
    let Ok(request) = serde_json::from_value::<Request>(event) else { return work.await };
    let outcome = if request.request_type == "Delete" {
        Ok(json!({}))
    } else {
        let limit = deadline::current().keeping_back(RESERVE);
        let seconds = limit.remaining().as_secs();
        let late = || Err(Error::internal(format!("not done within {seconds} s")));
        limit.cut(work).await.unwrap_or_else(late)
    };
    let answer = answer(id, &request, outcome);
    send(&request.response_url, &answer).await?;
    Ok(answer)
}

fn answer(id: &str, request: &Request, outcome: Result<Value, Error>) -> Value {
    // A rollback deletes what a failed Create named: it must be told the same id again.
    let id = request.physical_resource_id.as_deref().filter(|_| request.request_type == "Delete").unwrap_or(id);
    let mut answer = json!({
        "Status": "SUCCESS",
        "PhysicalResourceId": id,
        "StackId": request.stack_id,
        "RequestId": request.request_id,
        "LogicalResourceId": request.logical_resource_id,
    });
    match outcome {
        Ok(data) => answer["Data"] = data,
        Err(error) => {
            tracing::error!(%error, "custom resource failed");
            answer["Status"] = "FAILED".into();
            answer["Reason"] = reason(error).into();
        }
    }
    answer
}

/// The error as whoever deploys reads it, cut at a character.
fn reason(error: Error) -> String {
    let mut text = match error {
        Error::Refused(refusal) => refusal.message,
        other => other.to_string(),
    };
    if text.len() > MAX_REASON_BYTES {
        text.truncate((0..=MAX_REASON_BYTES).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0));
        text.push_str(" …");
    }
    text
}

async fn send(url: &str, answer: &Value) -> Result<(), Error> {
    let mut attempt = 1;
    loop {
        let (url, body) = (url.to_owned(), answer.to_string());
        let sent = tokio::task::spawn_blocking(move || put(&url, body.as_bytes())).await.map_err(Error::internal)?;
        match sent {
            Ok(()) => return Ok(()),
            Err(error) if attempt == PUT_ATTEMPTS => {
                return Err(Error::internal(format!("CloudFormation was not answered: {error}")));
            }
            Err(error) => tracing::warn!(error, attempt, "CloudFormation was not answered, trying again"),
        }
        tokio::time::sleep(Duration::from_millis(500) * attempt).await;
        attempt += 1;
    }
}

fn put(url: &str, body: &[u8]) -> Result<(), String> {
    let agent = ureq::Agent::config_builder().timeout_global(Some(PUT_LIMIT)).build().new_agent();
    // The signature of the URL covers an empty content type.
    let sent = agent.put(url).header("content-type", "").send(body);
    // The URL is a credential and must not stand in the log; ureq's errors do not quote it.
    sent.map(drop).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use platform::Error;
    use platform::deadline::Deadline;
    use serde_json::{Value, json};
    use wiremock::matchers::method;
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::{MAX_REASON_BYTES, reason, run};

    #[tokio::test(start_paused = true)]
    async fn work_that_hangs_is_answered_before_the_functions_time_out() {
        let server = MockServer::start().await;
        Mock::given(method("PUT")).respond_with(ResponseTemplate::new(200)).expect(1).mount(&server).await;
        let event = json!({
            "RequestType": "Create", "ResponseURL": server.uri(), "StackId": "stack", "RequestId": "r-1",
            "LogicalResourceId": "Migrate",
        });
        let started = tokio::time::Instant::now();
        let hangs = std::future::pending::<Result<Value, Error>>();
        let answer = Deadline::after(Duration::from_secs(300)).scope(run("sounder-migrate", event, hangs)).await;
        assert!(started.elapsed() <= Duration::from_secs(271), "{:?}", started.elapsed());
        let answer = answer.expect("answered");
        assert_eq!((&answer["Status"], &answer["PhysicalResourceId"]), (&json!("FAILED"), &json!("sounder-migrate")));
        assert!(answer["Reason"].as_str().is_some_and(|reason| reason.contains("not done within")), "{answer}");
    }

    #[test]
    fn a_reason_fits_and_ends_at_a_character() {
        let text = reason(platform::Error::internal("ä".repeat(4000)));
        assert!(text.len() <= MAX_REASON_BYTES + " …".len());
        assert!(text.starts_with("ää") && text.ends_with(" …"));
    }
}
