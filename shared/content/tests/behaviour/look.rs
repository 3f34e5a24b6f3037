//! Dark mode, direction, footers: what the pictures of the mails showed, as far as markup can tell.

use content::{RenderInput, System};
use serde_json::{Value, json};

use crate::fixture::{Fixture, UNSUBSCRIBE_URL, plain, preview};

#[test]
fn mails_have_a_dark_mode_of_their_own() {
    let fixture =
        Fixture::starter().edit("brand.toml", "primary = \"#8c9eff\"", "primary = \"#8c9eff\"\nsurface = \"#101820\"");
    let html = preview(&fixture.template("welcome")).html;
    assert!(html.contains(r#"<meta name="color-scheme" content="light dark" />"#));
    let dark = html.split("@media (prefers-color-scheme: dark)").nth(1).unwrap();
    assert!(dark.contains("#101820"));
}

#[test]
fn mails_of_a_right_to_left_language_run_from_right_to_left() {
    let fixture = Fixture::starter().edit("brand.toml", "locale = \"en\"", "locale = \"ar-EG\"");
    let html = preview(&fixture.template("transactional/receipt")).html;
    assert!(html.contains(r#"<html lang="ar-EG" dir="rtl""#), "{}", &html[..200]);
    assert!(html.contains("direction:rtl") && !html.contains("direction:ltr"));
    assert!(html.contains("text-align:right") && html.contains("padding-right: 16px"));
}

#[test]
fn a_template_may_have_a_language_of_its_own() {
    let fixture = Fixture::starter().edit("templates/welcome/template.toml", "category", "locale = \"he\"\ncategory");
    assert!(preview(&fixture.template("welcome")).html.contains(r#"lang="he" dir="rtl""#));
    assert!(preview(&fixture.template("password-reset")).html.contains(r#"lang="en" dir="ltr""#));
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for key in ["welcome", "marketing/product-update", "password-reset", "transactional/receipt"] {
        let html = preview(&Fixture::starter().template(key)).html;
        for remote in ["googleapis", "<link", "@import", "<img", "url("] {
            assert!(!html.contains(remote), "{key}: {remote}");
        }
    }
}

#[test]
fn a_logo_replaces_the_name() {
    let fixture =
        Fixture::starter().edit("brand.toml", "listDomain", "logoUrl = \"https://example.com/logo.png\"\nlistDomain");
    let html = preview(&fixture.template("welcome")).html;
    assert!(html.contains(r#"alt="Acme""#) && html.contains("https://example.com/logo.png"));
}

#[test]
fn the_footer_shows_what_the_send_has() {
    let template = Fixture::starter().template("welcome");
    let mail = plain(&template, json!({}));
    assert!(mail.html.contains(&format!("href=\"{UNSUBSCRIBE_URL}\"")) && mail.text.contains(UNSUBSCRIBE_URL));
    assert!(mail.html.contains("Tips and onboarding") && !mail.html.contains("choose which mails"));
    let empty = Value::Object(Default::default());
    let system = System {
        unsubscribe_url: Some(UNSUBSCRIBE_URL),
        preferences_url: Some("https://mail.example/p?a=1&b=2"),
        public_url: "https://mail.example",
        year: 2026,
        category: "broadcast",
        category_name: None,
        send_id: "1",
    };
    let mail = template
        .render(&RenderInput { props: &empty, contact: &empty, subject: Some("Chosen\nby the caller"), system })
        .unwrap();
    assert_eq!(mail.subject, "Chosen by the caller");
    assert!(
        mail.html.contains("https://mail.example/p?a=1&amp;b=2")
            && mail.text.contains("https://mail.example/p?a=1&b=2")
    );
    assert!(mail.html.contains("“broadcast”"), "another category than the template's shows its id");
}
