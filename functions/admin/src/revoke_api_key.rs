//! `DELETE /v1/admin/api-keys/{id}`: revokes a key.

use domain::scope::Scope;
use engine::Engine;
use engine::operations::api_keys::unknown_key;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::attempt;

/// That it is done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Revoked {
    /// Always `true`.
    revoked: bool,
}

/// 200 `{"revoked": true}`; the next request with the key is refused.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let id = request.path("id");
    let attempt = attempt::at(&request, "apikey", "apikey.revoke", id);
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    engine.revoke_api_key(&caller, id.parse().map_err(|_| unknown_key(id))?, &attempt).await?;
    Ok(Response::json(200, &Revoked { revoked: true }))
}
