//! Values never become markup, and never a second header (scenario 46).

use crate::fixture::{Fixture, plain, render};
use serde_json::json;

const SCRIPT: &str = "<script>alert(1)</script>";

#[test]
fn a_script_as_name_stays_text() {
    let mail = plain(&Fixture::starter().template("welcome"), json!({"name": SCRIPT}));
    assert!(mail.html.contains("Hi &lt;script&gt;alert(1)&lt;/script&gt;,"), "{}", mail.html);
    assert!(!mail.html.contains("<script"));
    assert!(mail.text.contains("Hi <script>alert(1)</script>,"));
    assert_eq!(mail.subject, "Welcome to Acme");
}

#[test]
fn a_script_in_a_contact_field_stays_text() {
    let mail = render(&Fixture::starter().template("welcome"), json!({}), json!({"first_name": SCRIPT})).unwrap();
    assert!(mail.html.contains("Hi &lt;script&gt;alert(1)&lt;/script&gt;,"));
}

#[test]
fn mjml_in_a_value_stays_text() {
    let body = "</mj-text><mj-image src=\"https://evil.example/x.png\" alt=\"\" /><mj-text>";
    let mail = plain(&Fixture::starter().template("marketing/product-update"), json!({"body": body}));
    assert!(!mail.html.contains("<img"));
    assert!(mail.html.contains("&lt;/mj-text&gt;"));
    assert!(mail.text.contains(body));
}

#[test]
fn a_quote_cannot_leave_an_attribute() {
    let template = Fixture::starter().template("password-reset");
    let mail = plain(&template, json!({"resetUrl": "https://example.com/?a=1&b=2\" onclick=\"x"}));
    assert!(mail.html.contains("href=\"https://example.com/?a=1&amp;b=2&quot; onclick=&quot;x\""), "{}", mail.html);
    assert!(!mail.html.contains("onclick=\"x"));
}

#[test]
fn a_subject_is_one_line_of_at_most_255_characters() {
    let template = Fixture::starter().template("marketing/product-update");
    let mail = plain(&template, json!({"headline": "News\r\nBcc: victim@example.com\u{2028}\u{0}\tend <b>"}));
    assert_eq!(mail.subject, "News Bcc: victim@example.com end <b>");
    let mail = plain(&template, json!({"headline": "é".repeat(300)}));
    assert_eq!(mail.subject.chars().count(), 255);
}

#[test]
fn a_template_cannot_switch_escaping_off() {
    let bodies = [
        "{% autoescape false %}{{ props.name }}{% endautoescape %}",
        "{% set x %}{% autoescape false %}{{ props.name }}{% endautoescape %}{% endset %}{{ x }}",
        "{% macro m(v) %}{% autoescape false %}{{ v }}{% endautoescape %}{% endmacro %}{{ m(props.name) }}",
        "{% filter upper %}{{ props.name }}{% endfilter %}",
        "{{ [props.name, props.name] | join(\"<br>\") }}",
        "{{ props.name | replace(\"a\", \"<b>\") }}",
        "{{ props.name | indent(4) }}",
        "{{ props.name | list | join }}",
        "{{ \"%s\" | format(props.name) }}",
    ];
    for body in bodies {
        let fixture = Fixture::starter().edit(
            "templates/welcome/body.mjml.j2",
            "Hi {{ props.name |",
            &format!("{{% if props.name %}}{body}{{% endif %}}Hi {{{{ props.name |"),
        );
        let mail = plain(&fixture.template("welcome"), json!({"name": SCRIPT}));
        let html = mail.html.to_lowercase();
        assert!(!html.contains("<script") && !html.contains("<b>"), "{body}: {}", mail.html);
    }
}

#[test]
fn the_filter_safe_does_not_exist() {
    let fixture =
        Fixture::starter().edit("templates/welcome/body.mjml.j2", "Hi {{ props.name |", "Hi {{ props.name | safe |");
    let finding = fixture.findings().remove(0);
    assert!(finding.starts_with("templates/welcome/body.mjml.j2:5:"), "{finding}");
    assert!(finding.contains("filter safe is unknown"), "{finding}");
}
