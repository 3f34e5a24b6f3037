//! `PATCH /v1/admin/api-keys/{id}`: changes a key's name, limits or end.

use domain::scope::Scope;
use engine::Engine;
use engine::operations::api_keys::{KeyPatch, unknown_key};
use platform::Error;
use platform::http::{Request, Response};

use crate::api_key::shown;
use crate::attempt;

/// 200 with the key; its new limits hold from the next request on.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let id = request.path("id");
    let attempt = attempt::at(&request, "apikey", "apikey.update", id);
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let patch = KeyPatch::parse(&request.json()?)?;
    let key = engine.update_api_key(&caller, id.parse().map_err(|_| unknown_key(id))?, &patch, &attempt).await?;
    Ok(Response::json(200, &shown(key)).with_header("cache-control", "no-store"))
}
