//! The owner's content in the database: immutable versions and releases, and the working copy that statements join.

pub mod publish;
