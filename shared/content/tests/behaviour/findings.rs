//! Findings about files: place, code, and a sentence that helps.

use crate::fixture::Fixture;

#[test]
fn an_unknown_key_has_its_place_and_a_hint() {
    let fixture = Fixture::starter().edit("lists/broadcast.yaml", "description", "descriptoin");
    assert_eq!(
        fixture.finding(),
        "lists/broadcast.yaml:3:1: unknown_key: unknown key `descriptoin` (did you mean `description`?)"
    );
    let fixture = Fixture::starter().edit("brand.toml", "replyTo", "reply_to");
    assert_eq!(fixture.finding(), "brand.toml:6:1: unknown_key: unknown key `reply_to` (did you mean `replyTo`?)");
    let fixture = Fixture::starter().edit("brand.toml", "[darkColors]\nprimary", "[darkColors]\nprimry");
    assert_eq!(fixture.finding(), "brand.toml:15:1: unknown_key: unknown key `primry` (did you mean `primary`?)");
    let fixture = Fixture::starter().edit("categories.toml", "description", "colour = 1\ndescription");
    assert_eq!(fixture.finding(), "categories.toml:4:1: unknown_key: unknown key `colour`");
}

#[test]
fn all_findings_of_all_files_come_at_once() {
    let fixture = Fixture::starter()
        .edit("brand.toml", "name = \"Acme\"", "nam = \"Acme\"")
        .edit("lists/broadcast.yaml", "defaultOptIn: false", "defaultOptIn: maybe\nposition: 1.5")
        .edit("lists/broadcast.yaml", "position: 2\n", "")
        .edit("templates/welcome/preview.json", "\"props\"", "\"porps\"");
    let expected = [
        "brand.toml:1:1: missing_key: `name` is required",
        "brand.toml:2:1: unknown_key: unknown key `nam` (did you mean `name`?)",
        "lists/broadcast.yaml:4:15: invalid_value: `defaultOptIn`: \"maybe\" is not of type \"boolean\"",
        "lists/broadcast.yaml:5:11: invalid_value: `position`: 1.5 is not of type \"integer\"",
        "templates/welcome/preview.json:2:3: unknown_key: unknown key `porps` (did you mean `props`?)",
    ];
    assert_eq!(fixture.findings(), expected);
}

#[test]
fn broken_files_say_where() {
    let fixture = Fixture::starter()
        .edit("brand.toml", "name = \"Acme\"", "name = Acme")
        .edit("lists/broadcast.yaml", "name: News", "name: [News")
        .edit("templates/welcome/schema.json", "\"type\": \"object\",", "\"type\" \"object\",");
    let places: Vec<String> =
        fixture.findings().iter().map(|f| f.split(" syntax:").next().unwrap().to_owned()).collect();
    assert_eq!(places[0], "brand.toml:2:8:");
    assert!(places[1].starts_with("lists/broadcast.yaml:"), "{places:?}");
    assert_eq!(places[2], "templates/welcome/schema.json:3:10:");
}

#[test]
fn ids_are_checked() {
    for (id, expected) in [
        ("journey", "reserved_id"),
        ("transactional", "reserved_id"),
        ("Broadcast", "invalid_value"),
        ("product-updates", "duplicate_id"),
    ] {
        let finding =
            Fixture::starter().edit("lists/broadcast.yaml", "id: broadcast", &format!("id: {id}")).findings().remove(0);
        let file = if expected == "duplicate_id" { "lists/product-updates.yaml" } else { "lists/broadcast.yaml" };
        assert!(finding.starts_with(&format!("{file}:1:5: {expected}: ")), "{id}: {finding}");
    }
    let fixture = Fixture::starter().edit("categories.toml", "[journey]", "[broadcast]\nname = \"B\"\n[journey]");
    assert_eq!(
        fixture.finding(),
        "lists/broadcast.yaml:1:5: duplicate_id: the id `broadcast` is already used in categories.toml"
    );
    let fixture = Fixture::starter().edit("categories.toml", "[journey]", "[transactional]\nname = \"T\"\n[journey]");
    assert!(fixture.finding().starts_with("categories.toml:2:2: reserved_id: "));
}

#[test]
fn double_opt_in_is_refused_until_confirmations_are_sent() {
    let fixture = Fixture::starter().edit("lists/product-updates.yaml", "position", "doubleOptIn: true\nposition");
    assert!(
        fixture
            .finding()
            .starts_with("lists/product-updates.yaml:5:14: invalid_value: `doubleOptIn: true` is not offered yet")
    );
}

#[test]
fn files_that_nobody_reads_are_findings() {
    let fixture = Fixture::starter()
        .write("buckets/active.yaml", "id: active")
        .write("lists/old.yml", "id: old")
        .write("templates/welcome/body.html", "")
        .write("lsts/x.yaml", "")
        .write("README.md", "notes are welcome")
        .write(".gitkeep", "");
    let expected = [
        "buckets/active.yaml:1:1: unknown_content: the content folder has no folder `buckets/`",
        "lists/old.yml:1:1: unknown_content: a list is a file that ends with .yaml",
        "lsts/x.yaml:1:1: unknown_content: the content folder has no folder `lsts/` (did you mean `lists/`?)",
        "templates/welcome/body.html:1:1: unknown_content: a template has no file `body.html`",
    ];
    assert_eq!(fixture.findings(), expected);
}

#[test]
fn missing_files_are_findings() {
    assert!(Fixture::starter().remove("brand.toml").finding().starts_with("brand.toml:1:1: missing_file: "));
    let fixture = Fixture::starter().remove("templates/welcome/schema.json").remove("templates/welcome/template.toml");
    let codes: Vec<String> =
        fixture.findings().iter().map(|f| f.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect();
    assert_eq!(
        codes,
        ["templates/welcome/schema.json:1:1: missing_file", "templates/welcome/template.toml:1:1: missing_file"]
    );
    let findings = content::load(std::path::Path::new("/nonexistent/content")).unwrap_err();
    assert_eq!(findings[0].code, content::Code::Unreadable);
}

#[test]
fn values_are_checked_beyond_their_type() {
    for (path, from, to, expected) in [
        ("brand.toml", "hello@example.com", "hello", "brand.toml:5:8: invalid_value: `from`: "),
        (
            "brand.toml",
            "\"UTC\"",
            "\"Mars/Base\"",
            "brand.toml:9:12: invalid_value: `timeZone`: there is no IANA time zone \"Mars/Base\"",
        ),
        ("brand.toml", "\"#3d5afe\"", "\"blue\"", "brand.toml:12:11: invalid_value: `colors.primary`: "),
        ("brand.toml", "https://example.com", "http://example.com", "brand.toml:4:11: invalid_value: `website`: "),
        (
            "templates/welcome/template.toml",
            "3d",
            "3 days",
            "templates/welcome/template.toml:5:10: invalid_value: `maxAge`: ",
        ),
        (
            "templates/welcome/template.toml",
            "\"journey\"",
            "\"jurney\"",
            "templates/welcome/template.toml:3:12: unknown_category: `jurney` is neither a list nor in categories.toml (did you mean `journey`?)",
        ),
    ] {
        let finding = Fixture::starter().edit(path, from, to).finding();
        assert!(finding.starts_with(expected), "{finding}");
    }
}

#[test]
fn links_out_of_the_folder_are_not_followed() {
    let fixture = Fixture::starter();
    std::os::unix::fs::symlink("/etc/hostname", fixture.path().join("lists/x.yaml")).unwrap();
    assert!(fixture.finding().starts_with("lists/x.yaml:1:1: unreadable: "));
}
