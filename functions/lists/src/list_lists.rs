//! `GET /v1/lists`: the catalogue.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::{Value, json};

/// 200 `{lists: [{id, name, description?, defaultOptIn}]}`: enabled lists in definition order.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::Ingest, Class::Reads).await?;
    let lists: Vec<Value> = engine
        .list_catalogue()
        .await?
        .into_iter()
        .map(|list| {
            let mut entry = json!({"id": list.id, "name": list.name, "defaultOptIn": list.default_opt_in});
            if let Some(description) = list.description {
                entry["description"] = description.into();
            }
            entry
        })
        .collect();
    Ok(Response::json(200, &json!({ "lists": lists })))
}
