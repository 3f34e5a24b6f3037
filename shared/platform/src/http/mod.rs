//! HTTP as the handlers see it. API Gateway's HTTP API hands over payload format 2.0; its event becomes a [`Request`],
//! a [`Response`] becomes its answer. Nothing else knows the gateway's format.

mod answer;
mod request;
mod response;

pub(crate) use answer::answer;
pub use request::{MAX_BODY_BYTES, Request};
pub use response::Response;

/// Version of the contract on the wire; the same as `info.version` of the OpenAPI document.
pub const WIRE_VERSION: &str = "1.0.0";
