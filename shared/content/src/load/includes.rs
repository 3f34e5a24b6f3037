//! Which layouts and partials a template file reads, transitively.

use std::collections::BTreeMap;

use super::Folder;
use crate::finding::{Code, Finding, Position, hint};

/// Collects into `files` every layout and partial that `name` (with text `source` at `path`) reads, by their names
/// relative to `templates/`.
pub(super) fn collect(
    folder: &Folder,
    path: &str,
    source: &str,
    files: &mut BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) {
    let mut chain = vec![path.to_owned()];
    follow(folder, path, source, &mut chain, files, findings);
}

fn follow(
    folder: &Folder,
    path: &str,
    source: &str,
    chain: &mut Vec<String>,
    files: &mut BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) {
    for reference in references(source) {
        let at = Position::of_offset(source, reference.offset);
        let mut wrong = |message: String| findings.push(Finding::error(path, Code::UnknownInclude, message).at(at));
        let Some(name) = reference.name else {
            wrong(format!(
                "`{}` needs the name of a file in quotes, so that a version holds all it needs",
                reference.keyword
            ));
            continue;
        };
        let target = format!("templates/{name}");
        if chain.contains(&target) {
            wrong(format!("`{name}` includes itself"));
            continue;
        }
        let shared = name.starts_with("_layouts/") || name.starts_with("_partials/");
        match folder.text(&target).filter(|_| shared) {
            Some(text) => {
                files.insert(name.to_owned(), text.to_owned());
                chain.push(target.clone());
                follow(folder, &target, text, chain, files, findings);
                chain.pop();
            }
            None => {
                let known = folder.paths("templates/_").filter_map(|path| path.strip_prefix("templates/"));
                wrong(format!("there is no layout or partial `{name}`{}", hint(name, known)));
            }
        }
    }
}

struct Reference<'s> {
    keyword: &'s str,
    /// `None` when the name is not one text in quotes.
    name: Option<&'s str>,
    offset: usize,
}

/// The `extends`, `include`, `import` and `from` tags of a template, outside comments.
fn references(source: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = source[at..].find("{%").map(|open| at + open) {
        if let Some(comment) = source[at..open].find("{#").map(|comment| at + comment) {
            at = source[comment..].find("#}").map_or(source.len(), |end| comment + end + 2);
            continue;
        }
        let inner = source[open + 2..].trim_start_matches(['-', '+']).trim_start();
        let start = source.len() - inner.len();
        let close = source[start..].find("%}").map_or(source.len(), |end| start + end);
        let tag = &source[start..close];
        let keyword = tag.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if matches!(keyword, "extends" | "include" | "import" | "from") {
            let rest = tag[keyword.len()..].trim_start();
            let literal = rest
                .strip_prefix('"')
                .and_then(|rest| rest.split_once('"'))
                .or_else(|| rest.strip_prefix('\'').and_then(|rest| rest.split_once('\'')));
            let ends_well = |after: &str| {
                let after = after.trim_end_matches('-').trim();
                after.is_empty() || after.starts_with("import ") || after.starts_with("as ")
            };
            found.push(Reference {
                keyword,
                name: literal.filter(|(_, after)| ends_well(after)).map(|(name, _)| name),
                offset: start,
            });
        }
        at = close;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_form_outside_comments() {
        let source = r#"{%- extends "_layouts/base.mjml.j2" -%}{# {% include "x" %} #}
{% from '_partials/button.mjml.j2' import button %}{% include name %}{% if include %}{% endif %}"#;
        let names: Vec<_> = references(source).into_iter().map(|found| (found.keyword, found.name)).collect();
        let expected =
            [("extends", Some("_layouts/base.mjml.j2")), ("from", Some("_partials/button.mjml.j2")), ("include", None)];
        assert_eq!(names, expected);
    }
}
