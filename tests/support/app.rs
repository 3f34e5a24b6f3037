//! Handlers called in this process, on a database of the test.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::{Clock, Engine};
use jiff::Timestamp;
use platform::lambda::{Handler, invoke};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{TestDatabase, checked};

/// Full-admin key of every test database.
pub const ADMIN: &str = "hsk_test_admin_key_0123456789abcdef0123456789";
/// Ingest key of every test database.
pub const INGEST: &str = "hsk_test_ingest_key_0123456789abcdef012345678";

/// The application on one test database.
pub struct App {
    pub database: TestDatabase,
    pub engine: Engine,
}

/// What a route answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u64,
    pub headers: Value,
    pub text: String,
    pub body: Value,
}

impl Answer {
    /// `code` of an error's envelope.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

impl App {
    /// On a fresh database with lists and two keys; the clock of the database decides.
    pub async fn start() -> Self {
        Self::with_clock(Clock::Database).await
    }

    /// The same with a standing clock.
    pub async fn at(now: &str) -> Self {
        Self::with_clock(Clock::Fixed(instant(now))).await
    }

    async fn with_clock(clock: Clock) -> Self {
        let database = TestDatabase::create().await.with_lists().await;
        let app = Self { engine: engine_on(&database.url, clock), database };
        app.add_key("admin", ADMIN, &["full-admin"]).await;
        app.add_key("ingest", INGEST, &["ingest"]).await;
        app
    }

    /// With the database behind a line that the test commands; `App::database` does not use it.
    pub async fn behind_proxy() -> (Self, crate::Proxy) {
        let mut app = Self::start().await;
        let proxy = crate::Proxy::before(&app.database.url).await;
        app.engine = engine_on(&proxy.url(), Clock::Database);
        app.database.execute(r#"update api_keys set limits = '{"writes": 1000000, "admin": 1000000}'"#).await;
        (app, proxy)
    }

    /// Another engine on the same database, as a second function or at a later time.
    pub fn second_engine(&self, clock: Clock) -> Engine {
        engine_on(&self.database.url, clock)
    }

    pub fn set_clock(&mut self, now: &str) {
        self.engine.clock = Clock::Fixed(instant(now));
    }

    pub async fn add_key(&self, name: &str, key: &str, scopes: &[&str]) {
        let hash: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        self.database
            .client
            .execute(
                "insert into api_keys (id, name, key_prefix, key_hash, scopes) values ($1, $2, $3, $4, $5)",
                &[&Uuid::now_v7(), &name, &&key[..8], &hash.as_slice(), &scopes],
            )
            .await
            .expect("a key");
    }

    /// Calls a route as the runtime would, with the ingest key.
    pub async fn call(&self, handler: &str, body: Value) -> Answer {
        self.request(handler, Call::new(body)).await
    }

    /// Calls a route with full control of the request.
    pub async fn request(&self, handler: &str, call: Call) -> Answer {
        call_on(&self.engine, handler, call).await
    }
}

fn engine_on(url: &str, clock: Clock) -> Engine {
    let mut engine = Engine::for_tests(url, clock).expect("an engine");
    engine.mail.allowed_senders = vec!["*@example.com".into()];
    engine
}

/// One request in the making.
#[derive(Clone, Debug)]
pub struct Call {
    pub key: Option<String>,
    pub body: String,
    pub headers: Vec<(String, String)>,
    pub path: Value,
    pub method: String,
    /// Raw, without the question mark.
    pub query: String,
    /// Whether the body is base64, as the gateway sends what is no text.
    pub is_base64: bool,
}

impl Call {
    pub fn new(body: Value) -> Self {
        Self {
            key: Some(INGEST.into()),
            body: body.to_string(),
            headers: Vec::new(),
            path: json!({}),
            method: "POST".into(),
            query: String::new(),
            is_base64: false,
        }
    }

    /// A request with these bytes as its body, text or not.
    pub fn with_bytes(method: &str, bytes: &[u8]) -> Self {
        let body = STANDARD.encode(bytes);
        Self { body, is_base64: true, method: method.into(), ..Self::new(Value::Null) }
    }

    /// A request without a body.
    pub fn without_body(method: &str) -> Self {
        Self { body: String::new(), method: method.into(), ..Self::new(Value::Null) }
    }

    #[must_use]
    pub fn query(mut self, text: &str) -> Self {
        self.query = text.into();
        self
    }

    #[must_use]
    pub fn key(mut self, key: Option<&str>) -> Self {
        self.key = key.map(Into::into);
        self
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    #[must_use]
    pub fn path(mut self, name: &str, value: &str) -> Self {
        self.path[name] = value.into();
        self
    }

    /// As API Gateway hands it to the function.
    fn into_event(self) -> Value {
        let mut headers = json!({"content-type": "application/json"});
        if let Some(key) = self.key {
            headers["authorization"] = format!("Bearer {key}").into();
        }
        for (name, value) in self.headers {
            headers[name] = value.into();
        }
        json!({
            "version": "2.0", "routeKey": "$default", "rawPath": "/", "rawQueryString": self.query, "headers": headers,
            "pathParameters": self.path, "isBase64Encoded": self.is_base64, "body": self.body,
            "requestContext": {"timeEpoch": 1, "http": {"method": self.method, "path": "/", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "tests"}},
        })
    }
}

/// Calls a route on any engine. Every answer of every test is compared with the description of the API.
pub async fn call_on(engine: &Engine, handler: &str, call: Call) -> Answer {
    let method = call.method.clone();
    let answer = invoke(engine, handler_named(handler), call.into_event()).await;
    let answer = answer.expect("a route answers its errors itself");
    let text = answer["body"].as_str().unwrap_or_default().to_owned();
    let answer = Answer {
        status: answer["statusCode"].to_string().parse().expect("a status"),
        headers: answer["headers"].clone(),
        body: serde_json::from_str(&text).unwrap_or(Value::Null),
        text,
    };
    checked::check(handler, &method, &answer);
    answer
}

/// The event of API Gateway for this body, with the ingest key.
pub fn http_event(body: &Value) -> Value {
    Call::new(body.clone()).into_event()
}

/// Any handler of any area by its name.
pub fn handler_named(name: &str) -> Handler<Engine> {
    let all = [
        admin::handlers(),
        campaigns::handlers(),
        contacts::handlers(),
        events::handlers(),
        links::handlers(),
        lists::handlers(),
        mail::handlers(),
        operations::handlers(),
    ];
    let found = all.into_iter().flatten().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no handler {name}")).1
}

pub fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

impl App {
    /// Waits until some session of this database waits for a lock.
    pub async fn wait_for_lock(&self) {
        let waiting =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        let watcher = crate::database::connect(&self.database.url).await;
        for _ in 0..2_000 {
            let row = watcher.query_one(waiting, &[]).await.expect("activity");
            if row.get::<_, i64>(0) > 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        panic!("no session waits for a lock");
    }
}

impl App {
    /// Makes something listen to an event, as the release of a journey does.
    pub async fn listen_to(&self, event: &str) {
        self.database
            .execute(&format!(
                "insert into journey_configs (journey_id, definition_hash) values ('listener', 'x') on conflict do nothing;
                 insert into journey_triggers (journey_id, event) values ('listener', '{event}');
                 update settings set value = to_jsonb((value::text)::int + 1) where key = 'content_epoch'"
            ))
            .await;
    }
}
