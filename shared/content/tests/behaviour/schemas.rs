//! The published JSON Schemas are those of the code. `UPDATE_SCHEMAS=1 cargo test -p content schemas` writes them.

use std::fs;

use crate::fixture::repository;

#[test]
fn the_published_schemas_are_current() {
    let folder = repository().join("docs/schemas");
    let mut expected: Vec<String> = Vec::new();
    for (name, schema) in content::file_schemas() {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let path = folder.join(name);
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "docs/schemas/{name} is stale; run UPDATE_SCHEMAS=1 cargo test -p content schemas");
        expected.push(name.to_owned());
    }
    let mut found: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, expected, "docs/schemas holds nothing else");
}
