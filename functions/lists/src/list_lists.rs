//! `GET /v1/lists`: the catalogue.

use domain::budget::Class;
use domain::scope::Scope;
use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// The catalogue.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListsAnswer {
    /// Enabled lists, in the order of their definitions.
    lists: Vec<List>,
}

/// Something that people can subscribe to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct List {
    /// The word by which other calls name it.
    id: String,
    /// What people read.
    name: String,
    /// What people read below the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Whether it reaches those who never said anything: `true` all but those who said no, `false` only those who said yes.
    default_opt_in: bool,
}

/// 200 `{lists: [{id, name, description?, defaultOptIn}]}`: enabled lists in definition order.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    engine.admit(request.bearer(), Scope::Ingest, Class::Reads).await?;
    let lists = engine.list_catalogue().await?.into_iter();
    let lists = lists.map(|list| List {
        id: list.id,
        name: list.name,
        description: list.description,
        default_opt_in: list.default_opt_in,
    });
    Ok(Response::json(200, &ListsAnswer { lists: lists.collect() }))
}
