//! The body of a form: `application/x-www-form-urlencoded`, or `multipart/form-data` (RFC 7578).

use platform::http::{MAX_BODY_BYTES, Request};

/// Names and values in their order. A body that is no form, or larger than a route takes, has none: then it says
/// nothing, and nothing is done.
pub(crate) fn pairs(request: &Request) -> Vec<(String, String)> {
    let content_type = request.header("content-type").unwrap_or_default();
    if is_too_large(request) { Vec::new() } else { parse(content_type, request.body()) }
}

/// Whether the body is larger than a route takes.
pub(crate) fn is_too_large(request: &Request) -> bool {
    request.body().len() > MAX_BODY_BYTES
}

/// See [`pairs`].
pub(crate) fn parse(content_type: &str, body: &[u8]) -> Vec<(String, String)> {
    let (essence, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return form_urlencoded::parse(body).into_owned().collect();
    }
    match (boundary(parameters), std::str::from_utf8(body)) {
        (Some(boundary), Ok(body)) => multipart_pairs(boundary, body),
        _ => Vec::new(),
    }
}

fn boundary(parameters: &str) -> Option<&str> {
    let found = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    (!found.is_empty()).then_some(found)
}

/// What is no well-formed part is left out.
fn multipart_pairs(boundary: &str, body: &str) -> Vec<(String, String)> {
    let part = |text: &str| {
        let (headers, value) = text.split_once("\r\n\r\n")?;
        let disposition = headers.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        let name = disposition.split(';').find_map(|parameter| parameter.trim().strip_prefix("name="))?;
        Some((name.trim_matches('"').to_owned(), value.strip_suffix("\r\n").unwrap_or(value).to_owned()))
    };
    body.split(&format!("--{boundary}")).filter_map(part).collect()
}
