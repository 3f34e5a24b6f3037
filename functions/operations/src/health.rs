//! `GET /v1/health`: whether the installation can work.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Instant;

use domain::timestamp::Utc;
use engine::Engine;
use engine::operations::health::{Health, Status};
use jiff::Timestamp;
use platform::Error;
use platform::http::{Request, Response, WIRE_VERSION};
use schemars::JsonSchema;
use serde::Serialize;

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Begins to count the uptime of this execution environment.
pub fn note_start() {
    LazyLock::force(&STARTED);
}

/// How the installation is.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct HealthAnswer {
    /// The verdict in one word.
    status: Word,
    /// Version of the contract on the wire.
    version: &'static str,
    /// When this was found.
    timestamp: Utc,
    /// Seconds since this execution environment started.
    uptime: f64,
    /// What the verdict rests on.
    components: Components,
}

/// `degraded`: the database is away, no content is published, or queues do not move. `migration_pending`: the schema lacks
/// what this version needs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Word {
    Healthy,
    Degraded,
    MigrationPending,
}

/// Each has its `status`; the rest is shown to keys.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "HealthComponents")]
struct Components {
    database: Component<Database>,
    migrations: Component<Migrations>,
    content: Component<Content>,
    queues: Component<Queues>,
    /// Messages that were given up and wait for a decision; shown to keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    dead_letters: Option<DeadLetters>,
    /// The account at SES, as it was some minutes ago; shown to keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    mail: Option<Mail>,
    /// Scheduled tasks; shown to keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    tasks: Option<Tasks>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Component<D> {
    status: State,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    details: Option<D>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum State {
    Up,
    Down,
    Unknown,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Database {
    /// How long it took for its answer.
    latency_ms: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Migrations {
    /// Migrations of this version that were applied.
    applied: usize,
    /// Migrations of this version.
    required: usize,
    /// Names of those that were not applied.
    pending: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Content {
    /// Number of the current release.
    release: i64,
    /// When it was published.
    published_at: Utc,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Queues {
    /// When the sweeps last looked.
    seen_at: Utc,
    /// Age of the oldest message at most, by queue.
    oldest_age_seconds: BTreeMap<String, i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct DeadLetters {
    /// How many.
    pending: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct Mail {
    /// SES sends for the account.
    sending_enabled: bool,
    /// Only verified recipients get mail.
    sandbox: bool,
    /// Mails a second.
    rate_per_second: f64,
    /// Recipients that mail may still go to in these 24 hours.
    quota_left: f64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Tasks {
    /// Names of those that have gone without success for too long.
    overdue: Vec<String>,
}

impl<D> Component<D> {
    fn of(status: State) -> Self {
        Self { status, details: None }
    }

    fn up(up: bool, details: D) -> Self {
        Self { status: if up { State::Up } else { State::Down }, details: Some(details) }
    }

    fn bare(self) -> Self {
        Self { details: None, ..self }
    }
}

impl Components {
    fn without_details(self) -> Self {
        Self {
            database: self.database.bare(),
            migrations: self.migrations.bare(),
            content: self.content.bare(),
            queues: self.queues.bare(),
            dead_letters: None,
            mail: None,
            tasks: None,
        }
    }
}

/// 200, or 503 when the database is down or a migration is missing. Details need any valid key; bad credentials are no
/// error here, they just show no details.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let health = engine.health().await;
    let schema_is_there = health.migrations.as_ref().is_some_and(|found| found.pending.is_empty());
    let details = schema_is_there && engine.identify(request.bearer()).await.is_ok();
    let answer = HealthAnswer {
        status: word(health.status),
        version: WIRE_VERSION,
        timestamp: Utc(Timestamp::now()),
        uptime: STARTED.elapsed().as_millis() as f64 / 1000.0,
        components: components(&health, details),
    };
    let works = health.database_latency.is_some() && health.status != Status::MigrationPending;
    Ok(Response::json(if works { 200 } else { 503 }, &answer).with_header("cache-control", "no-store"))
}

fn word(status: Status) -> Word {
    match status {
        Status::Healthy => Word::Healthy,
        Status::Degraded => Word::Degraded,
        Status::MigrationPending => Word::MigrationPending,
    }
}

fn components(health: &Health, details: bool) -> Components {
    let database = match health.database_latency {
        Some(latency) => Component::up(true, Database { latency_ms: latency.as_millis() as u64 }),
        None => Component::of(State::Down),
    };
    let migrations = match &health.migrations {
        None => Component::of(State::Unknown),
        Some(found) => Component::up(
            found.pending.is_empty(),
            Migrations { applied: found.applied, required: found.required, pending: found.pending.clone() },
        ),
    };
    let content = match (&health.release, health.status) {
        (Some(release), _) => {
            Component::up(true, Content { release: release.id, published_at: Utc(release.published_at) })
        }
        (None, Status::Degraded) if health.migrations.is_some() => Component::of(State::Down),
        (None, _) => Component::of(State::Unknown),
    };
    let queues = match &health.queues {
        None => Component::of(State::Unknown),
        Some(queues) => Component::up(
            queues.up,
            Queues { seen_at: Utc(queues.seen_at), oldest_age_seconds: queues.oldest_age_seconds.clone() },
        ),
    };
    let all = Components {
        database,
        migrations,
        content,
        queues,
        dead_letters: Some(DeadLetters { pending: health.dead_letters }),
        mail: health.mail.as_ref().map(|account| Mail {
            sending_enabled: account.sending_enabled,
            sandbox: account.sandbox,
            rate_per_second: account.rate_per_second,
            quota_left: account.quota_left(),
        }),
        tasks: Some(Tasks { overdue: health.overdue_tasks.clone() }),
    };
    if details { all } else { all.without_details() }
}
