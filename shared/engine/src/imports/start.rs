//! Starting an import: the file first, then the job with its message and its audit row in one transaction.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::import::options::{Format, Kind as RowKind, Options, RowMode};
use domain::input::{Fields, Invalid, bounded_text, text};
use domain::list::{self, ListId};
use domain::refusal::{Kind, Refusal};
use jiff::Timestamp;
use platform::Error;
use platform::database::retrying;
use platform::objects::{Stored, UploadForm};
use queries::queries::imports as sql;
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::view::{Import, unknown, wire_status};
use super::{Params, message, object_key};
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;
use crate::outbox::{Enqueued, enqueue};

/// A file that comes within the request; a larger one is uploaded. Lambda takes 6 MB with everything around it.
pub const MAX_INLINE_BYTES: usize = 4 * 1024 * 1024;
/// A file that is uploaded.
pub const MAX_UPLOAD_BYTES: u64 = 1024 * 1024 * 1024;
/// How long an upload may begin after its form was asked for.
const UPLOAD_VALID: Duration = Duration::from_secs(3_600);
const MAX_FILE_NAME: usize = 255;

/// An import: `data`, or the `jobId` of an upload, and what is to be done.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase", extend("oneOf" = [{"required": ["data"]}, {"required": ["jobId"]}]))]
pub struct ImportBody {
    /// How the file is written: `csv` with a header, or `json`, an array of objects or an object per line.
    pub format: Format,
    /// The file itself, at most 4 MiB.
    pub data: Option<String>,
    /// Id of an upload that is complete.
    #[schemars(extend("format" = "uuid"))]
    pub job_id: Option<String>,
    /// For people, in lists.
    #[schemars(length(min = 1, max = 255))]
    pub file_name: Option<String>,
    /// What the rows are; contacts when absent.
    pub kind: Option<RowKind>,
    /// Does everything, counts everything, takes it back.
    pub dry_run: Option<bool>,
    /// Which rows of contacts are taken; all when absent.
    pub mode: Option<RowMode>,
    /// What an empty cell means: `keep` leaves its property, `clear` removes it.
    #[schemars(extend("enum" = ["keep", "clear"]))]
    pub empty_cells: Option<String>,
    /// CSV: titles of the file, and what to take them for; null leaves the column out.
    #[schemars(with = "Option<Map<String, Value>>", extend("format" = "columns", "additionalProperties" = {"anyOf": [{"type": "string"}, {"enum": [null]}]}))]
    pub columns: Option<BTreeMap<String, Option<String>>>,
    /// Lists that every row subscribes to, unless the row says otherwise or the address has said no.
    #[schemars(length(max = 20), extend("format" = "list-ids"))]
    pub list_ids: Option<Vec<String>>,
    /// You have these people's consent: lists with double opt-in take them without a mail, and a yes overturns a stored no.
    pub consent_confirmed: Option<bool>,
    /// An import starts nothing.
    #[schemars(extend("const" = false))]
    pub trigger_events: Option<bool>,
}

/// A file that is to be uploaded.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct UploadBody {
    /// For people, in lists.
    #[schemars(length(min = 1, max = 255))]
    pub file_name: Option<String>,
}

/// An import that somebody wants.
#[derive(Clone, Debug)]
pub struct StartRequest {
    source: Source,
    file_name: Option<String>,
    options: Options,
}

#[derive(Clone, Debug)]
enum Source {
    Inline(String),
    Uploaded(Uuid),
}

/// An upload that is to be started.
enum Found {
    /// It waits, and here is its file.
    Waiting(Stored),
    /// It was started before.
    Started(Started),
}

/// An import that was asked for.
#[derive(Clone, Debug)]
pub struct Started {
    /// Its id.
    pub job_id: Uuid,
    /// Word of the wire; of an upload that had been started before, where it is now.
    pub status: &'static str,
}

/// Where a file is to be uploaded to.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The import that waits for it.
    pub job_id: Uuid,
    /// The form, `file` being its last field.
    pub form: UploadForm,
    /// The form works until then.
    pub expires_at: Timestamp,
}

impl StartRequest {
    /// Reads the body of `POST /v1/admin/contacts/import`: `data`, or the `jobId` of an upload; `fileName` and the options.
    ///
    /// # Errors
    /// `validation_failed` with all findings; `payload_too_large`; `reserved_list`, `unknown_list`.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let file_name = file_name(&mut fields);
        let options = Options::read(&mut fields)?;
        let uploaded = fields.optional("jobId", job_id);
        let data = fields.optional("data", text);
        if body.get("jobId").is_some() == body.get("data").is_some() {
            fields.note("data", Invalid::new("required", "is required, or the jobId of an upload in its place"));
        }
        fields.finish()?;
        let source = match (uploaded, data) {
            (Some(job), _) => Source::Uploaded(job),
            (None, data) => Source::Inline(data.unwrap_or_default().to_owned()),
        };
        if let Source::Inline(data) = &source
            && data.len() > MAX_INLINE_BYTES
        {
            let message = "data may have 4 MiB; upload a larger file: POST /v1/admin/contacts/import/uploads";
            return Err(Refusal::new(Kind::TooLarge, "payload_too_large", message));
        }
        Ok(Self { source, file_name, options })
    }
}

fn job_id(value: &Value) -> Result<Uuid, Invalid> {
    text(value)?.parse().map_err(|_| Invalid::new("invalid_format", "must be the id of an upload"))
}

fn file_name(fields: &mut Fields<'_>) -> Option<String> {
    fields.optional("fileName", |value| bounded_text(value, MAX_FILE_NAME)).map(str::to_owned)
}

impl Engine {
    /// Starts an import. An inline file is stored first: should the job then not commit, the file is forgotten with its
    /// bucket's rule. Starting an upload again changes nothing and tells where it is.
    ///
    /// # Errors
    /// `unknown_list`; `import_not_found`; `upload_missing` (409) when nothing was uploaded yet; `invalid_state` (409) when
    /// it was canceled, by an operator or after a day; `Unavailable`.
    pub async fn start_import(
        &self,
        caller: &Caller,
        request: StartRequest,
        attempt: &Attempt,
    ) -> Result<Started, Error> {
        let StartRequest { source, file_name, options } = request;
        self.require_known(&options).await?;
        let (job, stored, inline) = match source {
            Source::Inline(data) => {
                let job = Uuid::now_v7();
                (job, self.import_bucket.put(&object_key(job), data.into_bytes()).await?, true)
            }
            Source::Uploaded(job) => match self.uploaded(job).await? {
                Found::Waiting(stored) => (job, stored, false),
                Found::Started(started) => return Ok(started),
            },
        };
        let params = Params { options, etag: stored.etag, bytes: stored.bytes };
        let attempt = Attempt { resource_id: Some(job.to_string()), ..attempt.clone() };
        let enqueued =
            retrying(|| self.insert_started(caller, job, &params, file_name.as_deref(), inline, &attempt)).await?;
        match enqueued {
            Some(enqueued) => {
                self.send_after_commit(enqueued).await;
                Ok(Started { job_id: job, status: wire_status("pending", 0) })
            }
            None => where_it_is(&self.known(job).await?),
        }
    }

    /// Prepares an upload: a job that waits for its file, and the form that takes it.
    ///
    /// # Errors
    /// `validation_failed`; `Unavailable`.
    pub async fn prepare_import(&self, caller: &Caller, body: &Value, attempt: &Attempt) -> Result<Upload, Error> {
        let mut fields = Fields::of(body)?;
        let file_name = file_name(&mut fields);
        fields.finish()?;
        let job = Uuid::now_v7();
        let form = self.import_bucket.upload_form(&object_key(job), MAX_UPLOAD_BYTES, UPLOAD_VALID).await?;
        let expires_at = Timestamp::try_from(form.expires_at).map_err(Error::internal)?;
        let attempt = Attempt { resource_id: Some(job.to_string()), ..attempt.clone() };
        retrying(|| async {
            let transaction = self.database.begin().await?;
            let (key, fixed) = (object_key(job), self.clock.fixed());
            sql::insert_import()
                .bind(
                    &*transaction,
                    &job,
                    &"uploading",
                    &json!({}),
                    &key,
                    &file_name,
                    &None::<&str>,
                    &caller.key_id,
                    &fixed,
                )
                .await?;
            record(&transaction, caller, &attempt, Outcome::Done, &json!({})).await?;
            transaction.commit().await
        })
        .await?;
        Ok(Upload { job_id: job, form, expires_at })
    }

    async fn require_known(&self, options: &Options) -> Result<(), Error> {
        let lists: Vec<(ListId, bool)> =
            options.list_ids.iter().map(|id| Ok((ListId::parse(id)?, true))).collect::<Result<_, Refusal>>()?;
        self.require_lists(&lists).await
    }

    async fn known(&self, job: Uuid) -> Result<Import, Error> {
        Ok(self.import(job).await?.ok_or_else(|| unknown(&job.to_string()))?)
    }

    /// The job before its file: files of jobs that have ended are deleted after some days.
    async fn uploaded(&self, job: Uuid) -> Result<Found, Error> {
        let import = self.known(job).await?;
        if import.status != "uploading" {
            return where_it_is(&import).map(Found::Started);
        }
        let stored = self.import_bucket.find(&object_key(job)).await?;
        stored.map(Found::Waiting).ok_or_else(|| {
            Refusal::conflict("upload_missing", "No file was uploaded for this job yet; post it to its uploadUrl first")
                .into()
        })
    }

    /// `None` when the upload had been started, or canceled, before.
    async fn insert_started(
        &self,
        caller: &Caller,
        job: Uuid,
        params: &Params,
        file_name: Option<&str>,
        inline: bool,
        attempt: &Attempt,
    ) -> Result<Option<Vec<Enqueued>>, Error> {
        let transaction = self.database.begin().await?;
        let client = &*transaction;
        let (stored, format) = (params.write()?, params.options.format.as_str());
        if inline {
            let (key, fixed) = (object_key(job), self.clock.fixed());
            sql::insert_import()
                .bind(client, &job, &"pending", &stored, &key, &file_name, &Some(format), &caller.key_id, &fixed)
                .await?;
        } else if sql::start_upload().bind(client, &stored, &format, &file_name, &job).opt().await?.is_none() {
            transaction.rollback().await;
            return Ok(None);
        }
        // Titles of columns are the file's, and may be many.
        let mut options = stored["options"].clone();
        options["columns"] = params.options.columns.len().into();
        let detail = json!({"after": {"options": options, "bytes": params.bytes}});
        record(&transaction, caller, attempt, Outcome::Done, &detail).await?;
        let enqueued = enqueue(&transaction, vec![message(job, None)]).await?;
        transaction.commit().await?;
        Ok(Some(enqueued))
    }
}

/// Of an upload that was started before: where it is.
fn where_it_is(import: &Import) -> Result<Started, Error> {
    if import.status == "canceled" {
        let message = "The upload was canceled, or not started within a day; ask for a new one";
        return Err(Refusal::conflict("invalid_state", message).into());
    }
    Ok(Started { job_id: import.id, status: import.status })
}

/// The refusal of a list that a file names.
pub(super) fn unknown_list(id: &str) -> String {
    list::unknown(id).message
}
