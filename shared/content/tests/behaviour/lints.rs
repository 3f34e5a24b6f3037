//! Findings about templates (scenario 45 and the lints of the reference page).

use content::{Code, Severity};

use crate::fixture::{Fixture, codes};

const BODY: &str = "templates/welcome/body.mjml.j2";
const GREETING: &str = "Hi {{ props.name";

/// The finding for welcome's body with `markup` before the greeting, inside an mj-text.
fn body_with(markup: &str) -> String {
    Fixture::starter().edit(BODY, GREETING, &format!("{markup}{GREETING}")).finding()
}

/// The same with `markup` as an element of its own in the card.
fn card_with(markup: &str) -> String {
    let start = "<mj-text css-class=\"text\">Hi";
    Fixture::starter().edit(BODY, start, &format!("{markup}{start}")).finding()
}

#[test]
fn an_unknown_variable_is_found_with_file_and_line() {
    let fixture = Fixture::starter().edit(BODY, "props.name", "props.nme");
    let expected = "templates/welcome/body.mjml.j2:5:41: unknown_variable: unknown variable `props.nme` (did you mean `props.name`?)";
    assert_eq!(fixture.finding(), expected);
}

#[test]
fn unknown_variables_are_found_everywhere() {
    for (path, from, to, expected) in [
        (
            "templates/welcome/body.txt.j2",
            "props.docsUrl",
            "prop.docsUrl",
            "templates/welcome/body.txt.j2:15:7: unknown_variable: unknown variable `prop` (did you mean `props`?)",
        ),
        (
            "templates/welcome/template.toml",
            "brand.name",
            "brand.nam",
            "templates/welcome/template.toml:1:11: unknown_variable: unknown variable `brand.nam` (did you mean `brand.name`?)",
        ),
        (
            "templates/_partials/footer.mjml.j2",
            "system.category_name",
            "system.categoryname",
            "templates/_partials/footer.mjml.j2:6:63: unknown_variable: unknown variable `system.categoryname` (did you mean `system.category_name`?)",
        ),
        (
            "templates/_layouts/base.mjml.j2",
            "brand.colors.background",
            "brand.colors.backgroud",
            "templates/_layouts/base.mjml.j2:50:33: unknown_variable: unknown variable `brand.colors.backgroud` (did you mean `background`?)",
        ),
        (
            "templates/transactional/receipt/body.mjml.j2",
            "item.description",
            "item.descripton",
            "templates/transactional/receipt/body.mjml.j2:11:",
        ),
        (
            "templates/welcome/body.mjml.j2",
            "contact.first_name",
            "contact.last_name",
            "templates/welcome/body.mjml.j2:5:62: unknown_variable: unknown variable `contact.last_name`: contact properties must stand in `contactFields` of template.toml",
        ),
    ] {
        let findings = Fixture::starter().edit(path, from, to).findings();
        assert!(findings.iter().any(|finding| finding.starts_with(expected)), "{findings:#?}");
        assert!(
            findings.iter().all(|finding| finding.contains("unknown_variable") || finding.contains("unused_")),
            "{findings:#?}"
        );
    }
}

#[test]
fn an_optional_value_must_be_guarded() {
    let finding = Fixture::starter().edit(BODY, GREETING, "Hi {{ props.docsUrl }} {{ props.name").finding();
    assert!(finding.starts_with("templates/welcome/body.mjml.j2:5:"), "{finding}");
    assert!(finding.contains("render_failed: cannot be rendered without its optional props"), "{finding}");
    assert!(finding.contains("`props.docsUrl`") && finding.contains("guard it"), "{finding}");
}

#[test]
fn broken_template_code_is_found() {
    let finding = Fixture::starter().edit(BODY, "{%- endif %}", "{%- endfi %}").finding();
    assert!(finding.starts_with("templates/welcome/body.mjml.j2:11:1: template_syntax: "), "{finding}");
    let finding = body_with("{% include \"_partials/buton.mjml.j2\" %}");
    assert_eq!(
        finding,
        "templates/welcome/body.mjml.j2:5:38: unknown_include: there is no layout or partial `_partials/buton.mjml.j2` (did you mean `_partials/button.mjml.j2`?)"
    );
    assert!(
        body_with("{% include props.name %}").contains("unknown_include: `include` needs the name of a file in quotes")
    );
}

#[test]
fn tags_that_mjml_does_not_have_are_found() {
    let place = "templates/welcome/body.mjml.j2:5:9: unsupported_tag: ";
    assert_eq!(card_with("<mj-txt>x</mj-txt>").split_once(": ").unwrap().0, "templates/welcome/body.mjml.j2:5:9");
    assert_eq!(
        card_with("<mj-include path=\"x\" />"),
        format!("{place}`<mj-include>` is not supported: use `{{% include \"_partials/…\" %}}`")
    );
    assert!(
        card_with("<p>lost</p>").ends_with(
            "`<p>` stands directly in `<mj-column>` and would be lost; put it into `<mj-text>` or `<mj-raw>`"
        )
    );
    assert!(card_with("<mj-text>open").contains("invalid_mjml"));
}

#[test]
fn images_need_alt_and_links_https() {
    assert!(card_with("<mj-image src=\"https://example.com/a.png\" />").contains(":5:9: image_without_alt: "));
    assert!(body_with("<img src='https://example.com/a.png'>").contains(":5:35: image_without_alt: "));
    assert!(body_with("<a href=\"http://example.com\">x</a>").contains(":5:35: insecure_link: `http://example.com` "));
    assert!(
        body_with("{% if props.docsUrl and not props.docsUrl %}<a href=\"//example.com\">x</a>{% endif %}")
            .contains("insecure_link")
    );
    let fixture = Fixture::starter().edit("templates/welcome/body.txt.j2", "Hi ", "http://example.com Hi ");
    assert_eq!(fixture.finding(), "templates/welcome/body.txt.j2:5:1: insecure_link: `http://…` is no https: link");
    let fixture = Fixture::starter()
        .edit(
            "templates/welcome/schema.json",
            "\"format\": \"uri\", \"description\": \"Guide",
            "\"description\": \"Guide",
        )
        .edit("templates/welcome/preview.json", "https://example.com/docs", "javascript:alert(1)//docs");
    assert!(fixture.finding().contains("insecure_link: `javascript:alert(1)//docs"), "{}", fixture.finding());
}

#[test]
fn a_mail_needs_unsubscribe_link_and_address() {
    let fixture = Fixture::starter().edit(
        "templates/_partials/footer.mjml.j2",
        "<a href=\"{{ system.unsubscribe_url }}\">Unsubscribe</a>",
        "",
    );
    let findings = fixture.load().unwrap_err();
    assert_eq!(codes(&findings), [Code::MissingUnsubscribe, Code::MissingUnsubscribe], "transactional mail needs none");
    let fixture = Fixture::starter().edit("templates/_partials/footer.mjml.j2", "{{ brand.address }}", "");
    assert_eq!(codes(&fixture.load().unwrap_err()), [Code::MissingPostalAddress; 4]);
    let fixture = Fixture::starter().edit("templates/_layouts/plain.txt.j2", "{{ brand.address }}", "");
    assert_eq!(codes(&fixture.load().unwrap_err()), [Code::MissingPostalAddress; 4]);
}

#[test]
fn an_address_that_html_escapes_is_still_found() {
    let fixture = Fixture::starter().edit("brand.toml", "Acme Inc., 1", "Acme & Söhne \\\"AG\\\", 1");
    fixture.valid();
}

#[test]
fn schemas_are_checked() {
    let schema = "templates/password-reset/schema.json";
    for (from, to, expected) in [
        (
            "\"additionalProperties\": false,\n",
            "",
            "invalid_schema: the schema needs `\"additionalProperties\": false`",
        ),
        (
            "[\"resetUrl\"]",
            "[\"resetUrl\", \"nam\"]",
            ":5:28: invalid_schema: `nam` is required, but not in `properties` (did you mean `name`?)",
        ),
        (
            "\"default\": 60",
            "\"default\": \"60\"",
            ":8:89: invalid_schema: the default of `expiresInMinutes` does not fit: ",
        ),
        ("\"type\": \"integer\"", "\"type\": \"int\"", "invalid_schema: "),
        ("2020-12", "2019-09", ":2:14: invalid_schema: "),
        (
            "\"name\": {",
            "\"nickname\": { \"type\": \"string\" }, \"name\": {",
            ":9:5: unused_property: the template never reads the property `nickname`",
        ),
        ("\"type\": \"string\", \"format\": \"uri\"", "\"$ref\": \"https://example.com/uri.json\"", "invalid_schema: "),
    ] {
        let findings = Fixture::starter().edit(schema, from, to).findings();
        assert!(findings[0].contains(expected) && findings[0].starts_with(schema), "{findings:#?}");
    }
}

#[test]
fn previews_are_checked() {
    let preview = "templates/password-reset/preview.json";
    for (from, to, expected) in [
        ("45", "0", ":4:5: preview_mismatch: `props.expiresInMinutes`: "),
        (
            "\"name\": \"Maya\"",
            "\"nme\": \"Maya\"",
            ":5:5: preview_mismatch: `props.nme`: the template has no property `nme` (did you mean `name`?)",
        ),
        ("https://", "http://", ":3:5: preview_mismatch: `props.resetUrl`: must be an https: or mailto: link"),
        (
            "\"first_name\"",
            "\"firstname\"",
            ":7:16: preview_mismatch: `contact.firstname` is not among `contactFields` (did you mean `first_name`?)",
        ),
    ] {
        let finding = Fixture::starter().edit(preview, from, to).finding();
        assert!(finding.starts_with(&format!("{preview}{expected}")), "{finding}");
    }
}

#[test]
fn warnings_do_not_stop_a_publication() {
    let content = Fixture::starter()
        .edit(
            "templates/welcome/template.toml",
            "Your account is ready. Here is a good place to start, and where to find help.",
            "Hello",
        )
        .edit("templates/password-reset/template.toml", "[\"first_name\"]", "[\"first_name\", \"plan\"]")
        .write("templates/_partials/stat.mjml.j2", "{{ brand.name }}")
        .valid();
    let shown: Vec<String> = content.warnings.iter().map(ToString::to_string).collect();
    assert!(content.warnings.iter().all(|finding| finding.severity == Severity::Warning));
    let expected = [
        "templates/_partials/stat.mjml.j2:1:1: warning: unused_file: no template includes this file",
        "templates/password-reset/template.toml:4:32: warning: unused_contact_field: the template never reads `contact.plan`",
        "templates/welcome/template.toml:2:13: warning: preheader_length: the preheader has 5 characters; 40–130 fill the line after the subject",
    ];
    assert_eq!(shown, expected);
}
