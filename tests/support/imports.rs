//! Imports in tests: S3 and SQS stand-ins, and jobs that run by calls of the worker's handler.

use std::collections::VecDeque;

use engine::Engine;
use platform::objects::Bucket;
use platform::queues::Queues;
use serde_json::{Value, json};

use crate::app::{ADMIN, Call, handler_named};
use crate::objects::{BUCKET, Objects};
use crate::{Answer, App, Aws};

/// The application with a bucket and the queue `jobs`.
pub struct ImportApp {
    pub app: App,
    pub aws: Aws,
    pub objects: Objects,
}

impl ImportApp {
    pub async fn start() -> Self {
        let aws = Aws::start().await;
        let objects = Objects::serve(&aws.server).await;
        let mut app = App::start().await;
        app.engine.queues = Queues::with_urls([("jobs".into(), format!("{}/1/jobs", aws.server.uri()))]);
        app.engine.import_bucket = Bucket::named(BUCKET);
        Self { app, aws, objects }
    }

    /// A second engine on the same database, as another function.
    pub fn second_engine(&self) -> Engine {
        let mut second = self.app.second_engine(engine::Clock::Database);
        second.import_bucket = Bucket::named(BUCKET);
        second
    }

    /// Calls a route as an administrator.
    pub async fn admin(&self, handler: &str, body: Value) -> Answer {
        self.app.request(handler, Call::new(body).key(Some(ADMIN))).await
    }

    /// Calls a route of one import as an administrator.
    pub async fn of(&self, handler: &str, job: &str) -> Answer {
        self.app.request(handler, Call::without_body("GET").key(Some(ADMIN)).path("jobId", job)).await
    }

    /// Starts a CSV import with more options, and gives its id.
    pub async fn begin(&self, data: &str, options: Value) -> String {
        let mut body = json!({"format": "csv", "data": data});
        body.as_object_mut().expect("an object").extend(options.as_object().expect("an object").clone());
        let answer = self.admin("start_import", body).await;
        assert_eq!((answer.status, &answer.body["status"]), (202, &json!("pending")), "{answer:?}");
        answer.body["jobId"].as_str().expect("an id").to_owned()
    }

    /// Starts a CSV import, runs it to its end and shows it.
    pub async fn import(&self, data: &str, options: Value) -> Value {
        let job = self.begin(data, options).await;
        self.drain().await;
        self.job(&job).await
    }

    /// The import as its route shows it.
    pub async fn job(&self, job: &str) -> Value {
        let answer = self.of("get_import", job).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    /// Runs pending messages as calls of the worker until none is left.
    pub async fn drain(&self) {
        let mut pending: VecDeque<Value> = self.aws.new_messages().await.into();
        while let Some(message) = pending.pop_front() {
            assert!(work(&self.app.engine, &message).await, "{message} was not done");
            pending.extend(self.aws.new_messages().await);
        }
    }
}

/// Delivers a message to the worker; whether it is done with.
pub async fn work(engine: &Engine, message: &Value) -> bool {
    let batch = json!({"Records": [{
        "messageId": "m", "body": message.to_string(), "attributes": {"ApproximateReceiveCount": "1"}, "messageAttributes": {},
        "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:jobs",
    }]});
    let answer = platform::lambda::invoke(engine, handler_named("import_contacts"), batch).await.expect("an answer");
    answer["batchItemFailures"] == json!([])
}
