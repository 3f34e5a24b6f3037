//! Rendering: strict, bounded, exact.

use content::RenderError;
use serde_json::{Value, json};

use crate::fixture::{Fixture, UNSUBSCRIBE_URL, plain, render, template};

const WELCOME: &str = "templates/welcome/body.mjml.j2";

#[test]
fn a_version_that_lacks_a_variable_fails_with_its_place() {
    let fixture = Fixture::starter();
    let mut definition = fixture.valid().definitions().iter().find(|v| v.key == "welcome").unwrap().definition.clone();
    let body = definition["files"]["body.mjml.j2"]
        .as_str()
        .unwrap()
        .replace("{{ props.name |", "{{ props.nme }}{{ props.name |");
    definition["files"]["body.mjml.j2"] = Value::String(body);
    let old = content::CompiledTemplate::from_definition(&definition).unwrap();
    let error = render(&old, json!({}), json!({})).unwrap_err();
    assert_eq!(error.code(), "render_error");
    let RenderError::Template { file, line, .. } = &error else { panic!("{error}") };
    assert_eq!((file.as_str(), *line), ("body.mjml.j2", 5), "{error}");
}

#[test]
fn only_declared_contact_fields_are_seen() {
    let mail =
        render(&Fixture::starter().template("welcome"), json!({}), json!({"first_name": "Ann", "plan": "secret"}))
            .unwrap();
    assert!(mail.text.contains("Hi Ann,") && !mail.html.contains("secret"));
}

#[test]
fn system_and_brand_cannot_be_shadowed_by_values() {
    let template = Fixture::starter().template("welcome");
    let props = json!({"system": {"unsubscribe_url": "https://evil.example"}, "brand": {"name": "Evil"}});
    let mail = render(&template, props.clone(), props).unwrap();
    assert!(!mail.html.contains("vil"));
}

#[test]
fn an_endless_template_is_stopped() {
    let loops = "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}";
    let fixture = Fixture::starter().edit(WELCOME, "Hi ", &format!("{loops}Hi "));
    assert!(fixture.finding().contains("fuel"), "{}", fixture.finding());
}

#[test]
fn a_partial_that_includes_itself_is_refused() {
    let fixture = Fixture::starter().edit(
        "templates/_partials/footer.mjml.j2",
        "<mj-section",
        "{% include \"_partials/footer.mjml.j2\" %}<mj-section",
    );
    let finding = fixture.findings().remove(0);
    assert!(finding.starts_with("templates/_partials/footer.mjml.j2:2:8: unknown_include"), "{finding}");
}

#[test]
fn a_mail_of_more_than_500_kb_is_too_large() {
    let template = Fixture::starter().template("marketing/product-update");
    let error = render(&template, json!({"body": "x".repeat(600 * 1024)}), json!({})).unwrap_err();
    assert_eq!(error.code(), "message_too_large");
    let error = render(&template, json!({"body": "a\n\n".repeat(12_000)}), json!({})).unwrap_err();
    assert_eq!(error.code(), "message_too_large", "MJML makes much of little");
}

#[test]
fn amounts_keep_their_digits() {
    let props: Value = serde_json::from_str(
        r#"{"orderId": "1", "currency": "USD", "total": 12345678901234567.89, "items": [{"description": "a", "amount": 0.10}]}"#,
    )
    .unwrap();
    let mail = plain(&Fixture::starter().template("transactional/receipt"), props);
    assert!(mail.text.contains("$12,345,678,901,234,567.89") && mail.text.contains("a: $0.10"), "{}", mail.text);
}

#[test]
fn times_are_shown_in_the_zone_of_the_brand() {
    let fixture = Fixture::starter().edit("brand.toml", "timeZone = \"UTC\"", "timeZone = \"Pacific/Auckland\"");
    let props = json!({"orderId": "1", "total": "1", "items": [], "orderedAt": "2026-11-24T23:30:00Z"});
    assert!(plain(&fixture.template("transactional/receipt"), props).text.contains("25 November 2026"));
}

#[test]
fn a_mail_without_text_body_gets_one_from_its_html() {
    let fixture = Fixture::starter().remove("templates/welcome/body.txt.j2");
    let mail =
        plain(&fixture.template("welcome"), json!({"name": "<Ann>", "docsUrl": "https://example.com/docs?a=1&b=2"}));
    insta::assert_snapshot!("derived.text", mail.text);
}

#[test]
fn a_text_body_without_unsubscribe_link_gets_it_added() {
    let fixture = Fixture::starter().write("templates/welcome/body.txt.j2", "Hello\n{{ brand.address }}\n");
    let text = plain(&fixture.template("welcome"), json!({})).text;
    assert!(text.ends_with(&format!("Germany\n\n--\nUnsubscribe: {UNSUBSCRIBE_URL}\n")), "{text}");
}

#[test]
fn a_compiled_template_can_be_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let content = Fixture::starter().valid();
    shared(&template(&content, "welcome"));
    shared(&content);
}
