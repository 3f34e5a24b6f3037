//! The administrative routes, as their callers read them.

use description::{Area, Operation};
use domain::budget::Class;
use domain::scope::Scope;
use engine::contacts::admin::MergeBody;
use engine::imports::{ImportBody, UploadBody};
use engine::operations::api_keys::{ApiKeyBody, KeyPatchBody};
use serde_json::{Value, json};

use crate::api_key::ApiKeyRow;
use crate::create_api_key::ApiKeyCreated;
use crate::create_import_upload::UploadAnswer;
use crate::get_import::ImportAnswer;
use crate::import::ImportRow;
use crate::list_api_keys::ApiKeysAnswer;
use crate::list_import_errors::ErrorsAnswer;
use crate::list_imports::ImportsAnswer;
use crate::merge_contacts::MergeAnswer;
use crate::remove_contact::{Deleted, ErasureStarted};
use crate::restore_contact::RestoreAnswer;
use crate::revoke_api_key::Revoked;
use crate::start_import::ImportStarted;

const FULL_ADMIN: &[Scope] = &[Scope::FullAdmin];

/// The area's routes, by what they are about.
pub fn describe() -> Vec<Area> {
    vec![
        Area {
            name: "Single contacts",
            about: "What operators do with one contact. `{id}` is its id or your `userId`. Every change stands in the audit log.",
            operations: vec![merge_contacts(), remove_contact(), restore_contact()],
        },
        Area {
            name: "Imports",
            about: "Contacts, suppressions and unsubscribes from a file. An import starts nothing: no journey, no mail.",
            operations: vec![
                start_import(),
                create_import_upload(),
                list_imports(),
                get_import(),
                list_import_errors(),
                cancel_import(),
            ],
        },
        Area {
            name: "API keys",
            about: "Who may call. The first key is in the secret that the stack names in its outputs.",
            operations: vec![create_api_key(), list_api_keys(), update_api_key(), revoke_api_key()],
        },
    ]
}

const CONTACT: &str = "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15";

fn contact_example() -> Value {
    json!({
        "id": CONTACT, "externalId": "u-1", "anonymousId": null, "email": "ada@example.com", "properties": {"plan": "pro"},
        "firstSeenAt": "2026-11-02T08:00:00.000Z", "lastSeenAt": "2026-11-20T09:30:00.000Z",
        "createdAt": "2026-11-02T08:00:00.000Z", "updatedAt": "2026-11-20T09:30:00.000Z",
    })
}

fn merge_contacts() -> Operation {
    Operation::new("merge_contacts", "POST", "/v1/admin/contacts/merge", "Join two contacts")
        .about(
            "Two contacts are one person, you say, whatever keys they have. The survivor has the keys, history, mails and \
             opt-outs of both from then on; where both have a property, its own wins. It cannot be undone, but a snapshot of \
             the other is kept for 13 months. Repeating the call finds nothing to join.",
        )
        .admits(FULL_ADMIN, Class::Admin)
        .takes::<MergeBody>(json!({"survivor": "u-1", "loser": "0198c0df-11d2-7a44-9a0e-52f3b7c6d801"}))
        .answers::<MergeAnswer>(200, "They are one.", json!({"contact": contact_example(), "merged": true}))
        .refuses(&["contact_not_found"])
}

fn remove_contact() -> Operation {
    Operation::new("remove_contact", "DELETE", "/v1/admin/contacts/{id}", "Delete or erase a contact")
        .about(
            "Its keys are free at once, its journeys end, mail that waits is not sent. For 30 days it can be restored, then it \
             is erased. With `mode=erase` the erasure begins within minutes: what is left is an empty row, mails that count \
             without saying to whom they went, and suppressed addresses as hashes.",
        )
        .admits(FULL_ADMIN, Class::Admin)
        .path("id", "Id or `userId` of the contact.", CONTACT)
        .query("mode", "`erase`: at once and for good.", json!({"type": "string", "enum": ["erase"]}))
        .answers::<Deleted>(200, "It is deleted.", json!({"deleted": true}))
        .answers::<ErasureStarted>(202, "It will be erased.", json!({"jobId": "0198c0e1-2a90-7f11-8c77-9d1e6a3b5f20"}))
        .refuses(&["validation_failed", "contact_not_found"])
}

fn restore_contact() -> Operation {
    Operation::new("restore_contact", "POST", "/v1/admin/contacts/{id}/restore", "Bring a deleted contact back")
        .about("With its keys and history, while nobody else has one of the keys. Journeys that it was in have ended.")
        .admits(FULL_ADMIN, Class::Admin)
        .path("id", "Id of the contact; its keys lead nowhere any more.", CONTACT)
        .answers::<RestoreAnswer>(200, "It is back.", json!({"contact": contact_example()}))
        .refuses(&["contact_not_found", "identity_conflict", "invalid_state"])
}

const IMPORT: &str = "0198c0e4-90b2-7c55-b1a8-3e4d5f6a7b8c";

fn import_example() -> Value {
    json!({
        "id": IMPORT, "kind": "contacts", "format": "csv", "dryRun": false, "fileName": "people.csv",
        "status": "completed_with_errors", "error": null, "totalRows": 1200, "processedRows": 1200, "succeededRows": 1199,
        "failedRows": 1, "errorCount": 1, "createdRows": 1100, "updatedRows": 99, "percent": 100, "createdBy": "legacy",
        "createdAt": "2026-11-20T09:30:00.000Z", "startedAt": "2026-11-20T09:30:01.000Z",
        "finishedAt": "2026-11-20T09:30:04.000Z", "updatedAt": "2026-11-20T09:30:04.000Z",
    })
}

fn row_error() -> Value {
    json!({"row": 17, "error": "email: not a valid address"})
}

fn start_import() -> Operation {
    Operation::new("start_import", "POST", "/v1/admin/contacts/import", "Start an import")
        .about(
            "Of a file within the request, or of one that was uploaded. A file that is not well formed writes nothing; a row \
             that breaks a rule fails alone. docs/api.md tells the columns.",
        )
        .admits(FULL_ADMIN, Class::Admin)
        .takes::<ImportBody>(
            json!({"format": "csv", "fileName": "people.csv", "data": "externalId,email,plan\nu-1,ada@example.com,pro\n"}),
        )
        .answers::<ImportStarted>(202, "The import is on its way.", json!({"jobId": IMPORT, "status": "pending"}))
        .refuses(&["reserved_list", "unknown_list", "import_not_found", "upload_missing", "invalid_state"])
}

fn create_import_upload() -> Operation {
    Operation::new("create_import_upload", "POST", "/v1/admin/contacts/import/uploads", "Prepare an upload")
        .about("For files of more than 4 MiB, up to 1 GiB: post the form with the file to S3, then start the import with its `jobId`.")
        .admits(FULL_ADMIN, Class::Admin)
        .takes::<UploadBody>(json!({"fileName": "people.csv"}))
        .answers::<UploadAnswer>(
            201,
            "The form is good for an hour.",
            json!({
                "jobId": IMPORT, "uploadUrl": "https://bucket.s3.eu-central-1.amazonaws.com/",
                "fields": {"key": "imports/0198c0e4", "policy": "…"}, "expiresAt": "2026-11-20T10:30:00.000Z",
            }),
        )
}

fn list_imports() -> Operation {
    Operation::new("list_imports", "GET", "/v1/admin/contacts/import", "List imports")
        .about("Newest first.")
        .admits(FULL_ADMIN, Class::Admin)
        .paged()
        .answers::<ImportsAnswer>(
            200,
            "A page of imports.",
            json!({"imports": [import_example()], "limit": 50, "offset": 0, "nextCursor": null, "total": 1}),
        )
}

fn get_import() -> Operation {
    let mut example = import_example();
    example["errors"] = json!([row_error()]);
    Operation::new("get_import", "GET", "/v1/admin/contacts/import/{jobId}", "See how far an import is")
        .admits(FULL_ADMIN, Class::Admin)
        .path("jobId", "Id of the import.", IMPORT)
        .answers::<ImportAnswer>(200, "The import, with its first hundred errors.", example)
        .refuses(&["import_not_found"])
}

fn list_import_errors() -> Operation {
    Operation::new("list_import_errors", "GET", "/v1/admin/contacts/import/{jobId}/errors", "List refused rows")
        .about("In the order of the file. With `Accept: application/x-ndjson` all that are kept, one a line.")
        .admits(FULL_ADMIN, Class::Admin)
        .path("jobId", "Id of the import.", IMPORT)
        .paged()
        .answers::<ErrorsAnswer>(
            200,
            "A page of refused rows.",
            json!({"errors": [row_error()], "limit": 50, "offset": 0, "nextCursor": null, "total": 1}),
        )
        .answers_text(200, "application/x-ndjson", "All that are kept, one a line.")
        .refuses(&["import_not_found"])
}

fn cancel_import() -> Operation {
    Operation::new("cancel_import", "POST", "/v1/admin/contacts/import/{jobId}/cancel", "Cancel an import")
        .about("What is written stays. Repeated, it changes nothing.")
        .admits(FULL_ADMIN, Class::Admin)
        .path("jobId", "Id of the import.", IMPORT)
        .answers::<ImportRow>(200, "It has ended.", import_example())
        .refuses(&["import_not_found", "invalid_state"])
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

fn update_api_key() -> Operation {
    Operation::new("update_api_key", "PATCH", "/v1/admin/api-keys/{id}", "Change a key")
        .about("Its name, limits or end; what it may do is fixed. New limits hold from the next request on.")
        .admits(FULL_ADMIN, Class::Admin)
        .path("id", "Id of the key.", "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15")
        .takes::<KeyPatchBody>(json!({"name": "old shop", "limits": {"emails": 600}, "expiresAt": null}))
        .answers::<ApiKeyRow>(
            200,
            "The key as it is now.",
            json!({
                "id": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15", "name": "old shop", "keyPrefix": "hsk_Zk3v",
                "scopes": ["ingest"], "limits": {"emails": 600}, "createdBy": "legacy", "lastUsedAt": null,
                "revokedAt": null, "expiresAt": null, "createdAt": "2026-11-20T09:30:00.000Z",
            }),
        )
        .refuses(&["api_key_not_found"])
}

fn revoke_api_key() -> Operation {
    Operation::new("revoke_api_key", "DELETE", "/v1/admin/api-keys/{id}", "Revoke a key")
        .about("The next request with the key is refused. A second call is a 404.")
        .admits(FULL_ADMIN, Class::Admin)
        .path("id", "Id of the key.", "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b15")
        .answers::<Revoked>(200, "The key is revoked.", json!({"revoked": true}))
        .refuses(&["api_key_not_found", "invalid_state"])
}
