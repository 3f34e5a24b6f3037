//! A contact as operators see it.

use domain::timestamp::Utc;
use engine::contacts::admin::Contact;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// A contact, with all that is known.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContactRow {
    /// Sounder's own id of it.
    id: Uuid,
    /// Your `userId`.
    external_id: Option<String>,
    /// The device or session before sign-in.
    anonymous_id: Option<String>,
    /// The address that mail goes to.
    email: Option<String>,
    /// What is known.
    #[schemars(with = "serde_json::Map<String, Value>")]
    properties: Value,
    /// When it was first heard of.
    first_seen_at: Utc,
    /// When it was last heard of; may be five minutes behind.
    last_seen_at: Utc,
    /// When it was created.
    created_at: Utc,
    /// When anything about it changed.
    updated_at: Utc,
}

/// The row of a contact.
pub(crate) fn shown(contact: Contact) -> ContactRow {
    ContactRow {
        id: contact.id,
        external_id: contact.external_id,
        anonymous_id: contact.anonymous_id,
        email: contact.email,
        properties: contact.properties,
        first_seen_at: Utc(contact.first_seen_at),
        last_seen_at: Utc(contact.last_seen_at),
        created_at: Utc(contact.created_at),
        updated_at: Utc(contact.updated_at),
    }
}
