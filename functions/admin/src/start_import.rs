//! `POST /v1/admin/contacts/import`: starts an import of contacts, suppressions or unsubscribes.

use domain::scope::Scope;
use engine::Engine;
use engine::imports::StartRequest;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::attempt;

/// An import that was asked for.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportStarted {
    /// Its id.
    job_id: Uuid,
    /// Where it is: `pending`, or further when it had been started before.
    status: &'static str,
}

/// 4 MiB of data, with the escapes that JSON needs: as much as Lambda hands over.
const MAX_BODY_BYTES: usize = 6_000_000;

/// 202 `{jobId, status}`. The data comes within the body, or was uploaded before.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "import", "import.start");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let wanted = StartRequest::parse(&request.json_within(MAX_BODY_BYTES)?)?;
    let started = engine.start_import(&caller, wanted, &attempt).await?;
    Ok(Response::json(202, &ImportStarted { job_id: started.job_id, status: started.status }))
}
