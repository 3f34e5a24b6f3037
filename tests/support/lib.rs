//! What the tests share: a fresh database each, a stand-in for AWS, and calls of handlers in this process exactly
//! as the Lambda runtime makes them.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

pub mod app;
pub mod aws;
pub mod bodies;
pub mod checked;
pub mod database;
pub mod described;
pub mod imports;
pub mod load;
pub mod mails;
pub mod objects;
pub mod proxy;

pub use app::{Answer, App};
pub use aws::Aws;
pub use database::TestDatabase;
pub use imports::ImportApp;
pub use mails::MailApp;
pub use proxy::Proxy;
