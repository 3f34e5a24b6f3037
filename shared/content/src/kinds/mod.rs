//! The files of the content folder as types: one module per kind of file. The doc comments are the published
//! text of the JSON Schemas in `docs/schemas`.

pub mod brand;
pub mod category;
pub mod list;
pub mod preview;
pub mod template;

use serde_json::Value;

/// The JSON Schema of each kind of file, by the name of its file in `docs/schemas`.
pub fn file_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("brand.schema.json", schemars::schema_for!(brand::Brand).into()),
        ("categories.schema.json", schemars::schema_for!(category::CategoriesFile).into()),
        ("list.schema.json", schemars::schema_for!(list::List).into()),
        ("preview.schema.json", schemars::schema_for!(preview::Preview).into()),
        ("template.schema.json", schemars::schema_for!(template::TemplateFile).into()),
    ]
}
