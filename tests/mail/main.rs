//! Campaigns and sending. SES and SQS are stand-ins at an endpoint of this machine; Postgres is real.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod audience;
mod campaigns;
mod sending;
mod sweeps;
