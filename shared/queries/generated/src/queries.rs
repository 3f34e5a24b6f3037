// This file was generated with `cornucopia`. Do not modify.

pub mod api_keys;
pub mod audit;
pub mod campaigns;
pub mod contacts;
pub mod content;
pub mod events;
pub mod imports;
pub mod lists;
pub mod mail;
pub mod operations;
pub mod outbox;
pub mod rate_limits;
pub mod release;
pub mod unsubscribe;
