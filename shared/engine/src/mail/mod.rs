//! Mail: everything between "a row is due" and "SES has it". The one writer of `email_sends` but for snapshots.

pub mod account;
pub mod enqueue;
pub mod gates;
pub mod link_keys;
mod linked;
pub mod mailbox;
pub mod outgoing;
pub mod preferences;
pub mod rate;
pub mod redrive;
pub mod refusal;
pub mod send;
pub mod settings;
pub mod unsubscribe;
