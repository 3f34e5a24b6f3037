//! `POST /v1/email/unsubscribe`: one click at the mailbox provider (RFC 8058), or the button of our page. Without
//! cookie, login or redirect.

use engine::Engine;
use platform::http::{Request, Response};
use platform::{Error, deadline};

use crate::confirmation::confirmed;
use crate::page::{self, Page};

/// 200 after the commit, also when repeated; 400 for a link that does not verify or a body that confirms nothing.
/// While the database is away or slow 503, so that providers try again.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    let token = page::token(&request);
    let page = match confirmed(&request) {
        None => Page::not_confirmed(&request),
        Some(source) => match deadline::before_answer().limit(engine.unsubscribe(&token, source)).await {
            Ok(Some(subscription)) => Page::unsubscribed(&subscription, &token),
            Ok(None) => Page::nothing_to_do(),
            Err(error) if !request.accepts_html() && !matches!(error, Error::Refused(_)) => return Err(error),
            Err(error) => Page::failed(&error),
        },
    };
    if request.accepts_html() { page.html() } else { Ok(page.text()) }
}
