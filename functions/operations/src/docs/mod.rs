//! `GET /docs`: the description of the API as a page for people.

mod curl;
mod fields;
mod page;
mod prose;
mod sample;

use engine::Engine;
use minijinja::Environment;
use platform::Error;
use platform::http::{Request, Response};
use serde_json::Value;

use crate::openapi::document;

/// Without scripts and without anything from elsewhere.
const TEMPLATE: &str = include_str!("page.html.j2");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/// 200; 404 where the description is off.
pub(crate) async fn handle(engine: &Engine, _: Request) -> Result<Response, Error> {
    let page = render(&document(engine).await?)?;
    Ok(Response::html(200, page)
        .with_header("cache-control", "no-cache")
        .with_header("content-security-policy", POLICY)
        .with_header("x-robots-tag", "noindex"))
}

fn render(document: &Value) -> Result<String, Error> {
    let mut environment = Environment::new();
    // The name's ending turns escaping on.
    environment.add_template("page.html", TEMPLATE).map_err(Error::internal)?;
    let template = environment.get_template("page.html").map_err(Error::internal)?;
    template.render(minijinja::value::Serde(page::Page::of(document))).map_err(Error::internal)
}
