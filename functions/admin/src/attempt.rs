//! What the audit log keeps of an administrative request.

use engine::operations::audit::{Attempt, Origin};
use platform::http::Request;

/// An attempt of this request at something that has no id yet.
pub(crate) fn of(request: &Request, resource: &'static str, action: &'static str) -> Attempt {
    let origin = Origin { ip: request.source_ip().parse().ok(), request_id: Some(request.request_id().to_owned()) };
    Attempt { action, resource, resource_id: None, origin }
}

/// Characters of an id that the log keeps. Real ids are shorter; a denied caller may have written anything.
const MAX_ID_CHARS: usize = 200;

/// An attempt of this request at one thing. The id is what the caller wrote: a denied attempt is logged before anybody
/// looks whether it can be one.
pub(crate) fn at(request: &Request, resource: &'static str, action: &'static str, id: &str) -> Attempt {
    Attempt { resource_id: Some(loggable(id)), ..of(request, resource, action) }
}

/// Without what Postgres cannot store (NUL) or a terminal would obey, and of bounded length.
fn loggable(id: &str) -> String {
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    id.chars().take(MAX_ID_CHARS).map(shown).collect()
}
