//! The routes of events, as their callers read them.

use description::{Area, Operation};
use domain::budget::Class;
use domain::scope::Scope;
use engine::events::request::EventBody;
use serde_json::json;

use crate::answer::{EventAnswer, EventBatchAnswer};
use crate::ingest_event_batch::EventBatchBody;

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "Events",
        about: "What people do. An event names its contact; an unknown contact is created by it.",
        operations: vec![ingest_event(), ingest_event_batch()],
    }
}

fn ingest_event() -> Operation {
    Operation::new("ingest_event", "POST", "/v1/events", "Report an event")
        .about(
            "The answer comes when the event is durable. Without an idempotency key a repeated call is a second event; \
             with one it has its effect once, for 30 days, and the answer is that of a replay.",
        )
        .admits(&[Scope::Ingest], Class::Writes)
        .takes::<EventBody>(json!({
            "name": "purchase", "userId": "u-17", "email": "ada@example.com",
            "eventProperties": {"amount": 29.33, "currency": "USD"},
            "contactProperties": {"plan": "pro"},
            "lists": {"broadcast": true},
            "idempotencyKey": "order-17",
        }))
        .repeatable()
        .answers::<EventAnswer>(
            202,
            "The event is durable.",
            json!({"stored": true, "exits": [], "eventId": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b11"}),
        )
        .refuses(&["invalid_properties", "identity_required", "reserved_event_name", "timestamp_too_old"])
        .refuses(&["reserved_list", "unknown_list"])
}

fn ingest_event_batch() -> Operation {
    Operation::new("ingest_event_batch", "POST", "/v1/events/batch", "Report up to 500 events")
        .about(
            "Events are stored in the order of the list. A bad one does not stop the others: its place in `results` says \
             what is wrong. Give each event its `idempotencyKey`; then a batch whose answer was lost is simply sent \
             again. The header `Idempotency-Key` is refused here.",
        )
        .admits(&[Scope::Ingest], Class::Writes)
        .takes::<EventBatchBody>(json!({"events": [
            {"name": "purchase", "email": "ada@example.com", "idempotencyKey": "order-18"},
            {"name": "email.opened", "email": "ada@example.com"},
        ]}))
        .answers::<EventBatchAnswer>(
            202,
            "Each event was stored or refused.",
            json!({"results": [
                {"stored": true, "exits": [], "eventId": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b12"},
                {"error": "Event name is reserved: email.opened", "code": "reserved_event_name"},
            ]}),
        )
        .refuses(&["invalid_idempotency_key"])
}
