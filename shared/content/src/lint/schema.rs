//! schema.json describes props, and preview.json fits it.

use serde_json::Value;

use crate::document::child;
use crate::draft::Draft;
use crate::finding::{Code, Finding, hint};
use crate::template::{CompiledTemplate, compile_schema};

pub(super) fn check(draft: &Draft, template: &CompiledTemplate, findings: &mut Vec<Finding>) {
    let before = findings.len();
    check_schema(draft, findings);
    if findings.len() == before {
        check_preview(draft, template, findings);
    }
}

fn check_schema(draft: &Draft, findings: &mut Vec<Finding>) {
    let path = draft.path_of("schema.json");
    let schema = &draft.schema.value;
    let mut wrong = |pointer: &str, message: String| {
        findings.push(Finding::error(&path, Code::InvalidSchema, message).at(draft.schema.value_at(pointer)));
    };
    if schema["type"] != "object" || !schema["properties"].is_object() {
        wrong("/type", "props are an object: the schema needs `\"type\": \"object\"` and `properties`".to_owned());
        return;
    }
    if schema["additionalProperties"] != Value::Bool(false) {
        let message = "the schema needs `\"additionalProperties\": false`, so that a misspelt prop is noticed";
        wrong("/additionalProperties", message.to_owned());
    }
    let draft_2020 = "https://json-schema.org/draft/2020-12/schema";
    if schema.get("$schema").is_some_and(|version| version != draft_2020) {
        wrong("/$schema", format!("the schema must be of the draft {draft_2020}"));
    }
    if let Err(message) = compile_schema(schema) {
        wrong("", message);
        return;
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    let names = || properties.clone().map(|(name, _)| name.as_str());
    for (index, name) in schema["required"].as_array().into_iter().flatten().enumerate() {
        let name = name.as_str().unwrap_or_default();
        if !names().any(|known| known == name) {
            wrong(
                &format!("/required/{index}"),
                format!("`{name}` is required, but not in `properties`{}", hint(name, names())),
            );
        }
    }
    for (name, property) in properties.clone() {
        let (Some(default), None) = (property.get("default"), property.get("$ref")) else { continue };
        if let Some(error) =
            compile_schema(property).ok().and_then(|validator| validator.validate(default).err().map(|e| e.to_string()))
        {
            wrong(
                &child(&child("/properties", name), "default"),
                format!("the default of `{name}` does not fit: {error}"),
            );
        }
    }
}

fn check_preview(draft: &Draft, template: &CompiledTemplate, findings: &mut Vec<Finding>) {
    let path = draft.path_of("preview.json");
    let preview = &draft.definition.preview;
    for issue in template.validate_props(&Value::Object(preview.props.clone())).err().into_iter().flatten() {
        let pointer = format!("/props{}", issue.pointer);
        let message = format!("`{}`: {}", pointer.trim_start_matches('/').replace('/', "."), issue.message);
        findings.push(Finding::error(&path, Code::PreviewMismatch, message).at(draft.preview.key_at(&pointer)));
    }
    let declared = &draft.definition.contact_fields;
    for name in preview.contact.keys().filter(|name| !declared.contains(name)) {
        let message =
            format!("`contact.{name}` is not among `contactFields`{}", hint(name, declared.iter().map(String::as_str)));
        findings.push(
            Finding::error(&path, Code::PreviewMismatch, message).at(draft.preview.key_at(&child("/contact", name))),
        );
    }
}
