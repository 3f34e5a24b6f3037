//! `POST /v1/admin/contacts/merge`: two contacts are one person, an operator says.

use domain::scope::Scope;
use engine::Engine;
use engine::contacts::admin::MergeRequest;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::attempt;
use crate::contact::{ContactRow, shown};

/// Who it is from now on.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MergeAnswer {
    /// The survivor.
    contact: ContactRow,
    /// `false` when both led to one contact already.
    merged: bool,
}

/// 200 `{contact, merged}`; `merged` is false when both led to one contact already.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "contact", "contact.merge");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let wanted = MergeRequest::parse(&request.json()?)?;
    let (survivor, merged) = engine.merge_contacts(&caller, &wanted, &attempt).await?;
    Ok(Response::json(200, &MergeAnswer { contact: shown(survivor), merged }))
}
