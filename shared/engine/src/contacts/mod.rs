//! Contacts: who is meant by a set of keys, and what is known of them. The one writer of `contacts`,
//! `contact_keys`, `contact_merges` and `identity_conflicts`.

pub mod admin;
pub mod apply;
pub mod delete;
pub mod erase;
pub mod find;
pub mod merge;
pub mod rekey;
pub mod request;
pub mod resolve;
pub mod restore;
pub mod upsert;
pub mod write;
