//! Events: stored once, with their statistics, and offered to whatever listens. The one writer of `user_events`,
//! `contact_event_stats` and `idempotency_keys`.

pub mod idempotency;
pub mod ingest;
pub mod listeners;
pub mod request;
pub mod retention;
pub mod store;
