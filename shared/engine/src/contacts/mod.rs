//! Contacts: who is meant by a set of keys, and what is known of them. The one writer of `contacts`,
//! `contact_keys` and `identity_conflicts`.

pub mod apply;
pub mod delete;
pub mod find;
pub mod resolve;
pub mod upsert;
