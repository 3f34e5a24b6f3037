//! Every variable that a template reads exists, and everything it declares is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::document::child;
use crate::draft::Draft;
use crate::finding::{Code, Finding, Position, hint};
use crate::kinds::brand::Brand;
use crate::template::{CompiledTemplate, ContextNames, resolve_ref};

const ROOTS: [&str; 4] = ["props", "contact", "system", "brand"];

/// Schema of brand.toml: what `brand.*` may name.
static BRAND: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Brand).into());

/// Names of the template language itself.
const LANGUAGE: [&str; 5] = ["caller", "loop", "self", "super", "varargs"];

pub(super) fn check(draft: &Draft, template: &CompiledTemplate, findings: &mut Vec<Finding>) {
    let variables = template.variables();
    for (file, names) in &variables {
        for name in names {
            if let Some(message) = unknown(draft, template, file, name) {
                let (path, position) = super::place(draft, file, find_name(template.source_of(file), name));
                findings.push(Finding::error(path, Code::UnknownVariable, message).at(position));
            }
        }
    }
    unused_properties(draft, &variables, findings);
    unused_contact_fields(draft, &variables, findings);
}

/// What is wrong with reading `name` (such as `props.items`), if anything.
fn unknown(draft: &Draft, template: &CompiledTemplate, file: &str, name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let root = parts.next()?;
    let definition = &draft.definition;
    let Some(first) = parts.next() else {
        let known = ROOTS.contains(&root) || LANGUAGE.contains(&root) || template.has_global(root);
        // A partial may read what the file that includes it has set; rendering shows whether it did.
        return (!known && !file.starts_with('_')).then(|| format!("unknown variable `{root}`{}", hint(root, ROOTS)));
    };
    let complain = |known: Vec<&str>| Some(format!("unknown variable `{name}`{}", qualified_hint(root, first, &known)));
    match root {
        "props" => {
            let properties = definition.schema["properties"].as_object()?;
            if properties.contains_key(first) {
                return nested_unknown(&definition.schema, &properties[first], name, parts);
            }
            complain(properties.keys().map(String::as_str).collect())
        }
        "contact" => {
            let fields: Vec<&str> = definition.contact_fields.iter().map(String::as_str).collect();
            if fields.contains(&first) {
                return None;
            }
            let hint = qualified_hint(root, first, &fields);
            Some(format!(
                "unknown variable `{name}`: contact properties must stand in `contactFields` of template.toml{hint}"
            ))
        }
        "system" => (!ContextNames::SYSTEM.contains(&first)).then(|| complain(ContextNames::SYSTEM.to_vec())).flatten(),
        "brand" => {
            let properties = BRAND["properties"].as_object()?;
            if properties.contains_key(first) {
                return nested_unknown(&BRAND, &properties[first], name, parts);
            }
            complain(properties.keys().map(String::as_str).collect())
        }
        _ => (!file.starts_with('_')).then(|| format!("unknown variable `{root}`{}", hint(root, ROOTS))),
    }
}

/// Follows the rest of a dotted name into objects that list their properties.
fn nested_unknown<'n>(
    root: &Value,
    schema: &Value,
    name: &str,
    parts: impl Iterator<Item = &'n str>,
) -> Option<String> {
    let mut schema = resolve_ref(root, schema);
    for part in parts {
        let properties = schema["properties"].as_object()?;
        let Some(next) = properties.get(part) else {
            let hint = hint(part, properties.keys().map(String::as_str));
            return Some(format!("unknown variable `{name}`{hint}"));
        };
        schema = resolve_ref(root, next);
    }
    None
}

fn qualified_hint(root: &str, given: &str, known: &[&str]) -> String {
    hint(given, known.iter().copied()).replace("mean `", &format!("mean `{root}."))
}

/// Place of the first use of a dotted name; where it was written in another way, of its last part.
fn find_name(source: &str, name: &str) -> Position {
    let last = name.rsplit('.').next().unwrap_or(name);
    let offset = whole_word(source, name).or_else(|| whole_word(source, last));
    offset.map_or(Position::START, |offset| Position::of_offset(source, offset))
}

fn whole_word(source: &str, word: &str) -> Option<usize> {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    source.match_indices(word).map(|(offset, _)| offset).find(|&offset| {
        !inside(source[..offset].chars().next_back()) && !inside(source[offset + word.len()..].chars().next())
    })
}

fn unused_properties(draft: &Draft, variables: &BTreeMap<String, BTreeSet<String>>, findings: &mut Vec<Finding>) {
    let all = variables.values().flatten();
    if all.clone().any(|name| name == "props") {
        return; // the whole object is used: any property may be read
    }
    let used: BTreeSet<&str> = all.filter_map(|name| name.strip_prefix("props.")?.split('.').next()).collect();
    let schema = &draft.definition.schema;
    let mut unused = |pointer: String, name: &str| {
        let message = format!("the template never reads the property `{name}`");
        let finding = Finding::error(draft.path_of("schema.json"), Code::UnusedProperty, message);
        findings.push(finding.at(draft.schema.key_at(&pointer)));
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = child("/properties", name);
        if !used.contains(name.as_str()) {
            unused(pointer, name);
            continue;
        }
        // Inside lists the language does not tell which item a name belongs to: any `.name` counts as a use.
        let items = property["items"]["properties"].as_object().into_iter().flatten();
        for (inner, _) in items.filter(|(inner, _)| !is_read(draft, inner)) {
            unused(child(&format!("{pointer}/items/properties"), inner), &format!("{name}[].{inner}"));
        }
    }
}

fn is_read(draft: &Draft, name: &str) -> bool {
    let forms = [format!(".{name}"), format!("\"{name}\""), format!("'{name}'")];
    let definition = &draft.definition;
    let sources = definition.files.values().chain([&definition.subject, &definition.preheader]);
    sources.into_iter().any(|source| forms.iter().any(|form| source.contains(form.as_str())))
}

fn unused_contact_fields(draft: &Draft, variables: &BTreeMap<String, BTreeSet<String>>, findings: &mut Vec<Finding>) {
    let names: BTreeSet<&str> = variables.values().flatten().map(String::as_str).collect();
    if names.contains("contact") {
        return;
    }
    for (index, field) in draft.definition.contact_fields.iter().enumerate() {
        let own = format!("contact.{field}");
        if !names.iter().any(|name| *name == own || name.starts_with(&format!("{own}."))) {
            let message = format!("the template never reads `{own}`");
            let finding = Finding::warning(draft.path_of("template.toml"), Code::UnusedContactField, message);
            findings.push(finding.at(draft.template.value_at(&format!("/contactFields/{index}"))));
        }
    }
}
