//! The owner's content in the database: immutable versions and releases, the working copy that statements join, and
//! what functions read of it.

pub mod publish;
pub mod templates;

pub(crate) mod base_url;
