//! `$default`: every request that no route takes, and every OPTIONS.

use domain::refusal::Refusal;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};

const METHODS: &str = "GET,HEAD,PUT,POST,DELETE,PATCH";

/// 404 with the envelope, whatever the credentials; 204 to OPTIONS, so that browsers may call every route.
pub(crate) async fn handle(_: &Engine, request: Request) -> Result<Response, Error> {
    if request.method() != "OPTIONS" {
        return Err(Refusal::not_found("not_found", "Not Found").into());
    }
    let response = Response::empty(204)
        .with_header("access-control-allow-methods", METHODS)
        .with_header("vary", "Access-Control-Request-Headers");
    Ok(match request.header("access-control-request-headers") {
        Some(names) => response.with_header("access-control-allow-headers", names),
        None => response,
    })
}
