//! `GET /v1/campaigns/{id}`.

use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::timestamp;
use engine::Engine;
use engine::campaigns::view::{Campaign, wire_status};
use platform::Error;
use platform::http::{Request, Response};
use serde_json::{Value, json};

/// 200 with counters; an unknown or malformed id is 404.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.authenticate_any(request.bearer(), &[Scope::Ingest, Scope::Read]).await?;
    let id = request.path("id");
    let campaign = match id.parse() {
        Ok(id) => engine.campaign(id).await?,
        Err(_) => None,
    };
    let unknown = || Refusal::not_found("unknown_campaign", format!("Unknown campaign: {id}"));
    Ok(Response::json(200, &view(&campaign.ok_or_else(unknown)?)))
}

fn view(campaign: &Campaign) -> Value {
    let count = |status: &str| campaign.counts.get(status).cloned().unwrap_or_else(|| json!(0));
    let time = |at: Option<jiff::Timestamp>| at.map(timestamp::format);
    json!({
        "id": campaign.id, "name": campaign.name, "status": wire_status(&campaign.state), "state": campaign.state,
        "audienceKind": campaign.audience_kind, "audienceId": campaign.audience_id, "templateKey": campaign.template_key,
        "totalRecipients": campaign.total_recipients, "sentCount": campaign.sent, "skippedCount": count("skipped"),
        "failedCount": count("failed"), "counts": campaign.counts, "skipReasons": campaign.skip_reasons,
        "pausedReason": campaign.paused_reason, "failureReason": campaign.failure_reason,
        "startedAt": time(campaign.started_at), "completedAt": time(campaign.completed_at),
        "createdAt": timestamp::format(campaign.created_at),
    })
}
