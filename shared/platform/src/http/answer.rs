//! The edge: every answer gets the shared headers, every error becomes the one envelope and is logged once.

use domain::refusal::{Envelope, Kind, Refusal};
use http::header::{HeaderName, HeaderValue};
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use super::Response;
use crate::Error;
use crate::budget::Budget;

/// Sent with every answer; `Access-Control-Allow-Origin: *` is safe because credentials never travel in cookies.
const SHARED_HEADERS: [(HeaderName, HeaderValue); 13] = [
    header("x-content-type-options", "nosniff"),
    header("x-frame-options", "SAMEORIGIN"),
    header("referrer-policy", "no-referrer"),
    header("strict-transport-security", "max-age=15552000; includeSubDomains"),
    header("x-dns-prefetch-control", "off"),
    header("x-download-options", "noopen"),
    header("x-permitted-cross-domain-policies", "none"),
    header("x-xss-protection", "0"),
    header("cross-origin-opener-policy", "same-origin"),
    header("cross-origin-resource-policy", "same-origin"),
    header("origin-agent-cluster", "?1"),
    header("access-control-allow-origin", "*"),
    header(
        "access-control-expose-headers",
        "Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id",
    ),
];

const fn header(name: &'static str, value: &'static str) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static(name), HeaderValue::from_static(value))
}

/// How long a caller should wait when the database does not answer at all.
const DATABASE_AWAY_SECONDS: u32 = 5;

/// The gateway's answer, payload format 2.0. Shared headers do not replace what the handler set.
pub(crate) fn answer(
    method: &Method,
    request_id: &str,
    budget: Option<Budget>,
    result: Result<Response, Error>,
) -> Value {
    let mut response = result.unwrap_or_else(|error| from_error(error, request_id));
    if let Some(budget) = budget {
        response = limited(response, budget);
    }
    for (name, value) in SHARED_HEADERS {
        response.headers.entry(name).or_insert(value);
    }
    if let Ok(value) = HeaderValue::from_str(request_id) {
        response.headers.insert("x-request-id", value);
    }
    let headers: Map<String, Value> = response
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.into())))
        .collect();
    let body = if method == Method::HEAD { String::new() } else { response.body };
    json!({"statusCode": response.status.as_u16(), "headers": headers, "body": body, "isBase64Encoded": false})
}

/// What is left of the caller's budget, and when to come back with none.
fn limited(response: Response, budget: Budget) -> Response {
    let refused = response.status == StatusCode::TOO_MANY_REQUESTS;
    let response = response
        .with_header("x-ratelimit-limit", budget.limit.to_string())
        .with_header("x-ratelimit-remaining", budget.remaining.to_string())
        .with_header("x-ratelimit-reset", budget.free_in_seconds.to_string());
    if refused { response.with_header("retry-after", budget.free_in_seconds.max(1).to_string()) } else { response }
}

/// The envelope of an error. What a caller must not see goes to the log, once, under the request's id.
fn from_error(error: Error, request_id: &str) -> Response {
    if error.is_connection_loss() {
        return unavailable(DATABASE_AWAY_SECONDS, &error.to_string(), request_id);
    }
    if error.is_retryable() {
        return unavailable(1, &error.to_string(), request_id);
    }
    match error {
        Error::Refused(refusal) => refused(&refusal, request_id),
        Error::Unavailable { retry_after_seconds, reason } => unavailable(retry_after_seconds, &reason, request_id),
        unexpected => {
            tracing::error!(request_id, error = %unexpected, "request failed");
            Response::json(500, &envelope("Internal Server Error", "internal", request_id))
        }
    }
}

fn refused(refusal: &Refusal, request_id: &str) -> Response {
    let body = Envelope { issues: refusal.issues.clone(), ..envelope(&refusal.message, refusal.code, request_id) };
    let response = Response::json(status_of(refusal.kind), &body);
    match refusal.kind {
        Kind::Unauthorized => response.with_header("www-authenticate", "Bearer"),
        _ => response,
    }
}

fn unavailable(retry_after_seconds: u32, reason: &str, request_id: &str) -> Response {
    tracing::warn!(request_id, retry_after_seconds, reason, "request could not be served now");
    Response::json(503, &envelope("Service temporarily unavailable", "unavailable", request_id))
        .with_header("retry-after", retry_after_seconds.max(1).to_string())
}

fn envelope(sentence: &str, code: &'static str, request_id: &str) -> Envelope {
    Envelope { error: sentence.to_owned(), code, request_id: request_id.to_owned(), issues: Vec::new() }
}

fn status_of(kind: Kind) -> u16 {
    match kind {
        Kind::Invalid => 400,
        Kind::Unauthorized => 401,
        Kind::Forbidden => 403,
        Kind::NotFound => 404,
        Kind::Conflict => 409,
        Kind::TooLarge => 413,
        Kind::UnsupportedMedia => 415,
        Kind::TooMany => 429,
    }
}
