//! Headers that answers share.

use serde_json::{Map, Value, json};

/// On every answer.
pub(crate) const ALWAYS: [&str; 1] = ["X-Request-Id"];
/// On every answer to a key that has a budget for the route.
pub(crate) const LIMITED: [&str; 3] = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];

/// `components.headers`.
pub(crate) fn components() -> Value {
    json!({
        "X-Request-Id": {
            "description": "The caller's `X-Request-Id`, or one that was made. It stands in the logs: name it when you ask for help.",
            "required": true,
            "schema": {"type": "string", "maxLength": 255},
        },
        "X-RateLimit-Limit": {
            "description": "Calls a minute that the key may make in this budget.",
            "schema": {"type": "integer", "minimum": 1},
        },
        "X-RateLimit-Remaining": {
            "description": "Calls that are left of it.",
            "schema": {"type": "integer", "minimum": 0},
        },
        "X-RateLimit-Reset": {
            "description": "Seconds until one more call is admitted, 0 for now.",
            "schema": {"type": "integer", "minimum": 0},
        },
        "Retry-After": {
            "description": "Whole seconds to wait before the call is repeated.",
            "required": true,
            "schema": {"type": "integer", "minimum": 1},
        },
        "Idempotency-Replayed": {
            "description": "`true` when an earlier call with this key had the effect already, and this one had none.",
            "schema": {"type": "string", "const": "true"},
        },
        "WWW-Authenticate": {
            "description": "How to prove who you are.",
            "required": true,
            "schema": {"type": "string", "const": "Bearer"},
        },
    })
}

/// References to headers of these names.
pub(crate) fn references<'a>(names: impl IntoIterator<Item = &'a str>) -> Map<String, Value> {
    let reference = |name: &str| json!({"$ref": format!("#/components/headers/{name}")});
    names.into_iter().map(|name| (name.to_owned(), reference(name))).collect()
}
