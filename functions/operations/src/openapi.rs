//! `GET /openapi.json`: the description of the API, as it was committed, with the address of this installation.

use domain::refusal::Refusal;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::Value;

/// Made by `./dev openapi` of the types that parse and answer.
const COMMITTED: &str = include_str!("../../../docs/openapi.json");

/// 200; 404 where the description is off.
pub(crate) async fn handle(engine: &Engine, _: Request) -> Result<Response, Error> {
    let document = document(engine).await?;
    Ok(Response::json(200, &document).with_header("cache-control", "no-cache"))
}

/// The document, for this installation.
///
/// # Errors
/// `not_found` where the description is off, exactly as for a path that does not exist.
pub(crate) async fn document(engine: &Engine) -> Result<Value, Error> {
    if std::env::var("API_DESCRIPTION").as_deref() != Ok("on") {
        return Err(Refusal::not_found("not_found", "Not Found").into());
    }
    let mut document: Value = serde_json::from_str(COMMITTED).map_err(Error::internal)?;
    // Before the first publication, and on a new function while the database is away, no address is known; "/" is then
    // the host that this was read from.
    let url = engine.known_base_url().await.unwrap_or_else(|| "/".into());
    document["servers"][0]["url"] = url.into();
    Ok(document)
}
