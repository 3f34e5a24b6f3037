//! Published content: the current release, and what functions read of it.

pub mod templates;
