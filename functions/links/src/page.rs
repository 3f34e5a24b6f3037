//! Pages that say one thing, perhaps with a button: usable without scripts, with a keyboard, in light and dark.

use domain::refusal::Refusal;
use engine::mail::unsubscribe::Subscription;
use platform::Error;
use platform::http::{Request, Response};
use serde::Serialize;
use serde_json::Value;

use crate::look::Look;
use crate::{form, render};

/// What no choice stops.
pub(crate) const OTHER_MAIL: &str = "Mail that you ask for yourself, such as a receipt or a new password, still comes.";

/// The token of a link: `token`, or `t`; empty when there is none.
pub(crate) fn token(request: &Request) -> String {
    request.query("token").or_else(|| request.query("t")).unwrap_or_default()
}

/// One answer, as a page or as plain text.
#[derive(Debug, Serialize)]
pub(crate) struct Page {
    #[serde(skip)]
    status: u16,
    look: Look,
    title: String,
    sentence: String,
    /// Masked.
    address: String,
    note: &'static str,
    /// Of the form that POSTs the token, if there is one.
    button: Option<&'static str>,
    /// Leads on to the preference page, with the token.
    preferences: bool,
    token: String,
}

impl Page {
    /// Asks, with a button that POSTs the same token.
    pub(crate) fn offer(subscription: &Subscription, token: &str) -> Self {
        Self {
            title: format!("Unsubscribe from “{}”?", subscription.category_name),
            sentence: "We will no longer send this kind of mail to".into(),
            button: Some("Unsubscribe"),
            ..Self::about(subscription, token)
        }
    }

    /// Says that it is done, now or earlier.
    pub(crate) fn unsubscribed(subscription: &Subscription, token: &str) -> Self {
        Self {
            title: "You are unsubscribed".into(),
            sentence: format!("We no longer send “{}” to", subscription.category_name),
            ..Self::about(subscription, token)
        }
    }

    fn about(subscription: &Subscription, token: &str) -> Self {
        Self {
            look: Look::of(&subscription.brand),
            address: subscription.masked_address.clone(),
            note: OTHER_MAIL,
            preferences: true,
            token: token.to_owned(),
            ..Self::bare(200, "", "")
        }
    }

    /// The mail of the link is no longer kept.
    pub(crate) fn nothing_to_do() -> Self {
        let sentence =
            "The mail of this link is so old that we no longer keep it. Please use the link in a newer mail.";
        Self::bare(200, "There is nothing to do", sentence)
    }

    /// A POST that does not say what it wants, or is too large to be read.
    pub(crate) fn not_confirmed(request: &Request) -> Self {
        let sentence =
            "The request did not say what you want. Please open the link from the mail and use the button there.";
        let status = if form::is_too_large(request) { 413 } else { 400 };
        Self::bare(status, "Nothing was changed", sentence)
    }

    /// Why there is no other page: a link that does not verify, which says nothing about what may be behind it, or
    /// something of ours that is away, after which the link stays good.
    pub(crate) fn failed(error: &Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::bad_link(refusal),
            error => {
                tracing::error!(%error, "a link could not be followed");
                let sentence = "Something of ours did not answer just now. Trying again does no harm.";
                Self::bare(503, "Please try again in a minute", sentence)
            }
        }
    }

    fn bad_link(reason: &Refusal) -> Self {
        Self {
            note: "Please open the link again from the mail itself; mail programs sometimes cut off long links.",
            ..Self::bare(400, "This link is not valid", &format!("Nothing was changed: {}.", reason.message))
        }
    }

    fn bare(status: u16, title: &str, sentence: &str) -> Self {
        Self {
            status,
            look: Look::of(&Value::Null),
            title: title.to_owned(),
            sentence: sentence.to_owned(),
            address: String::new(),
            note: "",
            button: None,
            preferences: false,
            token: String::new(),
        }
    }

    /// As a page.
    ///
    /// # Errors
    /// Those of [`render::page`].
    pub(crate) fn html(&self) -> Result<Response, Error> {
        render::page(self.status, "message.html", &self.look, self)
    }

    /// As plain text, for a mailbox provider.
    pub(crate) fn text(&self) -> Response {
        let Self { title, sentence, address, .. } = self;
        let line = format!("{title}. {sentence} {address}");
        render::guarded(Response::text(self.status, format!("{}\n", line.trim_end())), None)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use engine::mail::unsubscribe::Subscription;
    use platform::Error;
    use serde_json::json;

    fn subscription(category_name: &str) -> Subscription {
        let brand = json!({"name": "Tom & Söhne", "colors": {"primary": "#112233", "text": "red;}</style><script>"}});
        Subscription {
            masked_address: "a…@example.com".into(),
            category_name: category_name.into(),
            opted_out: false,
            brand,
        }
    }

    fn html(page: &Page) -> String {
        page.html().expect("a page").body().to_owned()
    }

    #[test]
    fn data_is_escaped_and_never_filled_twice() {
        let page = html(&Page::offer(&subscription("<b>{{ token }}\"'"), "TO\"KEN"));
        assert!(page.contains("Unsubscribe from “&lt;b&gt;{{ token }}&quot;&#x27;”?"), "{page}");
        assert!(page.contains("Tom &amp; Söhne") && page.contains("action=\"?token=TO%22KEN\""), "{page}");
        assert!(page.contains("--primary: #112233;") && !page.contains("<script"));
    }

    #[test]
    fn only_the_question_has_a_form() {
        assert!(html(&Page::offer(&subscription("News"), "TOKEN")).contains("<form"));
        let gone = Page::failed(&Error::unavailable(1, "away"));
        for page in [Page::unsubscribed(&subscription("News"), "TOKEN"), Page::nothing_to_do(), gone] {
            let html = html(&page);
            assert!(!html.contains("<form") && html.trim_end().ends_with("</html>"), "{html}");
        }
    }
}
