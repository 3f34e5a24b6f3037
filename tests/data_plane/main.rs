//! Contacts, events and lists: what an application sees. Handlers run in this process on a real Postgres.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod batch;
mod contacts;
mod credentials;
mod events;
mod find_and_delete;
mod fuzz;
mod idempotency;
mod identity;
mod identity_locks;
mod lists;
mod merge_races;
mod merges;
mod outbox;
mod people;
mod rate_limits;
mod rekey;
mod schema;
