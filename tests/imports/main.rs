//! Imports of contacts, suppressions and unsubscribes: routes and worker, in this process, on a real Postgres.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod chunks;
mod contacts;
mod files;
mod jobs;
mod opt_outs;
mod suppressions;
mod sweep;
