//! A key as answers show it: never its text or hash.

use domain::timestamp::Utc;
use engine::operations::api_keys::ApiKey;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// A key, without its text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKeyRow {
    /// Its id, to change or revoke it.
    id: Uuid,
    /// What it is for.
    name: String,
    /// Its first characters.
    key_prefix: String,
    /// What it may do.
    scopes: Vec<String>,
    /// Calls a minute, by budget; the installation's for those that are absent.
    #[schemars(with = "std::collections::BTreeMap<String, u32>")]
    limits: Value,
    /// Name of the key that made it.
    created_by: Option<String>,
    /// When it was last used, up to five minutes behind.
    last_used_at: Option<Utc>,
    /// When it was revoked.
    revoked_at: Option<Utc>,
    /// When it ends, if ever.
    expires_at: Option<Utc>,
    /// When it was made.
    created_at: Utc,
}

/// The row of a key.
pub(crate) fn shown(key: ApiKey) -> ApiKeyRow {
    ApiKeyRow {
        id: key.id,
        name: key.name,
        key_prefix: key.key_prefix,
        scopes: key.scopes,
        limits: key.limits,
        created_by: key.created_by,
        last_used_at: key.last_used_at.map(Utc),
        revoked_at: key.revoked_at.map(Utc),
        expires_at: key.expires_at.map(Utc),
        created_at: Utc(key.created_at),
    }
}
