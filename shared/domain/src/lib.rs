//! The rules of Sounder as pure functions and types.
//!
//! Nothing here reads a clock, a random number, a file or a socket: `now` and ids are arguments,
//! so every rule can be tested by the thousand. Types cannot hold a bad value: they are made once,
//! at the edge, and trusted afterwards.

pub mod budget;
pub mod canonical;
pub mod event;
pub mod idempotency;
pub mod identity;
pub mod import;
pub mod input;
pub mod list;
pub mod page;
pub mod preferences;
pub mod properties;
pub mod refusal;
pub mod resolve;
pub mod scope;
pub mod timestamp;
pub mod token;
