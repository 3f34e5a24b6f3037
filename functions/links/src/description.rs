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
        operations: vec![get_unsubscribe(), post_unsubscribe(), get_preferences(), post_preferences()],
    }
}

fn get_unsubscribe() -> Operation {
    link("get_unsubscribe", "GET", "/v1/email/unsubscribe", "Show what the link would change")
        .about("Mail scanners and previews fetch links, so this changes nothing: it shows a page with a button.")
        .with_head()
        .answers_text(200, PAGE, "A page that asks, or says that it is done.")
        .answers_text(400, PAGE, "The link does not verify.")
        .answers_text(503, PAGE, "The link could not be looked up; it stays good.")
}

fn post_unsubscribe() -> Operation {
    link("post_unsubscribe", "POST", "/v1/email/unsubscribe", "Unsubscribe")
        .about(
            "One click at the mailbox provider (RFC 8058), or the button of the page. Opts out of the list of the mail, for \
             all addresses of the contact, once, however often it comes. Answers with a page when `Accept` names HTML, \
             else with plain text; never redirects.",
        )
        .takes_form(form(), json!({"List-Unsubscribe": "One-Click"}))
        .answers_text(200, PAGE, "The opt-out is durable.")
        .answers_text(200, TEXT, "The same as plain text.")
        .answers_text(400, PAGE, "The link does not verify, or the body confirms nothing.")
        .answers_text(400, TEXT, "The same as plain text.")
        .answers_text(413, PAGE, "The body is too large.")
        .answers_text(413, TEXT, "The same as plain text.")
        .answers_text(503, PAGE, "Nothing was changed; the link stays good.")
}

fn get_preferences() -> Operation {
    link("get_preferences", "GET", "/v1/email/preferences", "Show what somebody gets")
        .about("A box for each list and category, and one for all mail. Changes nothing.")
        .with_head()
        .answers_text(200, PAGE, "The page, or that there is nothing to do any more.")
        .answers_text(400, PAGE, "The link does not verify.")
        .answers_text(503, PAGE, "The link could not be looked up; it stays good.")
}

fn post_preferences() -> Operation {
    link("post_preferences", "POST", "/v1/email/preferences", "Save what somebody wants")
        .about(
            "The whole form in one transaction. A box that is not ticked opts out, for all addresses of the contact; one that \
             is ticked and was not opts in, if the link came to the address that mail goes to by now. Repeating it changes \
             and logs nothing.",
        )
        .takes_form(
            preference_form(),
            json!({"save": "1", "shown": ["broadcast", "product-updates"], "ticked-before": ["broadcast"], "ticked": ["broadcast"]}),
        )
        .answers_text(200, PAGE, "The choices are durable; the page shows them.")
        .answers_text(400, PAGE, "The link does not verify, or no button sent the form.")
        .answers_text(413, PAGE, "The form is too large.")
        .answers_text(503, PAGE, "Nothing was changed; the link stays good.")
}

/// What the page's buttons send.
fn preference_form() -> Value {
    let ids = |about: &str| json!({"type": "array", "items": {"type": "string"}, "description": about});
    json!({
        "type": "object",
        "properties": {
            "save": {"type": "string", "const": "1", "description": "Applies the boxes."},
            "shown": ids("Boxes that the page had, by the ids of their lists."),
            "ticked-before": ids("Those that were ticked when the page was shown."),
            "ticked": ids("Those that are ticked."),
            "all": {"type": "string", "enum": ["unsubscribe", "subscribe"], "description": "No mail at all, or the end of that; the boxes do not count then."},
        },
        "anyOf": [{"required": ["save"]}, {"required": ["all"]}],
    })
}

fn link(handler: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Operation {
    let token = json!({"type": "string", "examples": ["TOKEN"]});
    Operation::new(handler, method, path, summary).query(
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
