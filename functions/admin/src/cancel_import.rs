//! `POST /v1/admin/contacts/import/{jobId}/cancel`: ends an import.

use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};

use crate::{attempt, import};

/// 200 with the import. What is written stays; repeated, it changes nothing.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::at(&request, "import", "import.cancel", request.path("jobId"));
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let id = import::id(&request)?;
    engine.cancel_import(&caller, id, &attempt).await?;
    Ok(Response::json(200, &import::shown(import::find(engine, &request).await?)))
}
