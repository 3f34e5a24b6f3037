//! One request of a route.

use std::collections::HashMap;

use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use aws_lambda_events::query_map::QueryMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::idempotency;
use domain::refusal::{Kind, Refusal};
use http::{HeaderMap, Method, header};
use serde_json::Value;
use uuid::Uuid;

use crate::Error;

/// What a route takes unless it says otherwise; Lambda itself stops at 6 MB with headers.
pub const MAX_BODY_BYTES: usize = 1_000_000;

/// A longer value of the caller's `X-Request-Id` is replaced.
const MAX_REQUEST_ID: usize = 255;

/// One request, with its body decoded from the gateway's base64.
#[derive(Debug)]
pub struct Request {
    method: Method,
    headers: HeaderMap,
    path: HashMap<String, String>,
    query: QueryMap,
    source_ip: String,
    body: Vec<u8>,
    request_id: String,
}

impl Request {
    /// The request in an event of payload format 2.0, as its text: a `Value` would fail, or mean something else, for a query
    /// parameter with a name that `serde_json` gives a meaning.
    ///
    /// # Errors
    /// `Internal` for any other event.
    pub fn from_event(event: &str) -> Result<Self, Error> {
        let event: ApiGatewayV2httpRequest = serde_json::from_str(event)
            .map_err(|error| Error::internal(format!("no request of an HTTP API, payload format 2.0: {error}")))?;
        let context = event.request_context.http;
        let request_id = request_id(&event.headers);
        Ok(Self {
            method: context.method,
            headers: event.headers,
            path: event.path_parameters,
            // Parsed from the raw text: the gateway's own map joins repeated parameters with commas.
            query: event.raw_query_string.unwrap_or_default().parse().unwrap_or_default(),
            source_ip: context.source_ip.unwrap_or_default(),
            body: decode(event.body.unwrap_or_default(), event.is_base64_encoded)?,
            request_id,
        })
    }

    /// The credentials of `Authorization: Bearer <credentials>`; the scheme word in any case.
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, credentials) = self.header("authorization")?.split_once(' ')?;
        let credentials = credentials.trim();
        (scheme.eq_ignore_ascii_case("bearer") && !credentials.is_empty()).then_some(credentials)
    }

    /// The body as JSON. A body without any content type counts as JSON.
    ///
    /// # Errors
    /// 413 above [`MAX_BODY_BYTES`], 415 for another content type, 400 `malformed_json` for no or broken JSON.
    pub fn json(&self) -> Result<Value, Refusal> {
        self.json_within(MAX_BODY_BYTES)
    }

    /// [`Request::json`] for a route with a limit of its own.
    ///
    /// # Errors
    /// The same, with `max_bytes` as the limit.
    pub fn json_within(&self, max_bytes: usize) -> Result<Value, Refusal> {
        let body = self.body();
        if body.len() > max_bytes {
            let message = format!("The body has {} bytes; this route takes {max_bytes}", body.len());
            return Err(Refusal::new(Kind::TooLarge, "payload_too_large", message));
        }
        // An empty body carries no media; it is told as missing JSON whatever its type says.
        if !body.is_empty() && self.header("content-type").is_some_and(|value| !is_json(value)) {
            let message = "The body must be JSON, with Content-Type: application/json";
            return Err(Refusal::new(Kind::UnsupportedMedia, "unsupported_media_type", message));
        }
        serde_json::from_slice(body).map_err(|_| Refusal::invalid("malformed_json", "Malformed JSON in request body"))
    }

    /// The body's bytes, unmodified.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// A parameter of the route, e.g. `id` of `/v1/lists/{id}/subscribe`; the gateway has percent-decoded it once.
    /// Empty when the route has no such parameter.
    pub fn path(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// The first value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        self.query.first(name).map(str::to_owned)
    }

    /// A header's first value, if it is visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The `Idempotency-Key`, as it was sent. What is no visible ASCII is no key; to take it for none would do twice what
    /// the caller wanted once.
    ///
    /// # Errors
    /// 400 `invalid_idempotency_key`.
    pub fn idempotency_key(&self) -> Result<Option<&str>, Refusal> {
        let Some(value) = self.headers.get("idempotency-key") else { return Ok(None) };
        value.to_str().map(Some).map_err(|_| idempotency::invalid())
    }

    /// The caller's `X-Request-Id` when it is acceptable, else a fresh one; the answer carries it.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Where the request came from, as the gateway saw it.
    pub fn source_ip(&self) -> &str {
        &self.source_ip
    }

    /// Whether a browser asks: `Accept` names HTML.
    pub fn accepts_html(&self) -> bool {
        self.header("accept").is_some_and(|value| value.contains("text/html"))
    }

    /// Whether only the headers are wanted; such a request must have no effect.
    pub fn is_head(&self) -> bool {
        self.method == Method::HEAD
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }
}

// The crate of event types has a decoder, which panics on bad input.
fn decode(body: String, is_base64: bool) -> Result<Vec<u8>, Error> {
    if !is_base64 {
        return Ok(body.into_bytes());
    }
    STANDARD.decode(body).map_err(|error| Error::internal(format!("the gateway's base64 body: {error}")))
}

/// `application/json` or `application/*+json`, with or without parameters.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence.strip_prefix("application/").is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
}

fn request_id(headers: &HeaderMap) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '=' | '-');
    headers
        .get(header::HeaderName::from_static("x-request-id"))
        .and_then(|value| value.to_str().ok())
        .filter(|id| (1..=MAX_REQUEST_ID).contains(&id.len()) && id.chars().all(allowed))
        .map_or_else(|| Uuid::new_v4().to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::Request;
    use serde_json::{Value, json};

    fn request(headers: Value, body: Value, base64: bool) -> Request {
        let event = json!({
            "version": "2.0", "routeKey": "POST /v1/lists/{id}/subscribe", "rawPath": "/v1/lists/a b/subscribe",
            "rawQueryString": "token=x%2By&token=z&q=a+b", "queryStringParameters": {"token": "x+y,z", "q": "a b"},
            "headers": headers, "pathParameters": {"id": "a/b"}, "body": body, "isBase64Encoded": base64,
            "requestContext": {
                "accountId": "123456789012", "apiId": "api", "domainName": "api.execute-api.eu-central-1.amazonaws.com",
                "domainPrefix": "api", "requestId": "JKJaXmPLvHcESHA=", "routeKey": "$default", "stage": "$default",
                "time": "12/Mar/2026:19:03:58 +0000", "timeEpoch": 1_583_348_638_390_i64,
                "http": {"method": "POST", "path": "/v1", "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "t"}
            }
        });
        // Through text, as the runtime gets it: serde_json's arbitrary_precision changes how numbers travel.
        Request::from_event(&event.to_string()).expect("a request")
    }

    #[test]
    fn reads_the_gateways_event() {
        let read = request(json!({"authorization": "bearer hsk_1", "x-request-id": "test-123"}), Value::Null, false);
        assert_eq!(read.bearer(), Some("hsk_1"));
        assert_eq!(read.request_id(), "test-123");
        assert_eq!(read.path("id"), "a/b");
        assert_eq!(read.query("token").as_deref(), Some("x+y"));
        assert_eq!(read.query("q").as_deref(), Some("a b"));
        assert_eq!(read.source_ip(), "203.0.113.7");
        assert!(!read.is_head());
        assert_eq!(request(json!({"authorization": "Basic eDp5"}), Value::Null, false).bearer(), None);
        assert_ne!(request(json!({"x-request-id": "no spaces"}), Value::Null, false).request_id(), "no spaces");
    }

    #[test]
    fn reads_json_by_its_content_type() {
        let typed = |value: &str, body: &str| request(json!({"content-type": value}), body.into(), false).json();
        assert_eq!(
            typed("application/vnd.x+json; charset=utf-8", r#"{"a":1.50}"#).expect("JSON")["a"].to_string(),
            "1.50"
        );
        assert_eq!(typed("text/plain", "{}").expect_err("refused").code, "unsupported_media_type");
        assert_eq!(typed("application/json", "{").expect_err("refused").code, "malformed_json");
        assert_eq!(typed("application/json", "").expect_err("refused").code, "malformed_json");
        assert_eq!(typed("application/json", &" ".repeat(1_000_001)).expect_err("refused").code, "payload_too_large");
        assert_eq!(request(json!({}), "eyJhIjoxfQ==".into(), true).json().expect("JSON"), json!({"a": 1}));
    }
}
