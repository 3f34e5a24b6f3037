//! The content folder of a Sounder installation: lists, categories, brand and mail templates.
//!
//! [`load`] reads and checks a folder and gives either all of its [`Content`] or every [`Finding`] at once;
//! [`Content::definitions`] are the immutable versions that a publication stores; [`CompiledTemplate`] renders a
//! stored template version. Nothing here knows Postgres, AWS or the time of day.

#![cfg_attr(test, allow(clippy::unwrap_used))] // a test that cannot set itself up should panic

mod conform;
mod document;
mod draft;
mod finding;
mod kinds;
mod lint;
mod load;
mod sender;
mod template;
mod version;

pub use finding::{Code, Finding, Severity};
pub use kinds::brand::{Brand, Colors, DarkColors, HexColor};
pub use kinds::category::Category;
pub use kinds::file_schemas;
pub use kinds::list::List;
pub use kinds::preview::Preview;
pub use kinds::template::{TemplateFile, Window};
pub use load::{Content, load};
pub use template::{
    CLIPPED_HTML_BYTES, CompiledTemplate, DefinitionError, MAX_BODY_BYTES, PropIssue, RenderError, RenderInput,
    RenderedMail, System, TemplateDefinition,
};
pub use version::{Definition, Kind};
