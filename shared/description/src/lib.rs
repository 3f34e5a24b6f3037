//! The API as its callers read it: each area describes its routes (`functions/<area>/src/description.rs`), and one
//! OpenAPI 3.1 document is made of all descriptions. Schemas come from the types that parse and answer.
//!
//! Nothing here runs in a Lambda function: no handler calls it, so the linker leaves it out. The document is generated
//! once (`./dev openapi`), committed, and served as it was committed.

mod document;
mod errors;
mod headers;
mod operation;
mod schemas;

pub use document::document;
pub use errors::{ERRORS, ErrorCode, about};
pub use operation::{Area, Operation};
