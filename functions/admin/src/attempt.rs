//! What the audit log keeps of an administrative request.

use engine::operations::audit::{Attempt, Origin};
use platform::http::Request;

/// An attempt of this request at something that has no id yet.
pub(crate) fn of(request: &Request, resource: &'static str, action: &'static str) -> Attempt {
    let origin = Origin { ip: request.source_ip().parse().ok(), request_id: Some(request.request_id().to_owned()) };
    Attempt { action, resource, resource_id: None, origin }
}

/// An attempt of this request at one thing.
pub(crate) fn at(request: &Request, resource: &'static str, action: &'static str, id: &str) -> Attempt {
    Attempt { resource_id: Some(id.to_owned()), ..of(request, resource, action) }
}
