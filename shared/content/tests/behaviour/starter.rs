//! The starter content is valid, and its mails stay as they were looked at: a changed snapshot wants a look at the
//! mail in a browser (`cargo run -p content --example render_previews content /tmp/mails`).

use crate::fixture::{plain, preview, repository, template};
use serde_json::json;

const TEMPLATES: [&str; 4] = ["marketing/product-update", "password-reset", "transactional/receipt", "welcome"];

fn starter() -> content::Content {
    content::load(&repository().join("content")).unwrap()
}

#[test]
fn the_starter_content_has_no_findings() {
    let content = starter();
    assert_eq!(content.warnings, []);
    let items: Vec<String> = content.definitions().iter().map(|v| format!("{} {}", v.kind.as_str(), v.key)).collect();
    let expected = [
        "brand brand",
        "category journey",
        "list broadcast",
        "list product-updates",
        "template marketing/product-update",
        "template password-reset",
        "template transactional/receipt",
        "template welcome",
    ];
    assert_eq!(items, expected);
    let choices: Vec<_> = content.lists.iter().map(|list| (list.id.as_str(), list.default_opt_in)).collect();
    assert_eq!(choices, [("product-updates", true), ("broadcast", false)]);
}

#[test]
fn previews_of_all_templates() {
    let content = starter();
    for key in TEMPLATES {
        let mail = preview(&template(&content, key));
        let name = key.replace('/', "-");
        insta::assert_snapshot!(format!("{name}.html"), mail.html);
        let text = format!("Subject: {}\nPreheader: {}\n\n{}", mail.subject, mail.preheader, mail.text);
        insta::assert_snapshot!(format!("{name}.text"), text);
    }
}

#[test]
fn mails_with_required_props_only_read_well() {
    let content = starter();
    let least = [
        ("marketing/product-update", json!({})),
        ("password-reset", json!({"resetUrl": "https://example.com/r/1"})),
        (
            "transactional/receipt",
            json!({"orderId": "7", "items": [{"description": "Tea", "amount": "3.00 €"}], "total": "3.00 €"}),
        ),
        ("welcome", json!({})),
    ];
    let mut texts = String::new();
    for (key, props) in least {
        let mail = plain(&template(&content, key), props);
        texts.push_str(&format!("== {key}: {}\n== {}\n{}\n", mail.subject, mail.preheader, mail.text));
    }
    insta::assert_snapshot!("least.text", texts);
}
