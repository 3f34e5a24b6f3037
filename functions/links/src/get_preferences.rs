//! `GET /v1/email/preferences`: which mails somebody gets, to choose from. Changes nothing.

use engine::Engine;
use platform::http::{Request, Response};
use platform::{Error, deadline};

use crate::page::{self, Page};
use crate::preference_page;

/// 200 page with a form; 400 page for a link that does not verify; 503 page while the database is away or slow.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let token = page::token(&request);
    match deadline::before_answer().limit(engine.preferences(&token)).await {
        Ok(Some(preferences)) => preference_page::html(&preferences, &token, None),
        Ok(None) => Page::nothing_to_do().html(),
        Err(error) => Page::failed(&error).html(),
    }
}
