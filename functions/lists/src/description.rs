//! The routes of lists, as their callers read them.

use description::{Area, Operation};
use domain::budget::Class;
use domain::identity::IdentityBody;
use domain::scope::Scope;
use serde_json::json;

use crate::change::ListChoice;
use crate::list_lists::ListsAnswer;

const CHANGE: &str = "State-setting: repeated, it changes and logs nothing. A contact that is unknown is created. Each \
                      change is logged as proof of consent.";

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "Lists",
        about: "What people subscribe to. A choice belongs to an address and holds for all addresses of a contact.",
        operations: vec![list_lists(), subscribe_list(), unsubscribe_list()],
    }
}

fn list_lists() -> Operation {
    Operation::new("list_lists", "GET", "/v1/lists", "List the lists")
        .about("Lists stand in the content folder; a deployment publishes them.")
        .admits(&[Scope::Ingest], Class::Reads)
        .answers::<ListsAnswer>(
            200,
            "The catalogue.",
            json!({"lists": [{"id": "broadcast", "name": "News", "description": "About once a month.", "defaultOptIn": false}]}),
        )
}

fn subscribe_list() -> Operation {
    change("subscribe_list", "/v1/lists/{id}/subscribe", "Subscribe a contact")
        .about("Lifts neither an opt-out from all mail nor a suppression, and warns of them. Repeating it is harmless, and each change is logged as proof of consent.")
        .answers::<ListChoice>(200, "The contact is subscribed.", json!({"list": "broadcast", "subscribed": true}))
}

fn unsubscribe_list() -> Operation {
    change("unsubscribe_list", "/v1/lists/{id}/unsubscribe", "Unsubscribe a contact")
        .about(CHANGE)
        .answers::<ListChoice>(200, "The contact is not subscribed.", json!({"list": "broadcast", "subscribed": false}))
}

fn change(handler: &'static str, path: &'static str, summary: &'static str) -> Operation {
    Operation::new(handler, "POST", path, summary)
        .admits(&[Scope::Ingest], Class::Writes)
        .path("id", "Id of the list.", "broadcast")
        .takes::<IdentityBody>(json!({"email": "ada@example.com"}))
        .refuses(&["identity_required", "no_email", "reserved_list", "unknown_list"])
}
