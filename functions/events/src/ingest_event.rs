//! `POST /v1/events`: stores one event.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use engine::events::request::EventRequest;
use platform::Error;
use platform::http::{Request, Response};

use crate::answer;

/// 202 `{stored, exits, eventId, listsError?, warnings?}` once the event is durable. At least once without an
/// idempotency key, exactly once with one: the row of `idempotency_keys` commits with the event.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    let event = EventRequest::parse(&request.json()?, request.idempotency_key()?, caller.has(Scope::FullAdmin))?;
    let ingested = engine.ingest_event(&caller.idempotency_scope("events"), &caller.key_id, &event).await?;
    let response = Response::json(202, &answer::stored(&ingested));
    Ok(if ingested.stored { response } else { response.with_header("idempotency-replayed", "true") })
}
