//! The administrative routes, as their callers read them.

use description::{Area, Operation};
use domain::budget::Class;
use domain::scope::Scope;
use engine::operations::api_keys::ApiKeyBody;
use serde_json::json;

use crate::create_api_key::ApiKeyCreated;
use crate::list_api_keys::ApiKeysAnswer;
use crate::revoke_api_key::Revoked;

const FULL_ADMIN: &[Scope] = &[Scope::FullAdmin];

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "API keys",
        about: "Who may call. The first key is in the secret that the stack names in its outputs.",
        operations: vec![create_api_key(), list_api_keys(), revoke_api_key()],
    }
}

fn create_api_key() -> Operation {
    Operation::new("create_api_key", "POST", "/v1/admin/api-keys", "Make a key")
        .about("Repeating the call makes a second key. Who made a key, and who tried to, stands in the audit log.")
        .admits(FULL_ADMIN, Class::Admin)
        .takes::<ApiKeyBody>(json!({"name": "shop", "scopes": ["ingest"], "expiresAt": "2030-01-01T00:00:00Z"}))
        .answers::<ApiKeyCreated>(
            201,
            "The key is made.",
            json!({
                "id": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15", "name": "shop",
                "key": "hsk_Zk3vT0q8bE1nJxY7aLw5cQ2rUd9mSf6hGp4oVi-Xt0e", "keyPrefix": "hsk_Zk3v", "scopes": ["ingest"],
                "expiresAt": "2030-01-01T00:00:00.000Z", "createdAt": "2026-11-20T09:30:00.000Z",
            }),
        )
}

fn list_api_keys() -> Operation {
    Operation::new("list_api_keys", "GET", "/v1/admin/api-keys", "List keys")
        .about("Newest first; never the text of a key.")
        .admits(FULL_ADMIN, Class::Admin)
        .query("includeRevoked", "Whether revoked keys are listed, too.", json!({"type": "boolean", "default": false}))
        .paged()
        .answers::<ApiKeysAnswer>(
            200,
            "A page of keys.",
            json!({
                "keys": [{
                    "id": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15", "name": "shop", "keyPrefix": "hsk_Zk3v",
                    "scopes": ["ingest"], "limits": {"emails": 30}, "createdBy": "legacy", "lastUsedAt": null,
                    "revokedAt": null, "expiresAt": "2030-01-01T00:00:00.000Z", "createdAt": "2026-11-20T09:30:00.000Z",
                }],
                "limit": 50, "offset": 0, "nextCursor": null, "total": 1,
            }),
        )
}

fn revoke_api_key() -> Operation {
    Operation::new("revoke_api_key", "DELETE", "/v1/admin/api-keys/{id}", "Revoke a key")
        .about("The next request with the key is refused. A second call is a 404.")
        .admits(FULL_ADMIN, Class::Admin)
        .path("id", "Id of the key.", "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15")
        .answers::<Revoked>(200, "The key is revoked.", json!({"revoked": true}))
        .refuses(&["api_key_not_found", "invalid_state"])
}
