//! What is left after connections broke, froze and were refused in the middle of everything.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod clocks;
mod cuts;
mod load;
mod merges;
mod messages;
mod outages;
mod points;
