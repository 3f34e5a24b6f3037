//! An import of 100,000 contacts by five processes of `import_contacts`, as many as Lambda runs at once.
//!
//! The bench is the runtime API, the queue and the bucket: it hands out messages, takes those that the processes send,
//! and holds the file.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::App;
use tests::app::{ADMIN, Call};
use tests::aws::{entries, json as answer};
use tests::objects::{BUCKET, Objects};
use uuid::Uuid;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::cold::{SECRET, secret};
use crate::measure::{Figure, RUNS, runtime, spread};
use crate::process::{Process, handed_out};

const CONTACTS: usize = 100_000;
/// `MaximumConcurrency` of the queue `jobs`.
const PROCESSES: usize = 5;
const PATIENCE: Duration = Duration::from_secs(120);

pub fn run() -> Vec<Figure> {
    let Ok(binary) = std::env::var("BENCH_BINARY") else {
        return vec![Figure::new("import", vec!["BENCH_BINARY names no binary: use `./dev bench`".into()])];
    };
    let binary = std::path::Path::new(&binary).with_file_name("operations");
    runtime().block_on(async {
        let stack = Stack::start(binary.to_string_lossy().into_owned()).await;
        let (mut new, mut again, mut peaks) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            stack.app.database.execute("truncate contacts, jobs cascade; analyze").await;
            for seconds in [&mut new, &mut again] {
                let (took, peak) = stack.import().await;
                seconds.push(took);
                peaks.push(peak);
            }
        }
        vec![
            Figure::new("import of 100,000 new contacts, five processes", vec![spread(new, " s", 1)]),
            Figure::new("the same file again, which changes nothing", vec![spread(again, " s", 1)]),
            Figure::new("peak memory of a process of `import_contacts`", vec![spread(peaks, " MiB", 1)]),
        ]
    })
}

type Messages = Arc<Mutex<VecDeque<String>>>;

struct Stack {
    app: App,
    server: MockServer,
    objects: Objects,
    pending: Messages,
    binary: String,
}

impl Stack {
    async fn start(binary: String) -> Self {
        let app = App::start().await;
        let server = MockServer::builder().disable_request_recording().start().await;
        let objects = Objects::serve(&server).await;
        let pending = Messages::default();
        let secret = secret(&app.database.url, None);
        Mock::given(header("x-amz-target", "secretsmanager.GetSecretValue"))
            .respond_with(answer(200, &secret))
            .mount(&server)
            .await;
        let sent = Arc::clone(&pending);
        Mock::given(header("x-amz-target", "AmazonSQS.SendMessageBatch"))
            .respond_with(move |request: &Request| take(request, &sent))
            .mount(&server)
            .await;
        let waiting = Arc::clone(&pending);
        Mock::given(method("GET"))
            .and(path("/2018-06-01/runtime/invocation/next"))
            .respond_with(move |_: &Request| next(&waiting))
            .mount(&server)
            .await;
        Mock::given(method("POST")).respond_with(ResponseTemplate::new(202)).with_priority(200).mount(&server).await;
        Self { app, server, objects, pending, binary }
    }

    /// Seconds from the start of the first process to the end of the job, and the largest peak of memory in MiB.
    async fn import(&self) -> (f64, f64) {
        let job = Uuid::now_v7();
        self.objects.put(&format!("imports/{job}"), file().as_bytes());
        let insert = format!(
            "insert into jobs (id, kind, status, s3_key, created_by) values ('{job}', 'import', 'uploading', 'imports/{job}', 'bench')"
        );
        self.app.database.execute(&insert).await;
        let mut engine = self.app.second_engine(engine::Clock::Database);
        engine.import_bucket = platform::objects::Bucket::named(BUCKET);
        tests::aws::set_environment(&[
            ("AWS_ENDPOINT_URL", &self.server.uri()),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "bench"),
            ("AWS_SECRET_ACCESS_KEY", "bench"),
        ]);
        let call = Call::new(json!({"jobId": job, "format": "csv"})).key(Some(ADMIN));
        assert_eq!(tests::app::call_on(&engine, "start_import", call).await.status, 202);
        let message = json!({"v": 1, "kind": "import", "job_id": job}).to_string();
        self.pending.lock().expect("one bench").push_back(message);

        let began = Instant::now();
        let mut processes = vec![self.process()];
        self.until(|| async { self.app.database.count(&format!("import_chunks where job_id = '{job}'")).await > 0 })
            .await;
        self.until(|| async { !self.pending.lock().expect("one bench").is_empty() }).await;
        processes.extend((1..PROCESSES).map(|_| self.process()));
        self.until(|| async {
            self.app.database.count(&format!("jobs where id = '{job}' and finished_at is not null")).await > 0
        })
        .await;
        let took = began.elapsed().as_secs_f64();
        let state = self
            .app
            .database
            .text(&format!("select status || processed_rows || failed_rows from jobs where id = '{job}'"))
            .await;
        assert_eq!(state, format!("completed{CONTACTS}0"));
        (took, processes.iter().map(|process| process.mib("VmHWM:")).fold(0.0, f64::max))
    }

    async fn until<Fut: Future<Output = bool>>(&self, holds: impl Fn() -> Fut) {
        let began = Instant::now();
        while !holds().await {
            assert!(began.elapsed() < PATIENCE, "the import goes on");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn process(&self) -> Process {
        let environment = [
            ("DATABASE_SECRET_ARN", SECRET),
            ("DATABASE_TLS", "disable"),
            ("IMPORT_BUCKET", BUCKET),
            ("JOBS_QUEUE_URL", &format!("{}/1/jobs", self.server.uri())),
        ];
        Process::start(&self.binary, "import_contacts", "512", &self.server, &environment)
    }
}

fn file() -> String {
    let rows =
        (0..CONTACTS).map(|n| format!("user-{n},person.{n}@example.com,pro,{},2024-03-01,\"Ada, {n}\"\n", n % 90));
    std::iter::once("userId,email,plan,age:number,since:date,name\n".to_owned()).chain(rows).collect()
}

fn take(request: &Request, pending: &Messages) -> ResponseTemplate {
    let mut pending = pending.lock().expect("one bench");
    let done: Vec<Value> = entries(request)
        .iter()
        .map(|entry| {
            pending.push_back(entry["MessageBody"].as_str().expect("a body").to_owned());
            json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x"})
        })
        .collect();
    answer(200, &json!({"Successful": done, "Failed": []}))
}

/// The next message, or silence.
fn next(pending: &Messages) -> ResponseTemplate {
    let batch = pending.lock().expect("one bench").pop_front().map(|body| {
        json!({"Records": [{
            "messageId": "m", "body": body, "attributes": {"ApproximateReceiveCount": "1"}, "messageAttributes": {},
            "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:jobs",
        }]})
    });
    handed_out(batch.as_ref(), Duration::from_secs(300))
}
