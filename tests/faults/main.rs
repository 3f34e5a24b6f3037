//! What is left after connections broke, froze and were refused in the middle of everything.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod cuts;
mod load;
mod merges;
mod outages;
mod points;
