//! The routes behind the links of mails.

use description::{Area, Operation};
use serde_json::{Value, json};

const PAGE: &str = "text/html";
const TEXT: &str = "text/plain";

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "Links in mails",
        about: "What people, and the programs that show them their mail, follow. The signed token in the link is the only \
                credential.",
        operations: vec![get_unsubscribe(), post_unsubscribe()],
    }
}

fn get_unsubscribe() -> Operation {
    link("get_unsubscribe", "GET", "Show what the link would change")
        .about("Mail scanners and previews fetch links, so this changes nothing: it shows a page with a button.")
        .with_head()
        .answers_text(200, PAGE, "A page that asks, or says that it is done.")
        .answers_text(400, PAGE, "The link does not verify.")
        .answers_text(503, PAGE, "The link could not be looked up; it stays good.")
}

fn post_unsubscribe() -> Operation {
    link("post_unsubscribe", "POST", "Unsubscribe")
        .about(
            "One click at the mailbox provider (RFC 8058), or the button of the page. Opts out of the list of the mail, for \
             all addresses of the contact, once, however often it comes. Answers with a page when `Accept` names HTML, \
             else with plain text; never redirects.",
        )
        .takes_form(form())
        .answers_text(200, PAGE, "The opt-out is durable.")
        .answers_text(200, TEXT, "The same as plain text.")
        .answers_text(400, PAGE, "The link does not verify, or the body confirms nothing.")
        .answers_text(400, TEXT, "The same as plain text.")
        .answers_text(503, PAGE, "Nothing was changed; the link stays good.")
}

fn link(handler: &'static str, method: &'static str, summary: &'static str) -> Operation {
    let token = json!({"type": "string"});
    Operation::new(handler, method, "/v1/email/unsubscribe", summary).query(
        "token",
        "The token, as it stands in the link. `t` is accepted, too.",
        token,
    )
}

/// One of two pairs.
fn form() -> Value {
    json!({
        "type": "object",
        "properties": {
            "List-Unsubscribe": {"type": "string", "const": "One-Click", "description": "What mailbox providers send."},
            "confirm": {"type": "string", "const": "1", "description": "What the button of the page sends."},
        },
        "anyOf": [{"required": ["List-Unsubscribe"]}, {"required": ["confirm"]}],
    })
}
