//! Loads `templates/**` into self-contained definitions.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Environment;
use serde_json::{Map, Value};

use super::{Audience, Folder, includes, parse, read};
use crate::document::Document;
use crate::draft::Draft;
use crate::finding::{Code, Finding, hint};
use crate::kinds::brand::Brand;
use crate::kinds::preview::Preview;
use crate::kinds::template::{TemplateFile, duration_secs};
use crate::sender::is_mailbox;
use crate::template::{BODY_HTML, BODY_TEXT, TemplateDefinition};

/// Files that every template has.
const REQUIRED: [&str; 4] = ["template.toml", BODY_HTML, "schema.json", "preview.json"];

pub(super) fn load(
    folder: &Folder,
    brand: Option<&Brand>,
    audience: &Audience,
    findings: &mut Vec<Finding>,
) -> Vec<Draft> {
    let keys: BTreeSet<&str> = folder.paths("templates/").filter_map(folder_of).collect();
    let drafts = keys.into_iter().filter_map(|key| load_one(folder, key, brand, audience, findings)).collect();
    for path in folder.paths("templates/_").filter(|path| is_shared(path)) {
        if !folder.was_read(path) {
            folder.text(path);
            findings.push(Finding::warning(path, Code::UnusedFile, "no template includes this file"));
        }
    }
    drafts
}

/// Key of the template to which a file belongs; nothing for layouts, partials and files outside templates.
fn folder_of(path: &str) -> Option<&str> {
    let inner = path.strip_prefix("templates/")?;
    inner.rsplit_once('/').map(|(key, _)| key).filter(|key| !key.starts_with('_'))
}

fn is_shared(path: &str) -> bool {
    let inner = path.strip_prefix("templates/").unwrap_or_default();
    let named = inner.ends_with(".mjml.j2") || inner.ends_with(".txt.j2");
    named && inner.matches('/').count() == 1 && (inner.starts_with("_layouts/") || inner.starts_with("_partials/"))
}

fn load_one(
    folder: &Folder,
    key: &str,
    brand: Option<&Brand>,
    audience: &Audience,
    findings: &mut Vec<Finding>,
) -> Option<Draft> {
    let path = |file: &str| format!("templates/{key}/{file}");
    let before = findings.len();
    for file in REQUIRED.iter().filter(|file| !folder.contains(&path(file))) {
        findings.push(Finding::error(
            path(file),
            Code::MissingFile,
            format!("the template `{key}` needs the file {file}"),
        ));
    }
    if !is_key(key) {
        let message =
            format!("`{key}`: the folders of a template have names of a–z, 0–9 and `-`, at most 200 characters");
        findings.push(Finding::error(path("template.toml"), Code::InvalidValue, message));
    }
    let mut files = BTreeMap::new();
    for name in [BODY_HTML, BODY_TEXT] {
        if let Some(text) = folder.text(&path(name)) {
            files.insert(name.to_owned(), text.to_owned());
            includes::collect(folder, &path(name), text, &mut files, findings);
        }
    }
    let file = read::<TemplateFile>(folder, &path("template.toml"), findings);
    let schema = parse(folder, &path("schema.json"), findings);
    let preview = read::<Preview>(folder, &path("preview.json"), findings);
    let (file, template) = file?;
    let max_age_secs = check_values(&file, &template, &path("template.toml"), audience, findings);
    let ((preview_values, preview), schema, brand) = (preview?, schema?, brand?);
    if findings[before..].iter().any(Finding::is_error) {
        return None;
    }
    let definition = TemplateDefinition {
        key: key.to_owned(),
        category: audience.known.get(&file.category)?.clone(),
        from: file.from.unwrap_or_else(|| brand.from.clone()),
        reply_to: file.reply_to.or_else(|| brand.reply_to.clone()),
        list_domain: brand.list_domain.clone(),
        track_opens: file.track_opens,
        track_clicks: file.track_clicks.or(file.track_opens),
        max_age_secs,
        window: file.window,
        contact_fields: file.contact_fields,
        deprecated: file.deprecated,
        locale: file.locale.unwrap_or_else(|| brand.locale.clone()),
        time_zone: brand.time_zone.clone(),
        schema: schema.value.clone(),
        preview: preview_values,
        brand: used_brand(brand, [&file.subject, &file.preheader].into_iter().chain(files.values())),
        subject: file.subject,
        preheader: file.preheader,
        files,
    };
    Some(Draft { definition, template, schema, preview })
}

/// Checks what the JSON Schema of template.toml cannot say; gives `maxAge` in seconds.
fn check_values(
    file: &TemplateFile,
    document: &Document,
    path: &str,
    audience: &Audience,
    findings: &mut Vec<Finding>,
) -> Option<u64> {
    for (key, value) in [("from", &file.from), ("replyTo", &file.reply_to)] {
        if let Some(value) = value.as_ref().filter(|value| !is_mailbox(value)) {
            let message = format!("`{key}`: {value:?} is not `Name <local@domain>` with an ASCII address");
            findings.push(Finding::error(path, Code::InvalidValue, message).at(document.value_at(&format!("/{key}"))));
        }
    }
    if audience.complete && !audience.known.contains_key(&file.category) {
        let known = audience.known.keys().map(String::as_str);
        let message =
            format!("`{}` is neither a list nor in categories.toml{}", file.category, hint(&file.category, known));
        findings.push(Finding::error(path, Code::UnknownCategory, message).at(document.value_at("/category")));
    }
    file.max_age.as_deref().and_then(duration_secs)
}

fn is_key(key: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    key.len() <= 200 && key.split('/').all(part)
}

/// The values of the brand that `sources` read: only they belong to a template's version.
fn used_brand<'s>(brand: &Brand, sources: impl Iterator<Item = &'s String>) -> Map<String, Value> {
    let environment = Environment::empty();
    let mut used = BTreeSet::new();
    for source in sources {
        let Ok(template) = environment.template_from_str(source) else { continue };
        for name in template.undeclared_variables(true) {
            used.extend(name.strip_prefix("brand.").and_then(|name| name.split('.').next()).map(str::to_owned));
        }
    }
    let all = serde_json::to_value(brand).unwrap_or_default();
    let optional =
        ["logoUrl", "replyTo"].into_iter().filter(|name| used.contains(*name)).map(|name| (name, Value::Null));
    let mut kept: Map<String, Value> = optional.map(|(name, value)| (name.to_owned(), value)).collect();
    kept.extend(
        all.as_object()
            .into_iter()
            .flatten()
            .filter(|(name, _)| used.contains(*name))
            .map(|(n, v)| (n.clone(), v.clone())),
    );
    kept
}
