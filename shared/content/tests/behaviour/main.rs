//! What the crate does, seen from outside: one module per behaviour.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should panic

mod docs;
mod escaping;
mod findings;
mod fixture;
mod lints;
mod look;
mod props;
mod rendering;
mod schemas;
mod starter;
mod versions;
