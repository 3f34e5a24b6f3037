//! Checks of a template beyond the form of its files: does it read only what it gets, does it render with and
//! without its optional values, and is the mail one that may be sent.

mod markup;
mod rendered;
mod schema;
mod tags;
mod variables;

use crate::draft::Draft;
use crate::finding::{Code, Finding, Position};
use crate::template::{CompiledTemplate, DefinitionError, PREHEADER, SUBJECT};

/// Adds everything that is wrong with one template.
pub(crate) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let before = findings.len();
    markup::check_sources(draft, findings);
    let template = match CompiledTemplate::new(draft.definition.clone()) {
        Ok(template) => template,
        Err(error) => {
            findings.push(syntax_finding(draft, error));
            return;
        }
    };
    schema::check(draft, &template, findings);
    variables::check(draft, &template, findings);
    // A mail that cannot be right is not rendered: its errors would only repeat the ones above.
    if !findings[before..].iter().any(Finding::is_error) {
        rendered::check(draft, &template, findings);
    }
}

fn syntax_finding(draft: &Draft, error: DefinitionError) -> Finding {
    match error {
        DefinitionError::Syntax { file, line, message } => {
            let (path, position) = place(draft, &file, Position { line, column: 1 });
            Finding::error(path, Code::TemplateSyntax, message).at(position)
        }
        DefinitionError::Shape(error) => {
            Finding::error(draft.path_of("template.toml"), Code::InvalidValue, error.to_string())
        }
    }
}

/// Path and position of a place in a compiled file; subject and preheader stand in template.toml.
fn place(draft: &Draft, file: &str, position: Position) -> (String, Position) {
    if file == SUBJECT || file == PREHEADER {
        return (draft.path_of("template.toml"), draft.template.value_at(&format!("/{file}")));
    }
    (draft.path_of(file), position)
}

/// Where `needle` first stands in the files of a template, or in its preview; else the top of the MJML body.
fn locate(draft: &Draft, needle: &str) -> (String, Position) {
    for (name, source) in &draft.definition.files {
        if let Some(offset) = source.find(needle) {
            return (draft.path_of(name), Position::of_offset(source, offset));
        }
    }
    (draft.path_of(crate::template::BODY_HTML), Position::START)
}
