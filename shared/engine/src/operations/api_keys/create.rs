//! Making a key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::budget::Class;
use domain::input::{Fields, Invalid, bounded_text, object};
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::timestamp;
use jiff::Timestamp;
use platform::Error;
use platform::database::retrying;
use queries::client::Params;
use queries::queries::api_keys::{InsertApiKeyParams, insert_api_key};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::hash_of;
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;

pub(super) const MAX_NAME: usize = 100;
/// `hsk_` and four characters are shown in lists.
const PREFIX: usize = 8;
/// No class may be given more calls per minute than this.
const MAX_LIMIT: i64 = 1_000_000;

/// A key to be made.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct ApiKeyBody {
    /// What it is for; shown in lists and in the audit log.
    #[schemars(length(min = 1, max = 100), example = &"shop")]
    pub name: String,
    /// What it may do; `read` when absent. You cannot give away a scope that your own key has not.
    #[schemars(length(min = 1))]
    pub scopes: Option<Vec<Scope>>,
    /// When it ends; never when absent. Must lie in the future.
    #[schemars(extend("format" = "date-time"), example = &"2030-01-01T00:00:00Z")]
    pub expires_at: Option<String>,
    /// Calls a minute, by budget; the installation's for those that are absent.
    pub limits: Option<LimitsBody>,
}

/// Calls a minute, by budget.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct LimitsBody {
    /// Single mails.
    #[schemars(range(min = 1, max = 1_000_000), example = 30)]
    pub emails: Option<i64>,
    /// All other writes of the data plane; a batch is one.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub writes: Option<i64>,
    /// Reads of the data plane.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub reads: Option<i64>,
    /// Administrative routes.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub admin: Option<i64>,
}

/// A key that somebody wants.
#[derive(Clone, Debug)]
pub struct NewKey {
    name: String,
    scopes: Vec<Scope>,
    expires_at: Option<Timestamp>,
    limits: Map<String, Value>,
}

/// A key that was made. Its text is shown this once.
#[derive(Clone, Debug)]
pub struct CreatedKey {
    /// The key's id.
    pub id: Uuid,
    /// The key itself.
    pub key: String,
    /// Its first characters, as lists show them.
    pub prefix: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// What was asked for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it ends, if ever.
    pub expires_at: Option<Timestamp>,
}

impl NewKey {
    /// `{name, scopes?, expiresAt?, limits?}`; without scopes the key may read.
    ///
    /// # Errors
    /// `validation_failed` with all findings.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let name = fields.required("name", |value| bounded_text(value, MAX_NAME));
        let scopes = fields.optional("scopes", scopes);
        let expires_at = fields.optional("expiresAt", timestamp::parse);
        let limits = fields.optional("limits", limits);
        fields.finish()?;
        Ok(Self {
            name: name.unwrap_or_default().to_owned(),
            scopes: scopes.unwrap_or_else(|| vec![Scope::Read]),
            expires_at,
            limits: limits.unwrap_or_default(),
        })
    }
}

fn scopes(value: &Value) -> Result<Vec<Scope>, Invalid> {
    let words = value.as_array().ok_or_else(|| Invalid::type_of("a list"))?;
    let mut scopes = Vec::new();
    for word in words {
        let scope = word.as_str().and_then(Scope::parse).ok_or_else(|| {
            Invalid::new("invalid_value", "must name scopes: read, journey-admin, full-admin, ingest")
        })?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    if scopes.is_empty() { Err(Invalid::new("too_short", "must name at least one scope")) } else { Ok(scopes) }
}

pub(super) fn limits(value: &Value) -> Result<Map<String, Value>, Invalid> {
    let limits = object(value)?;
    let known = Class::ALL.map(Class::as_str);
    for (class, limit) in limits {
        if !known.contains(&class.as_str()) {
            return Err(Invalid::new("invalid_value", format!("knows the classes {}", known.join(", "))));
        }
        if !limit.as_i64().is_some_and(|limit| (1..=MAX_LIMIT).contains(&limit)) {
            return Err(Invalid::new(
                "invalid_value",
                format!("{class} must be a whole number of calls per minute, at least 1"),
            ));
        }
    }
    Ok(limits.clone())
}

pub(super) fn ends_in_the_past() -> Refusal {
    Refusal::invalid("validation_failed", "expiresAt: must lie in the future")
}

impl Engine {
    /// Makes a key, with its row in the audit log. Not idempotent: a repetition makes a second key.
    ///
    /// # Errors
    /// `insufficient_scope` (audited) when the caller lacks a scope of the new key; `validation_failed` when it would
    /// have expired already.
    pub async fn create_api_key(
        &self,
        caller: &Caller,
        wanted: &NewKey,
        attempt: &Attempt,
    ) -> Result<CreatedKey, Error> {
        if !wanted.scopes.iter().all(|scope| caller.has(*scope)) {
            return Err(self.deny(caller, attempt).await);
        }
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(Error::internal)?;
        let key = format!("hsk_{}", URL_SAFE_NO_PAD.encode(random));
        let id = Uuid::now_v7();
        let attempt = Attempt { resource_id: Some(id.to_string()), ..attempt.clone() };
        let created_at = retrying(|| self.insert_key(caller, wanted, id, &key, &attempt)).await?;
        Ok(CreatedKey {
            id,
            prefix: key[..PREFIX].to_owned(),
            key,
            created_at,
            name: wanted.name.clone(),
            scopes: wanted.scopes.clone(),
            expires_at: wanted.expires_at,
        })
    }

    async fn insert_key(
        &self,
        caller: &Caller,
        wanted: &NewKey,
        id: Uuid,
        key: &str,
        attempt: &Attempt,
    ) -> Result<Timestamp, Error> {
        let transaction = self.database.begin().await?;
        let scopes: Vec<&str> = wanted.scopes.iter().map(|scope| scope.as_str()).collect();
        let hash = hash_of(key);
        let row = InsertApiKeyParams {
            id,
            name: wanted.name.as_str(),
            key_prefix: &key[..PREFIX],
            key_hash: hash.as_slice(),
            scopes: scopes.clone(),
            limits: Value::Object(wanted.limits.clone()),
            created_by: Some(caller.name.as_str()),
            expires_at: wanted.expires_at,
            fixed_now: self.clock.fixed(),
        };
        let Some(created_at) = insert_api_key().params(&*transaction, &row).opt().await? else {
            transaction.rollback().await;
            return Err(ends_in_the_past().into());
        };
        let expires_at = wanted.expires_at.map(timestamp::format);
        let after = json!({"name": wanted.name, "scopes": scopes, "limits": wanted.limits, "expiresAt": expires_at});
        record(&transaction, caller, attempt, Outcome::Done, &json!({ "after": after })).await?;
        transaction.commit().await?;
        Ok(created_at)
    }
}
