//! `GET /v1/health`: whether the installation can work.

use std::sync::LazyLock;
use std::time::Instant;

use domain::timestamp::format;
use engine::Engine;
use engine::operations::health::{Health, Status};
use jiff::Timestamp;
use platform::Error;
use platform::http::{Request, Response, WIRE_VERSION};
use serde_json::{Value, json};

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Begins to count the uptime of this execution environment.
pub fn note_start() {
    LazyLock::force(&STARTED);
}

/// 200, or 503 when the database is down or a migration is missing. Details need any valid key; bad credentials are no
/// error here, they just show no details.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let health = engine.health().await;
    let schema_is_there = health.migrations.as_ref().is_some_and(|found| found.pending.is_empty());
    let details = schema_is_there && engine.identify(request.bearer()).await.is_ok();
    let answer = json!({
        "status": word(health.status),
        "version": WIRE_VERSION,
        "timestamp": format(Timestamp::now()),
        "uptime": STARTED.elapsed().as_millis() as f64 / 1000.0,
        "components": components(&health, details),
    });
    let works = health.database_latency.is_some() && health.status != Status::MigrationPending;
    Ok(Response::json(if works { 200 } else { 503 }, &answer).with_header("cache-control", "no-store"))
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Healthy => "healthy",
        Status::Degraded => "degraded",
        Status::MigrationPending => "migration_pending",
    }
}

fn components(health: &Health, details: bool) -> Value {
    let database = match health.database_latency {
        Some(latency) => json!({"status": "up", "latencyMs": latency.as_millis() as u64}),
        None => json!({"status": "down"}),
    };
    let migrations = match &health.migrations {
        None => json!({"status": "unknown"}),
        Some(found) => json!({
            "status": if found.pending.is_empty() { "up" } else { "down" },
            "applied": found.applied, "required": found.required, "pending": found.pending,
        }),
    };
    let content = match (&health.release, health.status) {
        (Some(release), _) => {
            json!({"status": "up", "release": release.id, "publishedAt": format(release.published_at)})
        }
        (None, Status::Degraded) if health.migrations.is_some() => json!({"status": "down"}),
        (None, _) => json!({"status": "unknown"}),
    };
    let queues = match &health.queues {
        None => json!({"status": "unknown"}),
        Some(queues) => json!({
            "status": if queues.up { "up" } else { "down" },
            "seenAt": format(queues.seen_at), "oldestAgeSeconds": queues.oldest_age_seconds,
        }),
    };
    let mut components = json!({"database": database, "migrations": migrations, "content": content, "queues": queues});
    if details {
        components["deadLetters"] = json!({"pending": health.dead_letters});
        components["tasks"] = json!({"overdue": health.overdue_tasks});
        return components;
    }
    for name in ["database", "migrations", "content", "queues"] {
        components[name] = json!({"status": components[name]["status"]});
    }
    components
}
