//! `POST /v1/events/batch`: stores up to 500 events.

use domain::budget::Class;
use domain::input::{Fields, Invalid};
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use engine::events::request::EventRequest;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::{Value, json};

use crate::answer;

const MAX_EVENTS: usize = 500;

/// 202 `{results}` in the order of the items; a bad item does not stop the others and writes nothing.
/// Repeating the call is exact for items that carry an idempotency key.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    if request.header("idempotency-key").is_some() {
        let message = "Idempotency-Key: a batch takes a key per event, in its idempotencyKey";
        return Err(Refusal::invalid("invalid_idempotency_key", message).into());
    }
    let body = request.json()?;
    let reserved_allowed = caller.has(Scope::FullAdmin);
    let items = items(&body)?.iter().map(|item| EventRequest::parse(item, None, reserved_allowed)).collect();
    let results = engine.ingest_events(&caller.idempotency_scope("events"), &caller.key_id, items).await?;
    let results: Vec<Value> = results
        .iter()
        .map(|result| match result {
            Ok(ingested) => answer::stored(ingested),
            Err(refusal) => answer::refused(refusal),
        })
        .collect();
    Ok(Response::json(202, &json!({ "results": results })))
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
