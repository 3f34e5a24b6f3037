//! `GET /v1/campaigns/{id}`.

use domain::budget::Class;
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};

use crate::answer;

/// 200 with counters; an unknown or malformed id is 404.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit_any(request.bearer(), &[Scope::Ingest, Scope::Read], Class::Reads).await?;
    let id = request.path("id");
    let campaign = match id.parse() {
        Ok(id) => engine.campaign(id).await?,
        Err(_) => None,
    };
    let unknown = || Refusal::not_found("unknown_campaign", format!("Unknown campaign: {id}"));
    Ok(Response::json(200, &answer::campaign(campaign.ok_or_else(unknown)?)))
}
