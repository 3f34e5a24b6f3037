//! What is wrong in the content folder, where, and how bad.

use std::fmt;

use serde::Serialize;

/// Whether a finding stops a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is published while one of these exists.
    Error,
    /// Shown, and published all the same.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+) => {
        /// The stable code of a finding: scripts and tests may rely on its text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code { $($(#[doc = $doc])+ #[serde(rename = $text)] $variant,)+ }

        impl Code {
            /// Every code, in the order of the reference page.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The text that stands in the output.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text),+ }
            }
        }
    };
}

codes! {
    /// The folder or a file cannot be read, or is not UTF-8.
    Unreadable = "unreadable",
    /// A file that must exist does not.
    MissingFile = "missing_file",
    /// A file or folder that no kind of content knows.
    UnknownContent = "unknown_content",
    /// Not valid TOML, YAML or JSON.
    Syntax = "syntax",
    /// A key that this kind of file does not have.
    UnknownKey = "unknown_key",
    /// A key that this kind of file must have.
    MissingKey = "missing_key",
    /// A value of the wrong type, form or size.
    InvalidValue = "invalid_value",
    /// An id that the engine keeps for itself.
    ReservedId = "reserved_id",
    /// Two items with one id.
    DuplicateId = "duplicate_id",
    /// A template names a category that is neither a list nor in categories.toml.
    UnknownCategory = "unknown_category",
    /// A layout or partial that does not exist, or includes that go in a circle.
    UnknownInclude = "unknown_include",
    /// The template language could not read a template.
    TemplateSyntax = "template_syntax",
    /// A variable that no template gets.
    UnknownVariable = "unknown_variable",
    /// schema.json is no JSON Schema that can describe props.
    InvalidSchema = "invalid_schema",
    /// preview.json does not fit schema.json.
    PreviewMismatch = "preview_mismatch",
    /// A property of schema.json that the template never reads.
    UnusedProperty = "unused_property",
    /// A template cannot be rendered with its preview.
    RenderFailed = "render_failed",
    /// The rendered mail is larger than 500 KB.
    MessageTooLarge = "message_too_large",
    /// The MJML of a template is not well-formed.
    InvalidMjml = "invalid_mjml",
    /// A tag that MJML does not have, or HTML where MJML wants its own tags.
    UnsupportedTag = "unsupported_tag",
    /// A mail that is not transactional shows no unsubscribe link.
    MissingUnsubscribe = "missing_unsubscribe",
    /// A mail does not show the postal address of brand.toml.
    MissingPostalAddress = "missing_postal_address",
    /// An image without `alt`.
    ImageWithoutAlt = "image_without_alt",
    /// A link or image that is not HTTPS.
    InsecureLink = "insecure_link",
    /// Warning: a preheader outside 40–130 characters.
    PreheaderLength = "preheader_length",
    /// Warning: HTML above 100 KiB, which Gmail clips.
    HtmlClipped = "html_clipped",
    /// Warning: a layout or partial that no template includes.
    UnusedFile = "unused_file",
    /// Warning: a declared contact field that the template never reads.
    UnusedContactField = "unused_contact_field",
}

/// One thing that is wrong (or doubtful) in the content folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Finding {
    /// Path of the file, relative to the content folder, with `/`.
    pub path: String,
    /// Line, from 1; absent when the finding concerns the whole file.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// Whether it stops a publication.
    pub severity: Severity,
    /// What is wrong, as one word.
    pub code: Code,
    /// A sentence for the author of the file, with a hint where one is known.
    pub message: String,
}

impl Finding {
    /// An error about the whole file; [`Finding::at`] adds the place.
    pub(crate) fn error(path: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, column: None, severity: Severity::Error, code, message: message.into() }
    }

    /// Like [`Finding::error`], but does not stop a publication.
    pub(crate) fn warning(path: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, code, message) }
    }

    pub(crate) fn at(mut self, position: Position) -> Self {
        self.line = Some(position.line);
        self.column = Some(position.column);
        self
    }

    /// Whether it stops a publication.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// `path:line:col: code: message`, the form that editors and CI turn into links.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.line.unwrap_or(1), self.column.unwrap_or(1));
        let warning = if self.is_error() { "" } else { "warning: " };
        write!(f, "{}:{line}:{column}: {warning}{}: {}", self.path, self.code.as_str(), self.message)
    }
}

/// A place in a file: line and column in characters, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub line: usize,
    pub column: usize,
}

impl Position {
    pub const START: Position = Position { line: 1, column: 1 };

    /// The place of a byte offset; an offset past the end gives the end.
    pub fn of_offset(text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// `" (did you mean `x`?)"` for the known name nearest to `given`, or `""` when none is near.
pub(crate) fn hint<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    // A third of the letters may differ: `nme` finds `name`, `foo` finds nothing.
    let allowed = (given.chars().count() / 3).max(1);
    let squash = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&squash(given), &squash(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map_or_else(String::new, |(_, name)| format!(" (did you mean `{name}`?)"))
}
