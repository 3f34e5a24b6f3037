//! A contact as operators see it.

use domain::timestamp::format;
use engine::contacts::admin::Contact;
use serde_json::{Value, json};

pub(crate) fn answer(contact: &Contact) -> Value {
    json!({
        "id": contact.id,
        "externalId": contact.external_id,
        "anonymousId": contact.anonymous_id,
        "email": contact.email,
        "properties": contact.properties,
        "firstSeenAt": format(contact.first_seen_at),
        "lastSeenAt": format(contact.last_seen_at),
        "createdAt": format(contact.created_at),
        "updatedAt": format(contact.updated_at),
    })
}
