//! A template between loading and linting.

use crate::document::Document;
use crate::template::TemplateDefinition;

/// A template that could be put together; lints look at it next.
pub(crate) struct Draft {
    pub definition: TemplateDefinition,
    pub template: Document,
    pub schema: Document,
    pub preview: Document,
}

impl Draft {
    /// Path, relative to the content folder, of one of the template's files, or of a layout or partial.
    pub fn path_of(&self, file: &str) -> String {
        if file.starts_with('_') {
            format!("templates/{file}")
        } else {
            format!("templates/{}/{file}", self.definition.key)
        }
    }
}
