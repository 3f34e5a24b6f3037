//! The use cases of Sounder, a module per area. A use case begins its transaction and commits it; functions that
//! take part in one take `&Transaction`. No network call is made while a lock is held.

pub mod campaigns;
pub mod contacts;
pub mod content;
pub mod events;
pub mod imports;
pub mod lists;
pub mod mail;
pub mod operations;
pub mod outbox;

mod context;

pub use context::{Clock, Engine};
