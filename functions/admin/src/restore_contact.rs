//! `POST /v1/admin/contacts/{id}/restore`: brings a deleted contact back.

use domain::scope::Scope;
use engine::Engine;
use engine::contacts::admin::unknown;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::attempt;
use crate::contact::{ContactRow, shown};

/// Who is back.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RestoreAnswer {
    /// The contact, as it was.
    contact: ContactRow,
}

/// 200 `{contact}`. Repeated it is 404: the contact is not deleted any more.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let id = request.path("id");
    let attempt = attempt::at(&request, "contact", "contact.restore", id);
    let caller = engine.admit_change(request.bearer(), Scope::FullAdmin, &attempt).await?;
    let contact = engine.restore_contact(&caller, id.parse().map_err(|_| unknown(id))?, &attempt).await?;
    Ok(Response::json(200, &RestoreAnswer { contact: shown(contact) }))
}
