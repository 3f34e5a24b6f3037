//! One answer of a route, before the headers that every answer carries.

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde::Serialize;

/// What a handler answers. The runner adds the headers that all routes share and drops the body for HEAD.
#[derive(Clone, Debug)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Response {
    /// A JSON answer. What cannot be written as JSON (an object with keys that are no text) is a 500: no type of ours is that.
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        match serde_json::to_string(body) {
            Ok(body) => Self::of(status, HeaderValue::from_static("application/json"), body),
            Err(_) => Self::empty(500),
        }
    }

    /// A page.
    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::of(status, HeaderValue::from_static("text/html; charset=utf-8"), body.into())
    }

    /// Plain text.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::of(status, HeaderValue::from_static("text/plain; charset=utf-8"), body.into())
    }

    /// An answer without a body, e.g. 204.
    pub fn empty(status: u16) -> Self {
        Self { status: known(status), headers: HeaderMap::new(), body: String::new() }
    }

    /// With this header, in place of an earlier value. A value that HTTP cannot carry (a line break) leaves it out.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value.as_ref()))
        {
            self.headers.insert(name, value);
        }
        self
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body.
    pub fn body(&self) -> &str {
        &self.body
    }

    fn of(status: u16, content_type: HeaderValue, body: String) -> Self {
        let mut response = Self::empty(status);
        response.headers.insert(CONTENT_TYPE, content_type);
        response.body = body;
        response
    }
}

fn known(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
