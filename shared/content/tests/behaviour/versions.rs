//! Versions: a definition renders by itself, and its hash changes exactly when what it says changes
//! (scenarios 61 and 62).

use std::collections::{BTreeMap, BTreeSet};

use content::{CompiledTemplate, Content, Kind};
use serde_json::json;

use crate::fixture::{Fixture, plain, preview, template};

type Hashes = BTreeMap<(Kind, String), [u8; 32]>;

fn hashes(content: &Content) -> Hashes {
    content.definitions().iter().map(|version| ((version.kind, version.key.clone()), version.hash)).collect()
}

/// Keys of the items whose version differs between the starter content and a changed copy.
fn changed(fixture: &Fixture) -> BTreeSet<String> {
    let (before, after) = (hashes(&Fixture::starter().valid()), hashes(&fixture.valid()));
    let keys = before.keys().chain(after.keys());
    keys.filter(|key| before.get(key) != after.get(key)).map(|(_, key)| key.clone()).collect()
}

fn set(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

#[test]
fn loading_twice_gives_the_same_versions() {
    assert_eq!(changed(&Fixture::starter()), set(&[]));
}

#[test]
fn comments_and_order_make_no_new_version() {
    let fixture = Fixture::starter()
        .edit(
            "lists/broadcast.yaml",
            "id: broadcast\nname: News and events\n",
            "# a comment\nname: News and events\nid: broadcast\n",
        )
        .edit("templates/welcome/preview.json", "{\n  \"props\"", "{\n\n  \"props\"");
    assert_eq!(changed(&fixture), set(&[]));
}

#[test]
fn a_partial_changes_exactly_the_templates_that_include_it() {
    let fixture = Fixture::starter().edit("templates/_partials/callout.mjml.j2", "14px 18px", "16px 20px");
    assert_eq!(changed(&fixture), set(&["password-reset"]));
    let fixture =
        Fixture::starter().edit("templates/_partials/button.mjml.j2", "<mj-button ", "<mj-button width=\"240px\" ");
    assert_eq!(
        changed(&fixture),
        set(&["marketing/product-update", "password-reset", "transactional/receipt", "welcome"])
    );
}

#[test]
fn a_partial_of_a_layout_changes_all_that_extend_it() {
    let fixture =
        Fixture::starter().edit("templates/_partials/footer.mjml.j2", "You get this mail", "You receive this mail");
    assert_eq!(
        changed(&fixture),
        set(&["marketing/product-update", "password-reset", "transactional/receipt", "welcome"])
    );
}

#[test]
fn a_list_changes_itself_and_the_templates_that_name_it() {
    let fixture = Fixture::starter().edit("lists/product-updates.yaml", "Product updates", "What is new");
    assert_eq!(changed(&fixture), set(&["product-updates", "marketing/product-update"]));
    let fixture = Fixture::starter().edit("lists/product-updates.yaml", "position: 1", "position: 7");
    assert_eq!(changed(&fixture), set(&["product-updates"]));
}

#[test]
fn brand_values_change_only_the_templates_that_read_them() {
    let fixture = Fixture::starter().edit("brand.toml", "listDomain", "logoWidth = 200\nlistDomain");
    let all = ["brand", "marketing/product-update", "password-reset", "transactional/receipt", "welcome"];
    assert_eq!(changed(&fixture), set(&all));
    let fixture = Fixture::starter().edit(
        "templates/_layouts/base.mjml.j2",
        "width=\"{{ brand.logoWidth }}px\"",
        "width=\"140px\"",
    );
    let before = hashes(&fixture.valid());
    let fixture = fixture.edit("brand.toml", "listDomain", "logoWidth = 200\nlistDomain");
    let after = hashes(&fixture.valid());
    let differing: Vec<_> =
        before.iter().filter(|(key, hash)| after[key] != **hash).map(|((_, key), _)| key.as_str()).collect();
    assert_eq!(differing, ["brand"]);
}

#[test]
fn a_changed_subject_renders_and_the_old_version_still_does() {
    let old = Fixture::starter().template("welcome");
    let fixture =
        Fixture::starter().edit("templates/welcome/template.toml", "Welcome to {{ brand.name }}", "Good to see you");
    assert_eq!(changed(&fixture), set(&["welcome"]));
    assert_eq!(plain(&fixture.template("welcome"), json!({})).subject, "Good to see you");
    assert_eq!(plain(&old, json!({})).subject, "Welcome to Acme");
}

#[test]
fn a_definition_renders_without_its_folder() {
    let definition = Fixture::starter()
        .valid()
        .definitions()
        .iter()
        .find(|version| version.key == "welcome")
        .unwrap()
        .definition
        .clone();
    let stored: serde_json::Value = serde_json::from_str(&definition.to_string()).unwrap();
    let from_row = CompiledTemplate::from_definition(&stored).unwrap();
    assert_eq!(preview(&from_row), preview(&Fixture::starter().template("welcome")));
}

#[test]
fn a_template_uses_the_brand_sender_unless_it_has_its_own() {
    let content = Fixture::starter()
        .edit("templates/welcome/template.toml", "category", "from = \"Ann <ann@example.com>\"\ncategory")
        .valid();
    assert_eq!(template(&content, "welcome").definition().from, "Ann <ann@example.com>");
    assert_eq!(template(&content, "password-reset").definition().from, "Acme <hello@example.com>");
    assert_eq!(template(&content, "welcome").definition().max_age_secs, Some(3 * 86_400));
    assert_eq!(template(&content, "welcome").definition().list_domain, "lists.example.com");
}

#[test]
fn a_removed_template_is_no_item_any_more() {
    let fixture = Fixture::starter().remove("templates/transactional");
    assert_eq!(changed(&fixture), set(&["transactional/receipt"]));
}
