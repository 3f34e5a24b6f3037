// This file was generated with `cornucopia`. Do not modify.

pub mod api_keys;
pub mod audit;
pub mod contacts;
pub mod events;
pub mod lists;
pub mod operations;
pub mod outbox;
pub mod release;
