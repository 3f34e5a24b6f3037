//! The description of the API is that of the code, and says what the code does.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod bodies;
mod credentials;
mod document;
mod head;
mod routes;
