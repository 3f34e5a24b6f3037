//! `POST /v1/email/preferences`: what somebody chose on the page. Without cookie or login, so there is nothing that
//! another site could misuse: the token in the URL is the proof, and only the mail has it.

use engine::Engine;
use platform::http::{Request, Response};
use platform::{Error, deadline};

use crate::page::{self, Page};
use crate::{form, preference_form, preference_page};

/// 200 after the commit, also when repeated, with the page as it is now; 400 page for a link that does not verify or a
/// body that chooses nothing; 503 page while the database is away or slow.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let token = page::token(&request);
    let Some(wish) = preference_form::wish(&form::pairs(&request)) else { return Page::not_confirmed(&request).html() };
    match deadline::before_answer().limit(engine.choose_preferences(&token, &wish)).await {
        Ok(Some(preferences)) => preference_page::html(&preferences, &token, Some(&wish)),
        Ok(None) => Page::nothing_to_do().html(),
        Err(error) => Page::failed(&error).html(),
    }
}
