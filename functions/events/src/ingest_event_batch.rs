//! `POST /v1/events/batch`: stores up to 500 events.

use domain::budget::Class;
use domain::input::{Fields, Invalid};
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use engine::events::request::{EventBody, EventRequest};
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde_json::Value;

use crate::answer::{self, EventBatchAnswer};

const MAX_EVENTS: usize = 500;

/// Several events at once.
#[derive(Debug, JsonSchema)]
pub(crate) struct EventBatchBody {
    /// The events; those of one contact take effect in this order.
    #[schemars(length(min = 1, max = MAX_EVENTS))]
    #[allow(dead_code, reason = "the schema is what is wanted of it")]
    events: Vec<EventBody>,
}

/// 202 `{results}` in the order of the items; a bad item does not stop the others and writes nothing.
/// Repeating the call is exact for items that carry an idempotency key.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    if request.idempotency_key()?.is_some() {
        let message = "Idempotency-Key: a batch takes a key per event, in its idempotencyKey";
        return Err(Refusal::invalid("invalid_idempotency_key", message).into());
    }
    let body = request.json()?;
    let reserved_allowed = caller.has(Scope::FullAdmin);
    let items = items(&body)?.iter().map(|item| EventRequest::parse(item, None, reserved_allowed)).collect();
    let results = engine.ingest_events(&caller.idempotency_scope("events"), &caller.key_id, items).await?;
    Ok(Response::json(202, &EventBatchAnswer { results: results.iter().map(answer::item).collect() }))
}

fn items(body: &Value) -> Result<&Vec<Value>, Refusal> {
    let mut fields = Fields::of(body)?;
    let events = fields.required("events", |value| {
        let events = value.as_array().ok_or_else(|| Invalid::type_of("a list"))?;
        match events.len() {
            0 => Err(Invalid::new("too_short", "must hold at least one event")),
            1..=MAX_EVENTS => Ok(events),
            _ => Err(Invalid::new("too_long", "must hold at most 500 events")),
        }
    });
    fields.finish()?;
    events.ok_or_else(|| Refusal::invalid("validation_failed", "events: is required"))
}
