//! The routes of contacts, as their callers read them.

use description::{Area, Operation};
use domain::budget::Class;
use domain::identity::IdentityBody;
use domain::scope::Scope;
use engine::contacts::request::ContactBody;
use serde_json::json;

use crate::delete_contact::DeleteAnswer;
use crate::find_contact::FindAnswer;
use crate::put_contact::PutAnswer;

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "Contacts",
        about: "The people whom you send mail to. A contact is found by your `userId`, by its address, or by an id of a \
                device.",
        operations: vec![put_contact(), find_contact(), delete_contact()],
    }
}

fn put_contact() -> Operation {
    Operation::new("put_contact", "PUT", "/v1/contacts", "Create or update a contact")
        .about(
            "States what is true of a contact, so repeating the call changes nothing. Keys that a contact lacks are added \
             to it. An `email` that comes with the contact's `userId` becomes its address; the old one still leads to it, \
             and what the person said no to there holds for the new one. Contacts that the call shows to be one person \
             become one; where that would join two people, the stronger key wins, and the answer warns \
             `identity_conflict:…`.",
        )
        .admits(&[Scope::Ingest], Class::Writes)
        .takes::<ContactBody>(json!({
            "userId": "u-17", "email": "ada@example.com", "timezone": "Europe/Berlin",
            "properties": {"first_name": "Ada", "trial": null}, "lists": {"broadcast": true},
        }))
        .answers::<PutAnswer>(
            200,
            "The contact is as stated.",
            json!({"id": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b13", "created": false, "linked": true}),
        )
        .refuses(&["invalid_properties", "identity_required", "no_email", "reserved_list", "unknown_list"])
}

fn find_contact() -> Operation {
    Operation::new("find_contact", "GET", "/v1/contacts/find", "Find contacts")
        .about("By `userId`, by `email`, or by both; earlier addresses lead to their contact, too. Changes nothing.")
        .admits(&[Scope::Ingest], Class::Reads)
        .query("userId", "Your own id of the person.", json!({"type": "string", "examples": ["u-17"]}))
        .query(
            "email",
            "An address; write a `+` in it as `%2B`.",
            json!({"type": "string", "examples": ["ada@example.com"]}),
        )
        .answers::<FindAnswer>(
            200,
            "Whoever was found, perhaps nobody.",
            json!({"contacts": [{
                "id": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b13", "externalId": "u-17", "email": "ada@example.com",
                "properties": {"plan": "pro"},
                "firstSeenAt": "2026-11-20T09:30:00.000Z", "lastSeenAt": "2026-11-27T18:02:11.420Z",
                "createdAt": "2026-11-20T09:30:00.000Z", "updatedAt": "2026-11-27T18:02:11.420Z",
            }]}),
        )
        .refuses(&["identity_required"])
}

fn delete_contact() -> Operation {
    Operation::new("delete_contact", "DELETE", "/v1/contacts", "Delete a contact")
        .about(
            "Mail that waits for the contact is not sent. Opt-outs stay with the address. The same keys make a new \
             contact later, without the old one's history. A second call is a 404.",
        )
        .admits(&[Scope::Ingest], Class::Writes)
        .takes::<IdentityBody>(json!({"userId": "u-17"}))
        .answers::<DeleteAnswer>(200, "The contact is deleted.", json!({"deleted": true}))
        .refuses(&["identity_required", "contact_not_found", "identity_conflict"])
}
