//! `GET /v1/email/unsubscribe`: what the link would change. Mail scanners and link previews fetch it, so it changes
//! nothing.

use engine::Engine;
use platform::http::{Request, Response};
use platform::{Error, deadline};

use crate::page::{self, Page};

/// 200 page with a button; 400 page for a link that does not verify; 503 page while the database is away or slow.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let token = page::token(&request);
    let page = match deadline::before_answer().limit(engine.unsubscribe_page(&token)).await {
        Ok(Some(subscription)) if subscription.opted_out => Page::unsubscribed(&subscription, &token),
        Ok(Some(subscription)) => Page::offer(&subscription, &token),
        Ok(None) => Page::nothing_to_do(),
        Err(error) => Page::failed(&error),
    };
    page.html()
}
