//! The routes of operations, as their callers read them.

use description::{Area, Operation};
use serde_json::json;

use crate::health::HealthAnswer;

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "Operations",
        about: "Whether the installation works, and this description.",
        operations: vec![health(), openapi(), docs()],
    }
}

fn health() -> Operation {
    let bare = json!({"status": "up"});
    let example = json!({
        "status": "healthy", "version": "1.0.0", "timestamp": "2026-11-20T09:30:00.000Z", "uptime": 812.4,
        "components": {"database": bare, "migrations": bare, "content": bare, "queues": bare},
    });
    Operation::new("health", "GET", "/v1/health", "Ask whether the installation works")
        .about("Asks the database; the queues are shown as the sweeps of the last minutes saw them.")
        .shows_more_to_keys()
        .with_head()
        .answers::<HealthAnswer>(200, "The database answers and its schema is current.", example.clone())
        .answers::<HealthAnswer>(503, "The database is down, or a migration is missing.", example)
}

fn openapi() -> Operation {
    Operation::new("openapi", "GET", "/openapi.json", "Get this description")
        .about("OpenAPI 3.1, with the address of this installation. Off in production unless the parameter `ApiDescription` is `on`.")
        .answers::<serde_json::Map<String, serde_json::Value>>(200, "The document.", json!({"openapi": "3.1.0"}))
        .refuses(&["not_found"])
}

fn docs() -> Operation {
    Operation::new("docs", "GET", "/docs", "Read this description")
        .about("One page, without scripts. Off where `/openapi.json` is off.")
        .answers_text(200, "text/html", "The page.")
        .refuses(&["not_found"])
}
