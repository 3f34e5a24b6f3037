//! `DELETE /v1/contacts`: deletes the contact that the body names.

use domain::budget::Class;
use domain::identity::IdentityKeys;
use domain::refusal::Refusal;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// That it is done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DeleteAnswer {
    /// Always `true`.
    deleted: bool,
}

/// 200 `{deleted: true}`. A second call is 404: the row's `deleted_at` makes repeating harmless.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let caller = engine.admit(request.bearer(), Scope::Ingest, Class::Writes).await?;
    engine.delete_contact(&caller.key_id, &keys(&request)?).await?;
    Ok(Response::json(200, &DeleteAnswer { deleted: true }))
}

fn keys(request: &Request) -> Result<IdentityKeys, Refusal> {
    if request.body().is_empty() {
        // Some proxies drop the body of a DELETE.
        return Err(Refusal::identity_required());
    }
    IdentityKeys::parse(&request.json()?)
}
