//! Operations: keys, health, schema, content, sweeps. Handlers run in this process on a real Postgres; AWS and
//! CloudFormation are stand-ins.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod api_keys;
mod connections;
mod contacts;
mod custom_resources;
mod dead_letters;
mod erasure;
mod given;
mod health;
mod leases;
mod maintenance;
mod migrations;
mod outages;
mod publications;
mod relay;
mod retention;
mod ses_account;
mod unknown_routes;
