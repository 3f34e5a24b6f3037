//! Keeping an installation running: keys, health, releases of the schema, sweeps.

pub mod api_keys;
pub mod app_role;
pub mod audit;
mod budget;
pub mod caller;
pub mod dead_letters;
pub mod health;
mod heartbeats;
pub mod lease;
pub mod maintain;
pub mod migrate;
pub mod queue_depths;
pub mod relay;
