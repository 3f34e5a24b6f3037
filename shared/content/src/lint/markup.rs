//! MJML tags, images and links, in the sources and in the rendered MJML.

use super::tags::{Tag, tags};
use crate::draft::Draft;
use crate::finding::{Code, Finding, Position, hint};

/// Tags that the MJML renderer knows. It passes over others in silence, so they are refused here. `mj-include` and
/// `mj-font` are left out on purpose: layouts are included by the template language, and fonts are the system's.
const SUPPORTED: [&str; 32] = [
    "mj-accordion",
    "mj-accordion-element",
    "mj-accordion-text",
    "mj-accordion-title",
    "mj-all",
    "mj-attributes",
    "mj-body",
    "mj-breakpoint",
    "mj-button",
    "mj-carousel",
    "mj-carousel-image",
    "mj-class",
    "mj-column",
    "mj-divider",
    "mj-group",
    "mj-head",
    "mj-hero",
    "mj-image",
    "mj-navbar",
    "mj-navbar-link",
    "mj-preview",
    "mj-raw",
    "mj-section",
    "mj-social",
    "mj-social-element",
    "mj-spacer",
    "mj-style",
    "mj-table",
    "mj-text",
    "mj-title",
    "mj-wrapper",
    "mjml",
];

/// Tags that hold MJML only: HTML directly inside is lost.
const STRUCTURE: [&str; 13] = [
    "mjml",
    "mj-head",
    "mj-body",
    "mj-wrapper",
    "mj-section",
    "mj-column",
    "mj-group",
    "mj-attributes",
    "mj-navbar",
    "mj-social",
    "mj-accordion",
    "mj-accordion-element",
    "mj-carousel",
];

/// HTML tags without an end tag.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "wbr"];

/// Checks each file as it is written, so that branches which the preview does not reach are seen too.
pub(super) fn check_sources(draft: &Draft, findings: &mut Vec<Finding>) {
    for (name, source) in &draft.definition.files {
        let path = draft.path_of(name);
        if !name.ends_with(".mjml.j2") {
            for (offset, _) in source.match_indices("http://") {
                findings.push(insecure(&path, "http://…").at(Position::of_offset(source, offset)));
            }
            continue;
        }
        for tag in tags(source) {
            let at = Position::of_offset(source, tag.offset);
            findings.extend(check_tag(&path, &tag).into_iter().map(|finding| finding.at(at)));
        }
    }
}

/// Checks the rendered MJML: nesting, and links that came from values.
pub(super) fn check_rendered(draft: &Draft, mjml: &str, findings: &mut Vec<Finding>) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(mjml) {
        if tag.closing {
            if let Some(at) = open.iter().rposition(|name| *name == tag.name) {
                open.truncate(at);
            }
            continue;
        }
        let parent = open.last().copied().unwrap_or("mjml");
        if STRUCTURE.contains(&parent) && tag.name != "mjml" && !tag.name.starts_with("mj-") {
            let (path, at) = super::locate(draft, &format!("<{}", tag.name));
            let message = format!(
                "`<{}>` stands directly in `<{parent}>` and would be lost; put it into `<mj-text>` or `<mj-raw>`",
                tag.name
            );
            findings.push(Finding::error(path, Code::UnsupportedTag, message).at(at));
        }
        for value in insecure_values(&tag) {
            let (path, at) = super::locate(draft, value);
            findings.push(insecure(&path, value).at(at));
        }
        if !tag.self_closing && !VOID.contains(&tag.name) {
            open.push(tag.name);
        }
    }
}

fn check_tag(path: &str, tag: &Tag<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if tag.closing {
        return findings;
    }
    if tag.name.starts_with("mj") && !SUPPORTED.contains(&tag.name) {
        let why = match tag.name {
            "mj-include" => ": use `{% include \"_partials/…\" %}`".to_owned(),
            "mj-font" => ": mails load no remote fonts; set `fontStack` in brand.toml".to_owned(),
            name => hint(name, SUPPORTED),
        };
        findings.push(Finding::error(path, Code::UnsupportedTag, format!("`<{}>` is not supported{why}", tag.name)));
    }
    if matches!(tag.name, "img" | "mj-image" | "mj-carousel-image") && tag.attribute("alt").is_none() {
        let message = format!("`<{}>` needs `alt` (empty for a picture that is only decoration)", tag.name);
        findings.push(Finding::error(path, Code::ImageWithoutAlt, message));
    }
    findings.extend(
        insecure_values(tag)
            .into_iter()
            .filter(|value| !value.contains("{{") && !value.contains("{%"))
            .map(|value| insecure(path, value)),
    );
    findings
}

/// Links and images of a tag that are neither HTTPS nor of a scheme without content.
fn insecure_values<'t>(tag: &Tag<'t>) -> Vec<&'t str> {
    let links =
        tag.attributes.iter().filter(|(name, _)| matches!(*name, "href" | "src" | "background-url" | "background"));
    let unsafe_ones = links.filter(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        let allowed: &[&str] =
            if *name == "href" { &["https://", "mailto:", "tel:", "sms:", "#"] } else { &["https://", "cid:"] };
        !allowed.iter().any(|scheme| value.starts_with(scheme))
    });
    unsafe_ones.map(|(_, value)| *value).collect()
}

fn insecure(path: &str, value: &str) -> Finding {
    Finding::error(path, Code::InsecureLink, format!("`{value}` is no https: link"))
}
