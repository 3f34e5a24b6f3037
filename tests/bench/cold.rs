//! The process of `ingest_event` from its start to its first answer, and its memory when it is warm.
//!
//! The bench is the runtime API: it hands out events and takes answers, as Lambda does.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::App;
use tests::app::http_event;
use tokio::runtime::Runtime;
use uuid::Uuid;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::measure::{Figure, RUNS, runtime, spread};
use crate::process::{Process, handed_out};

/// Process starts of which the median is told.
const STARTS: usize = RUNS * 4;
const WARM_CALLS: usize = 2_000;
pub(crate) const SECRET: &str = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database";
const PATIENCE: Duration = Duration::from_secs(30);

/// What the process did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    AsksForEvent,
    AsksForSecret,
    Answers,
}

pub fn run() -> Vec<Figure> {
    let Ok(binary) = std::env::var("BENCH_BINARY") else {
        return vec![Figure::new("cold start", vec!["BENCH_BINARY names no binary: use `./dev bench`".into()])];
    };
    let runtime = runtime();
    let here = Lambda::new(&runtime, binary.clone(), None);
    let mut figures = here.cold("`ingest_event` cold, secret by HTTP, database without TLS");
    if let (Ok(url), Ok(ca)) = (std::env::var("POSTGRES_15_URL"), std::env::var("TLS_DATABASE_CA")) {
        tests::aws::set_environment(&[("TEST_DATABASE_URL", &url)]);
        figures.extend(
            Lambda::new(&runtime, binary.clone(), None).cold("the same on the PostgreSQL 15 that has TLS, without it"),
        );
        let ca = std::fs::read_to_string(ca).expect("a certificate");
        figures.extend(Lambda::new(&runtime, binary, Some(ca)).cold("the same, with TLS and verify-full"));
    }
    figures.push(here.warm());
    figures
}

/// All that surrounds the process: database, secret, runtime API.
struct Lambda {
    binary: String,
    tls: bool,
    _app: App,
    aws: MockServer,
    seen: Receiver<(Step, Instant)>,
    events_left: Arc<AtomicUsize>,
}

impl Lambda {
    fn new(runtime: &Runtime, binary: String, ca: Option<String>) -> Self {
        runtime.block_on(async {
            let app = App::start().await;
            app.database.execute(r#"update api_keys set limits = '{"writes": 1000000000}'"#).await;
            let aws = MockServer::builder().disable_request_recording().start().await;
            let (sender, seen) = channel();
            let (sender, events_left) = (Arc::new(Mutex::new(sender)), Arc::new(AtomicUsize::new(0)));
            let secret = secret(&app.database.url, ca.as_deref());
            Mock::given(header("x-amz-target", "secretsmanager.GetSecretValue"))
                .respond_with(noting(&sender, Step::AsksForSecret, move || tests::aws::json(200, &secret)))
                .mount(&aws)
                .await;
            let left = Arc::clone(&events_left);
            let event = move || next_event(&left);
            Mock::given(method("GET"))
                .and(path("/2018-06-01/runtime/invocation/next"))
                .respond_with(noting(&sender, Step::AsksForEvent, event))
                .mount(&aws)
                .await;
            Mock::given(method("POST"))
                .respond_with(noting(&sender, Step::Answers, || ResponseTemplate::new(202)))
                .with_priority(200)
                .mount(&aws)
                .await;
            Self { binary, tls: ca.is_some(), _app: app, aws, seen, events_left }
        })
    }

    fn cold(&self, what: &str) -> Vec<Figure> {
        let (mut ready, mut secret, mut answered) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..STARTS {
            let began = Instant::now();
            let process = self.start(1);
            let ms = |step| self.wait_for(step).duration_since(began).as_secs_f64() * 1_000.0;
            ready.push(ms(Step::AsksForEvent));
            secret.push(ms(Step::AsksForSecret));
            answered.push(ms(Step::Answers));
            drop(process);
            while self.seen.recv_timeout(Duration::from_millis(20)).is_ok() {}
        }
        let columns = vec![
            format!("answer after {}", spread(answered, " ms", 1)),
            format!("asks for its first event after {}", spread(ready, " ms", 1)),
            format!("for its secret after {}", spread(secret, " ms", 1)),
        ];
        vec![Figure::new(what, columns)]
    }

    fn warm(&self) -> Figure {
        let process = self.start(WARM_CALLS);
        for _ in 0..WARM_CALLS {
            self.wait_for(Step::Answers);
        }
        let told =
            format!("**{:.1} MiB** resident, {:.1} MiB at its peak", process.mib("VmRSS:"), process.mib("VmHWM:"));
        Figure::new(&format!("memory of `ingest_event` after {WARM_CALLS} calls"), vec![told])
    }

    fn start(&self, events: usize) -> Process {
        self.events_left.store(events, Ordering::SeqCst);
        let tls = if self.tls { "verify-full" } else { "disable" };
        let environment = [("DATABASE_SECRET_ARN", SECRET), ("DATABASE_TLS", tls)];
        Process::start(&self.binary, "ingest_event", "256", &self.aws, &environment)
    }

    /// The next time that the process does this.
    fn wait_for(&self, wanted: Step) -> Instant {
        loop {
            let (step, at) = self.seen.recv_timeout(PATIENCE).expect("the process goes on");
            if step == wanted {
                return at;
            }
        }
    }
}

fn noting(
    sender: &Arc<Mutex<Sender<(Step, Instant)>>>,
    step: Step,
    answer: impl Fn() -> ResponseTemplate + Send + Sync + 'static,
) -> impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static {
    let sender = Arc::clone(sender);
    move |request| {
        if step == Step::Answers {
            let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
            assert_eq!(body["statusCode"].to_string(), "202", "{}", String::from_utf8_lossy(&request.body));
        }
        // Nobody listens any more once the figures are there.
        let _ = sender.lock().expect("one bench").send((step, Instant::now()));
        answer()
    }
}

/// An event as long as there are some, then silence.
fn next_event(left: &AtomicUsize) -> ResponseTemplate {
    let had_one = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    let event = had_one.then(|| {
        let body = json!({"email": "cold@example.com", "name": "purchase", "idempotencyKey": Uuid::now_v7(), "eventProperties": {"amount": 29.99}});
        http_event(&body)
    });
    handed_out(event.as_ref(), Duration::from_secs(30))
}

/// The answer of Secrets Manager, in the shape that RDS writes.
pub(crate) fn secret(url: &str, ca: Option<&str>) -> Value {
    let config: tokio_postgres::Config = url.parse().expect("a URL");
    let password = config.get_password().map(|password| String::from_utf8_lossy(password).into_owned());
    let mut secret = json!({
        "host": if ca.is_some() { "localhost" } else { "127.0.0.1" },
        "port": config.get_ports()[0],
        "username": config.get_user(),
        "password": password.unwrap_or_default(),
        "dbname": config.get_dbname(),
    });
    if let Some(ca) = ca {
        secret["caCertificate"] = ca.into();
    }
    json!({"ARN": SECRET, "Name": "database", "SecretString": secret.to_string()})
}
