//! A key as answers show it: never its text or hash.

use domain::timestamp::format;
use engine::operations::api_keys::ApiKey;
use serde_json::{Value, json};

/// `{id, name, keyPrefix, scopes, limits, createdBy, lastUsedAt, revokedAt, expiresAt, createdAt}`.
pub(crate) fn shown(key: &ApiKey) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "keyPrefix": key.key_prefix,
        "scopes": key.scopes,
        "limits": key.limits,
        "createdBy": key.created_by,
        "lastUsedAt": key.last_used_at.map(format),
        "revokedAt": key.revoked_at.map(format),
        "expiresAt": key.expires_at.map(format),
        "createdAt": format(key.created_at),
    })
}
