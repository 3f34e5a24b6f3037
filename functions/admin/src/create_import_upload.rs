//! `POST /v1/admin/contacts/import/uploads`: where to upload a file that is too large for a request.

use std::collections::BTreeMap;

use domain::scope::Scope;
use domain::timestamp::Utc;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::attempt;

/// A form to post to S3.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UploadAnswer {
    /// The import that waits for the file.
    job_id: Uuid,
    /// Where to post the form to, as `multipart/form-data`.
    upload_url: String,
    /// Its fields; `file` comes after them.
    fields: BTreeMap<String, String>,
    /// The form works until then.
    expires_at: Utc,
}

/// 201 `{jobId, uploadUrl, fields, expiresAt}`: a form to post to S3, `file` being its last field. The body may name the
/// file: `{fileName?}`.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let attempt = attempt::of(&request, "import", "import.upload");
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let upload = engine.prepare_import(&caller, &request.json()?, &attempt).await?;
    let answer = UploadAnswer {
        job_id: upload.job_id,
        upload_url: upload.form.url,
        fields: upload.form.fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        expires_at: Utc(upload.expires_at),
    };
    Ok(Response::json(201, &answer).with_header("cache-control", "no-store"))
}
