// This file was generated with `cornucopia`. Do not modify.

pub mod api_keys;
pub mod audit;
pub mod campaigns;
pub mod contacts;
pub mod content;
pub mod dead_letters;
pub mod erase;
pub mod events;
pub mod imports;
pub mod lists;
pub mod mail;
pub mod merge;
pub mod operations;
pub mod outbox;
pub mod partitions;
pub mod rate_limits;
pub mod release;
pub mod retention;
pub mod unsubscribe;
