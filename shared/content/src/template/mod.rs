//! A mail template, from its published definition to a rendered mail.
//!
//! The order is minijinja, then MJML, then HTML: loops, conditions and inheritance may produce MJML structure, and
//! values are escaped before MJML is read, so a value never becomes a tag.

mod date;
mod definition;
mod environment;
mod filters;
mod money;
mod props;
mod render;
mod text_part;
mod values;

pub use definition::{DefinitionError, TemplateDefinition};
pub use props::PropIssue;
pub use render::{CompiledTemplate, RenderError, RenderInput, RenderedMail, System};

pub(crate) use definition::{BODY_HTML, BODY_TEXT, PREHEADER, SUBJECT, direction_of};
pub(crate) use environment::{Escaping, environment, html_escaped};
pub(crate) use props::{compile_schema, resolve_ref};
pub(crate) use render::ContextNames;

/// Largest MJML, HTML or text of a mail, in bytes; a larger one is refused.
pub const MAX_BODY_BYTES: usize = 500 * 1024;

/// Gmail clips HTML above this size, in bytes.
pub const CLIPPED_HTML_BYTES: usize = 100 * 1024;
