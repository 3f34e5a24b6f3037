//! The mail itself: rendered with everything the preview has, and with as little as the schema allows.

use serde_json::{Map, Value};

use super::{markup, place};
use crate::draft::Draft;
use crate::finding::{Code, Finding, Position};
use crate::template::{
    CLIPPED_HTML_BYTES, CompiledTemplate, RenderError, RenderInput, RenderedMail, System, html_escaped,
};

/// Stands for the links of a send; free of characters that HTML escapes.
const UNSUBSCRIBE_URL: &str = "https://lint.example/v1/email/unsubscribe?token=lint";
const PREFERENCES_URL: &str = "https://lint.example/v1/email/preferences?token=lint";

pub(super) fn check(draft: &Draft, template: &CompiledTemplate, findings: &mut Vec<Finding>) {
    let definition = &draft.definition;
    let preview = Value::Object(definition.preview.props.clone());
    let contact = Value::Object(definition.preview.contact.clone());
    let transactional = definition.category.id == "transactional";
    let mut input = RenderInput {
        props: &preview,
        contact: &contact,
        subject: None,
        system: System {
            unsubscribe_url: (!transactional).then_some(UNSUBSCRIBE_URL),
            preferences_url: (!transactional).then_some(PREFERENCES_URL),
            public_url: "https://lint.example",
            year: 2026,
            category: &definition.category.id,
            category_name: None,
            send_id: "00000000-0000-7000-8000-000000000000",
        },
    };
    match template.render(&input) {
        Ok(mail) => check_mail(draft, &mail, transactional, findings),
        Err(error) => {
            findings.push(render_finding(draft, error, "with preview.json"));
            return;
        }
    }
    if let Ok(mjml) = template.render_mjml(&input) {
        markup::check_rendered(draft, &mjml, findings);
    }
    let (least, nobody) = (required_only(draft), Value::Object(Map::new()));
    input.props = &least;
    input.contact = &nobody;
    input.system.preferences_url = None;
    if let Err(error) = template.render(&input) {
        findings.push(render_finding(draft, error, "without its optional props and contact fields"));
    }
}

/// The preview's props without those that callers may leave out.
fn required_only(draft: &Draft) -> Value {
    let required: Vec<&Value> = draft.definition.schema["required"].as_array().into_iter().flatten().collect();
    let props = draft.definition.preview.props.iter().filter(|(name, _)| required.iter().any(|r| *r == name.as_str()));
    Value::Object(props.map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn check_mail(draft: &Draft, mail: &RenderedMail, transactional: bool, findings: &mut Vec<Finding>) {
    let body = draft.path_of(crate::template::BODY_HTML);
    // The text part gets the link by itself when it lacks it, so only the HTML can miss it.
    if !transactional && !mail.html.contains(UNSUBSCRIBE_URL) {
        let message = "the mail is not transactional and shows no unsubscribe link: put `{{ system.unsubscribe_url }}` into a link, best by including the footer partial";
        findings.push(Finding::error(&body, Code::MissingUnsubscribe, message).at(Position::START));
    }
    let address = draft.definition.brand.get("address").and_then(Value::as_str);
    if !address.is_some_and(|address| mail.html.contains(&html_escaped(address)) && mail.text.contains(address)) {
        let message = "the mail does not show the postal address: put `{{ brand.address }}` into HTML and text, best by including the footer partial";
        findings.push(Finding::error(&body, Code::MissingPostalAddress, message).at(Position::START));
    }
    if mail.html.len() > CLIPPED_HTML_BYTES {
        let message = format!(
            "the HTML has {} KB; Gmail clips mails above {} KB",
            mail.html.len() / 1024,
            CLIPPED_HTML_BYTES / 1024
        );
        findings.push(Finding::warning(&body, Code::HtmlClipped, message));
    }
    let length = mail.preheader.chars().count();
    if !(40..=130).contains(&length) {
        let message = format!("the preheader has {length} characters; 40–130 fill the line after the subject");
        let finding = Finding::warning(draft.path_of("template.toml"), Code::PreheaderLength, message);
        findings.push(finding.at(draft.template.value_at("/preheader")));
    }
}

fn render_finding(draft: &Draft, error: RenderError, how: &str) -> Finding {
    match error {
        RenderError::Template { file, line, column, message, undefined } => {
            let (path, position) = place(draft, &file, Position { line, column: column.unwrap_or(1) });
            let code = if undefined { Code::UnknownVariable } else { Code::RenderFailed };
            Finding::error(path, code, format!("cannot be rendered {how}: {message}")).at(position)
        }
        RenderError::Mjml(message) => {
            Finding::error(draft.path_of(crate::template::BODY_HTML), Code::InvalidMjml, format!("{message} ({how})"))
        }
        RenderError::TooLarge => {
            Finding::error(draft.path_of(crate::template::BODY_HTML), Code::MessageTooLarge, format!("{error} {how}"))
        }
    }
}
