//! Changing a key: its name, its limits, its end. What it may do is fixed.

use domain::input::{Fields, Invalid, bounded_text};
use domain::refusal::Refusal;
use domain::timestamp;
use jiff::Timestamp;
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::client::Params;
use queries::queries::api_keys::{LockApiKey, UpdateApiKeyParams, lock_api_key, update_api_key};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::create::{LimitsBody, MAX_NAME, ends_in_the_past, limits};
use super::{ApiKey, unknown_key};
use crate::Engine;
use crate::operations::audit::{Attempt, Outcome, record};
use crate::operations::caller::Caller;

/// What shall change of a key; what is absent stays.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct KeyPatchBody {
    /// What it is for.
    #[schemars(length(min = 1, max = 100), example = &"shop")]
    pub name: Option<String>,
    /// Calls a minute, by budget, as a whole: what is not named is the installation's.
    pub limits: Option<LimitsBody>,
    /// When it ends, in the future; null takes the end away.
    #[schemars(with = "Option<Value>", extend("anyOf" = [{"type": "string", "format": "date-time"}, {"enum": [null]}]))]
    pub expires_at: Option<String>,
}

/// What shall change of a key; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct KeyPatch {
    name: Option<String>,
    limits: Option<Map<String, Value>>,
    expires_at: Option<Option<Timestamp>>,
}

impl KeyPatch {
    /// `{name?, limits?, expiresAt?}`. Limits are replaced whole, so `{}` leaves all to the installation; `expiresAt` null
    /// takes the end away.
    ///
    /// # Errors
    /// `validation_failed` with all findings; also for `scopes`, so that nobody believes they had changed.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let name = fields.optional("name", |value| bounded_text(value, MAX_NAME));
        let limits = fields.optional("limits", limits);
        let expires_at = fields.patched("expiresAt", timestamp::parse);
        if body.get("scopes").is_some() {
            fields.note("scopes", Invalid::new("invalid_value", "cannot change; make another key"));
        }
        fields.finish()?;
        Ok(Self { name: name.map(str::to_owned), limits, expires_at })
    }
}

impl Engine {
    /// Changes a key, with its row in the audit log; new limits hold from the next request on. Repeated it changes nothing
    /// more.
    ///
    /// # Errors
    /// `api_key_not_found` for an unknown or revoked key; `validation_failed` for an end that has passed.
    pub async fn update_api_key(
        &self,
        caller: &Caller,
        id: Uuid,
        patch: &KeyPatch,
        attempt: &Attempt,
    ) -> Result<ApiKey, Error> {
        retrying(|| async {
            let transaction = self.database.begin().await?;
            let outcome = self.update_within(&transaction, caller, id, patch, attempt).await;
            transaction.end(outcome).await
        })
        .await
    }

    async fn update_within(
        &self,
        transaction: &Transaction,
        caller: &Caller,
        id: Uuid,
        patch: &KeyPatch,
        attempt: &Attempt,
    ) -> Result<ApiKey, Error> {
        let before = lock_api_key().bind(&**transaction, &id).opt().await?;
        let before = before.ok_or_else(|| unknown_key(id))?;
        let after = ApiKey {
            id,
            name: patch.name.clone().unwrap_or_else(|| before.name.clone()),
            key_prefix: before.key_prefix.clone(),
            scopes: before.scopes.clone(),
            limits: patch.limits.clone().map_or_else(|| before.limits.clone(), Value::Object),
            created_by: before.created_by.clone(),
            last_used_at: before.last_used_at,
            revoked_at: None,
            expires_at: patch.expires_at.unwrap_or(before.expires_at),
            created_at: before.created_at,
        };
        let row = UpdateApiKeyParams {
            name: after.name.as_str(),
            limits: &after.limits,
            expires_at: after.expires_at,
            id,
            fixed_now: self.clock.fixed(),
        };
        let updated = update_api_key().params(&**transaction, &row).opt().await?;
        updated.ok_or_else(ends_in_the_past)?;
        record(transaction, caller, attempt, Outcome::Done, &difference(&before, &after)).await?;
        Ok(after)
    }
}

/// What the audit log keeps: only the fields that changed.
fn difference(before: &LockApiKey, after: &ApiKey) -> Value {
    let ends = |at: Option<Timestamp>| json!(at.map(timestamp::format));
    let fields = [
        ("name", json!(before.name), json!(after.name)),
        ("limits", before.limits.clone(), after.limits.clone()),
        ("expiresAt", ends(before.expires_at), ends(after.expires_at)),
    ];
    let mut detail = json!({"changed": [], "before": {}, "after": {}});
    for (name, was, is) in fields.into_iter().filter(|(_, was, is)| was != is) {
        if let Some(changed) = detail["changed"].as_array_mut() {
            changed.push(name.into());
        }
        detail["before"][name] = was;
        detail["after"][name] = is;
    }
    detail
}
