//! docs/content.md says what is so: its example files make a valid folder, its filters give what it says, and its
//! table of findings is complete.

use std::collections::BTreeSet;
use std::fs;

use content::{Code, CompiledTemplate, Kind};
use serde_json::Value;

use crate::fixture::{Fixture, preview, repository, template};

fn page() -> String {
    fs::read_to_string(repository().join("docs/content.md")).unwrap()
}

/// Example files of the page: fenced blocks with a path after the language.
fn examples(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        if let Some((_, path)) = info.split_once(" content/") {
            found.push((path.to_owned(), body));
        }
    }
    found
}

fn folder_of_the_page() -> Fixture {
    examples(&page()).into_iter().fold(Fixture::starter(), |fixture, (path, text)| fixture.write(&path, &text))
}

#[test]
fn the_example_files_make_a_valid_folder() {
    assert_eq!(examples(&page()).len(), 8);
    let content = folder_of_the_page().valid();
    assert_eq!(content.warnings, []);
    let mail = preview(&template(&content, "marketing/invitation"));
    assert_eq!(mail.subject, "You are invited: An evening about mail");
    assert!(mail.text.contains("With Ada, Grace.") && mail.html.contains("Save my seat"));
}

#[test]
fn the_filters_give_what_the_page_says() {
    let content = folder_of_the_page().valid();
    let version = content.definitions().iter().find(|v| v.kind == Kind::Template && v.key == "welcome").unwrap();
    let page = page();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `{{")?.strip_suffix("` |")?.split_once("` | `"));
    let mut count = 0;
    for (expression, expected) in rows {
        let mut definition = version.definition.clone();
        definition["subject"] = Value::String(format!("{{{{{}", expression.replace("\\|", "|")));
        let mail = preview(&CompiledTemplate::from_definition(&definition).unwrap());
        assert_eq!(mail.subject, expected, "{expression}");
        count += 1;
    }
    assert_eq!(count, 9);
}

#[test]
fn the_table_of_findings_is_complete() {
    let page = page();
    let table = page.split("\n## Findings\n").nth(1).unwrap();
    let listed: BTreeSet<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(listed, known);
}

#[test]
fn the_page_names_every_key_of_every_file() {
    let page = page();
    for (file, schema) in content::file_schemas() {
        for key in schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys()) {
            let forms = [format!("`{key}`"), format!("`{key}."), format!("\"{key}\"")];
            assert!(
                forms.iter().any(|form| page.contains(form.as_str())),
                "docs/content.md does not name `{key}` of {file}"
            );
        }
    }
}
