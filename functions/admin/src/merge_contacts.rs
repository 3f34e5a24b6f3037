//! `POST /v1/admin/contacts/merge`: two contacts are one person, an operator says.

use domain::scope::Scope;
use engine::Engine;
use engine::contacts::admin::MergeRequest;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::json;

use crate::{attempt, contact};

/// 200 `{contact, merged}`; `merged` is false when both led to one contact already.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "contact", "contact.merge");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let wanted = MergeRequest::parse(&request.json()?)?;
    let (survivor, merged) = engine.merge_contacts(&caller, &wanted, &attempt).await?;
    Ok(Response::json(200, &json!({ "contact": contact::answer(&survivor), "merged": merged })))
}
