//! `DELETE /v1/admin/contacts/{id}`: deletes a contact, or has it erased.

use domain::refusal::{Issue, Refusal};
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::json;

use crate::attempt;

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
            Ok(Response::json(200, &json!({"deleted": true})))
        }
        Some("erase") => {
            let job = engine.erase_contact_by_reference(&caller, id, &attempt).await?;
            Ok(Response::json(202, &json!({ "jobId": job })))
        }
        Some(_) => {
            let issue = Issue { path: vec!["mode".into()], code: "invalid_value", message: "must be erase".into() };
            Err(Refusal::from_issues(vec![issue]).into())
        }
    }
}
