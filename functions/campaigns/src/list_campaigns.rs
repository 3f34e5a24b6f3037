//! `GET /v1/campaigns`.

use domain::budget::Class;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use engine::campaigns::view::STATES;
use platform::Error;
use platform::http::{Request, Response};

use crate::answer;

/// 200 `{campaigns, total?, totalCapped?, limit, offset, nextCursor}`, newest first, of one `state` or all.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit_any(request.bearer(), &[Scope::Ingest, Scope::Read], Class::Reads).await?;
    let state = request.query("state").map(known_state).transpose()?;
    let filters = format!("campaigns?state={}", state.as_deref().unwrap_or_default());
    let page = Page::parse(|name| request.query(name), &filters)?;
    let found = engine.list_campaigns(state.as_deref(), page).await?;
    let campaigns = found.campaigns.iter().map(answer::campaign).collect();
    Ok(Response::json(200, &page.answer("campaigns", campaigns, found.next, found.total, &filters)))
}

fn known_state(state: String) -> Result<String, Refusal> {
    if STATES.contains(&state.as_str()) {
        return Ok(state);
    }
    Err(Refusal::of_field("state", "invalid_value", format!("must be one of {}", STATES.join(", "))))
}
