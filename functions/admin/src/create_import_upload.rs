//! `POST /v1/admin/contacts/import/uploads`: where to upload a file that is too large for a request.

use domain::scope::Scope;
use domain::timestamp::format;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::{Map, Value, json};

use crate::attempt;

/// 201 `{jobId, uploadUrl, fields, expiresAt}`: a form to post to S3, `file` being its last field. The body may name the
/// file: `{fileName?}`.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "import", "import.upload");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let body = if request.body().is_empty() { json!({}) } else { request.json()? };
    let upload = engine.prepare_import(&caller, &body, &attempt).await?;
    let fields: Map<String, Value> =
        upload.form.fields.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    let answer = json!({
        "jobId": upload.job_id,
        "uploadUrl": upload.form.url,
        "fields": fields,
        "expiresAt": format(upload.expires_at),
    });
    Ok(Response::json(201, &answer).with_header("cache-control", "no-store"))
}
