//! `DELETE /v1/admin/contacts/{id}`: deletes a contact, or has it erased.

use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::attempt;

/// That it is done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Deleted {
    /// Always `true`.
    deleted: bool,
}

/// What will erase it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErasureStarted {
    /// Id of the job.
    job_id: Uuid,
}

/// 200 `{"deleted": true}`; it can be restored for thirty days. With `?mode=erase` 202 `{"jobId"}`: it cannot.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let id = request.path("id");
    let mode = request.query("mode");
    let action = if mode.as_deref() == Some("erase") { "contact.erase" } else { "contact.delete" };
    let attempt = attempt::at(&request, "contact", action, id);
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    match mode.as_deref() {
        None => {
            engine.delete_contact_by_reference(&caller, id, &attempt).await?;
            Ok(Response::json(200, &Deleted { deleted: true }))
        }
        Some("erase") => {
            let job = engine.erase_contact_by_reference(&caller, id, &attempt).await?;
            Ok(Response::json(202, &ErasureStarted { job_id: job }))
        }
        Some(_) => Err(Refusal::of_field("mode", "invalid_value", "must be erase").into()),
    }
}
