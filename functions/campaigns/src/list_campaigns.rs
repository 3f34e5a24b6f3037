//! `GET /v1/campaigns`.

use domain::budget::Class;
use domain::page::{Page, PageEnd};
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use engine::campaigns::view::STATES;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::answer::{self, Campaign};

/// A page of campaigns, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CampaignsAnswer {
    /// The campaigns, with the counters of the last sweep.
    campaigns: Vec<Campaign>,
    #[serde(flatten)]
    end: PageEnd,
}

/// 200 `{campaigns, total?, totalCapped?, limit, offset, nextCursor}`, newest first, of one `state` or all.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit_any(request.bearer(), &[Scope::Ingest, Scope::Read], Class::Reads).await?;
    let state = request.query("state").map(known_state).transpose()?;
    let filters = format!("campaigns?state={}", state.as_deref().unwrap_or_default());
    let page = Page::parse(|name| request.query(name), &filters)?;
    let found = engine.list_campaigns(state.as_deref(), page).await?;
    let end = page.end(found.next, found.total, &filters);
    let campaigns = found.campaigns.into_iter().map(answer::campaign).collect();
    Ok(Response::json(200, &CampaignsAnswer { campaigns, end }))
}

fn known_state(state: String) -> Result<String, Refusal> {
    if STATES.contains(&state.as_str()) {
        return Ok(state);
    }
    Err(Refusal::of_field("state", "invalid_value", format!("must be one of {}", STATES.join(", "))))
}
