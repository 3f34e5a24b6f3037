//! From Lambda's runtime API to a handler: which handler this process runs, its deadline, and what its result becomes.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures::future::BoxFuture;
use lambda_runtime::{Context, LambdaEvent, service_fn};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::Error;
use crate::budget;
use crate::deadline::Deadline;
use crate::http::{Request, Response, WIRE_VERSION, answer};
use crate::queue::{self, Message};

/// Kept back from Lambda's own time-out, so that an answer is sent before the process is stopped.
const RESERVE: Duration = Duration::from_millis(500);

/// A route answers within this, whatever its function's time-out: clients retry, and locks are not held for them.
const HTTP_LIMIT: Duration = Duration::from_secs(5);

/// What [`invoke`] allows: the longest time-out of a function.
const IN_PROCESS_LIMIT: Duration = Duration::from_secs(900);

/// A route: one request, one answer.
pub type HttpHandler<S> = for<'a> fn(&'a S, Request) -> BoxFuture<'a, Result<Response, Error>>;
/// A consumer of a queue: one message. An error delivers it again.
pub type QueueHandler<S> = for<'a> fn(&'a S, Message) -> BoxFuture<'a, Result<(), Error>>;
/// A schedule's tick or a custom resource: any event, any result.
pub type TaskHandler<S> = for<'a> fn(&'a S, Value) -> BoxFuture<'a, Result<Value, Error>>;

/// One Lambda function of an area. `S` is what its handlers share.
pub enum Handler<S> {
    /// Behind a route of the HTTP API.
    Http(HttpHandler<S>),
    /// Behind an SQS queue with `ReportBatchItemFailures`.
    Queue(QueueHandler<S>),
    /// Behind a schedule or CloudFormation.
    Task(TaskHandler<S>),
}

impl<S> Clone for Handler<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Handler<S> {}

impl<S> std::fmt::Debug for Handler<S> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Http(_) => "Http",
            Self::Queue(_) => "Queue",
            Self::Task(_) => "Task",
        })
    }
}

/// The table of an area's handlers: `handlers! { http ingest_event, queue send_email, task reaper }`.
///
/// Each name is a module of the area with `pub async fn handle(engine: &Engine, …)`, and the function's `Handler:` in
/// the template. Makes `pub fn handlers()`; the area depends on the package `engine`. A consumer runs inside
/// `Engine::consume`, which notes why a message failed for the last time.
#[macro_export]
macro_rules! handlers {
    ($($kind:ident $name:ident),+ $(,)?) => {
        /// The area's Lambda functions by the name of their handler.
        pub fn handlers() -> Vec<(&'static str, $crate::lambda::Handler<::engine::Engine>)> {
            vec![$((stringify!($name), $crate::handlers!(@ $kind $name))),+]
        }
    };
    (@ http $name:ident) => { $crate::lambda::Handler::Http(|engine, request| Box::pin($name::handle(engine, request))) };
    (@ queue $name:ident) => {
        $crate::lambda::Handler::Queue(|engine, message| {
            Box::pin(async move { engine.consume(&message, $name::handle(engine, message.clone())).await })
        })
    };
    (@ task $name:ident) => { $crate::lambda::Handler::Task(|engine, event| Box::pin($name::handle(engine, event))) };
}

/// The whole `main` of an area: runs the handler that `_HANDLER` names until Lambda stops the process.
///
/// With the argument `--handlers` it prints the known names instead. An unknown name fails at once and lists them.
pub fn main<S>(area: &str, handlers: Vec<(&'static str, Handler<S>)>, state: impl FnOnce() -> S) -> ExitCode
where
    S: Send + Sync + 'static,
{
    let known = || handlers.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    if std::env::args().any(|argument| argument == "--handlers") {
        println!("{}", known().join("\n"));
        return ExitCode::SUCCESS;
    }
    let wanted = std::env::var("_HANDLER").unwrap_or_default();
    let Some((_, handler)) = handlers.iter().find(|(name, _)| *name == wanted) else {
        eprintln!("area {area} has no handler {wanted:?}; _HANDLER must be one of: {}", known().join(", "));
        return ExitCode::FAILURE;
    };
    lambda_runtime::tracing::init_default_subscriber();
    tracing::info!(area, handler = wanted, engine = env!("CARGO_PKG_VERSION"), api = WIRE_VERSION, "started");
    // One invocation at a time and about one core: a second thread would only cost memory and start-up time.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no tokio runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(async { serve(*handler, Arc::new(state())).await }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the Lambda runtime ended: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve<S: Send + Sync + 'static>(handler: Handler<S>, state: Arc<S>) -> Result<(), lambda_runtime::Error> {
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Box<RawValue>>| {
        let state = Arc::clone(&state);
        async move {
            let deadline = Deadline::after(time_left(&event.context));
            run(&*state, handler, &event.payload, deadline)
                .await
                .map_err(|error| lambda_runtime::Error::from(error.to_string()))
        }
    }))
    .await
}

/// Calls a handler in this process exactly as the runtime does, event and result as JSON: for tests and benchmarks.
///
/// # Errors
/// What would make Lambda report a failed invocation; a route answers its errors itself.
pub async fn invoke<S>(state: &S, handler: Handler<S>, event: Value) -> Result<Value, Error> {
    let event = serde_json::value::to_raw_value(&event).map_err(Error::internal)?;
    invoke_text(state, handler, &event).await
}

/// [`invoke`] with the event as the text that Lambda would send.
///
/// # Errors
/// As [`invoke`].
pub async fn invoke_text<S>(state: &S, handler: Handler<S>, event: &RawValue) -> Result<Value, Error> {
    run(state, handler, event, Deadline::after(IN_PROCESS_LIMIT)).await
}

async fn run<S>(state: &S, handler: Handler<S>, event: &RawValue, deadline: Deadline) -> Result<Value, Error> {
    match handler {
        Handler::Http(handle) => {
            let request = Request::from_event(event.get())?;
            let (method, request_id) = (request.method().clone(), request.request_id().to_owned());
            let deadline = Deadline::after(deadline.remaining().min(HTTP_LIMIT));
            let (result, budget) = budget::noted(deadline.limit(handle(state, request))).await;
            Ok(answer(&method, &request_id, budget, result))
        }
        Handler::Queue(handle) => queue::lift(value_of(event)?, |message| deadline.limit(handle(state, message))).await,
        Handler::Task(handle) => deadline.limit(handle(state, value_of(event)?)).await,
    }
}

fn value_of(event: &RawValue) -> Result<Value, Error> {
    serde_json::from_str(event.get()).map_err(Error::internal)
}

fn time_left(context: &Context) -> Duration {
    context.deadline().duration_since(SystemTime::now()).unwrap_or_default().saturating_sub(RESERVE)
}

#[cfg(test)]
mod tests {
    use super::{Handler, invoke};
    use crate::Error;
    use crate::http::Response;
    use domain::refusal::{Kind, Refusal};
    use serde_json::{Value, json};

    fn request(method: &str) -> Value {
        json!({"version": "2.0", "rawPath": "/v1/x", "rawQueryString": "", "headers": {"x-request-id": "r-1"},
               "requestContext": {"timeEpoch": 1, "http": {"method": method, "path": "/v1/x", "sourceIp": "::1"}}})
    }

    #[tokio::test]
    async fn a_refusal_becomes_the_envelope_with_all_headers() {
        let handler: Handler<()> = Handler::Http(|(), _| {
            Box::pin(async { Err(Refusal::new(Kind::Unauthorized, "unauthorized", "Unauthorized").into()) })
        });
        let answer = invoke(&(), handler, request("GET")).await.expect("an answer");
        assert_eq!(answer["statusCode"].to_string(), "401");
        assert_eq!(answer["headers"]["x-content-type-options"], "nosniff");
        assert_eq!(answer["headers"]["x-request-id"], "r-1");
        let body: Value = serde_json::from_str(answer["body"].as_str().expect("text")).expect("JSON");
        assert_eq!(body, json!({"error": "Unauthorized", "code": "unauthorized", "requestId": "r-1"}));
    }

    #[tokio::test]
    async fn an_unexpected_error_hides_its_details() {
        let handler: Handler<()> = Handler::Http(|(), _| Box::pin(async { Err(Error::internal("secret detail")) }));
        let answer = invoke(&(), handler, request("POST")).await.expect("an answer");
        assert_eq!(answer["statusCode"].to_string(), "500");
        assert!(!answer.to_string().contains("secret detail"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_route_is_cut_after_five_seconds() {
        let handler: Handler<()> = Handler::Http(|(), _| {
            Box::pin(async {
                tokio::time::sleep(std::time::Duration::from_secs(60)).await;
                Ok(Response::empty(204))
            })
        });
        let answer = invoke(&(), handler, request("GET")).await.expect("an answer");
        assert_eq!(answer["statusCode"].to_string(), "503");
        assert_eq!(answer["headers"]["retry-after"], "1");
    }

    #[tokio::test]
    async fn no_name_of_a_query_parameter_fails_an_invocation() {
        let handler: Handler<()> = Handler::Http(|(), _| Box::pin(async { Ok(Response::empty(204)) }));
        // With the numbers of arbitrary precision this is the name by which the library's values know a number.
        for value in ["x", "1"] {
            let text = request("GET").to_string().replacen(
                '{',
                &format!(r#"{{"queryStringParameters": {{"$serde_json::private::Number": "{value}"}}, "#),
                1,
            );
            let event: Box<serde_json::value::RawValue> = serde_json::from_str(&text).expect("JSON");
            let answer = super::invoke_text(&(), handler, &event).await.expect("an answer");
            assert_eq!(answer["statusCode"].to_string(), "204");
        }
    }

    #[tokio::test]
    async fn head_has_headers_and_no_body() {
        let handler: Handler<()> =
            Handler::Http(|(), _| Box::pin(async { Ok(Response::json(200, &json!({"status": "healthy"}))) }));
        let answer = invoke(&(), handler, request("HEAD")).await.expect("an answer");
        assert_eq!(answer["body"], "");
        assert_eq!(answer["headers"]["content-type"], "application/json");
    }

    #[tokio::test]
    async fn only_the_failed_messages_of_a_batch_come_back() {
        let handler: Handler<()> = Handler::Queue(|(), message| {
            Box::pin(
                async move { if message.body["fail"] == true { Err(Error::internal("as asked")) } else { Ok(()) } },
            )
        });
        let record = |id: &str, body: &str| {
            json!({"messageId": id, "body": body, "attributes": {"ApproximateReceiveCount": "2"}, "messageAttributes": {},
                   "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:mail-bulk"})
        };
        let batch = json!({"Records": [record("a", "{}"), record("b", "not JSON"), record("c", r#"{"fail":true}"#)]});
        let answer = invoke(&(), handler, batch).await.expect("an answer");
        assert_eq!(answer, json!({"batchItemFailures": [{"itemIdentifier": "b"}, {"itemIdentifier": "c"}]}));
    }
}
