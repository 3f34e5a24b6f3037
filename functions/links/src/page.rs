//! The page behind the links of mails: usable without scripts, with a keyboard, in light and dark.

use domain::refusal::Refusal;
use engine::mail::unsubscribe::Subscription;
use platform::http::{Request, Response};
use serde_json::Value;

/// Text with slots `{{name}}`; what goes into them is escaped, always.
const TEMPLATE: &str = include_str!("page.html");

/// Names of the brand's colours, and of the page's.
const COLORS: [(&str, &str); 7] = [
    ("primary", "primary"),
    ("onPrimary", "on-primary"),
    ("background", "background"),
    ("surface", "surface"),
    ("text", "text"),
    ("muted", "muted"),
    ("border", "border"),
];

const OTHER_MAIL: &str = "Mail that you ask for yourself, such as a receipt or a new password, still comes.";

/// The token of a link: `token`, or `t`; empty when there is none.
pub(crate) fn token(request: &Request) -> String {
    request.query("token").or_else(|| request.query("t")).unwrap_or_default()
}

/// One answer, as a page or as plain text.
#[derive(Debug, Default)]
pub(crate) struct Page {
    status: u16,
    title: String,
    sentence: String,
    /// Masked; a line of its own, so that it never breaks within.
    address: String,
    note: String,
    brand: Value,
    /// Of the form, if there is one.
    token: Option<String>,
}

impl Page {
    /// Asks, with a button that POSTs the same token.
    pub(crate) fn offer(subscription: &Subscription, token: &str) -> Self {
        let Subscription { masked_address, category_name, .. } = subscription;
        Self {
            status: 200,
            title: format!("Unsubscribe from “{category_name}”?"),
            sentence: "We will no longer send this kind of mail to".into(),
            address: masked_address.clone(),
            note: OTHER_MAIL.into(),
            brand: subscription.brand.clone(),
            token: Some(token.to_owned()),
        }
    }

    /// Says that it is done, now or earlier.
    pub(crate) fn unsubscribed(subscription: &Subscription) -> Self {
        let Subscription { masked_address, category_name, .. } = subscription;
        Self {
            status: 200,
            title: "You are unsubscribed".into(),
            sentence: format!("We no longer send “{category_name}” to"),
            address: masked_address.clone(),
            note: OTHER_MAIL.into(),
            brand: subscription.brand.clone(),
            token: None,
        }
    }

    /// The mail of the link is no longer kept.
    pub(crate) fn nothing_to_do() -> Self {
        Self {
            status: 200,
            title: "There is nothing to do".into(),
            sentence: "The mail of this link is so old that we no longer keep it. To unsubscribe, use the link in a newer mail.".into(),
            ..Self::default()
        }
    }

    /// A link that does not verify; says nothing about what may be behind it.
    pub(crate) fn bad_link(reason: &Refusal) -> Self {
        Self {
            status: 400,
            title: "This link is not valid".into(),
            sentence: format!("Nothing was changed: {}.", reason.message),
            note: "Please open the link again from the mail itself; mail programs sometimes cut off long links.".into(),
            ..Self::default()
        }
    }

    /// A POST that does not say what it wants.
    pub(crate) fn not_confirmed() -> Self {
        Self {
            status: 400,
            title: "Nothing was changed".into(),
            sentence: "The request did not confirm that you want to unsubscribe. Please open the link from the mail and use the button there.".into(),
            ..Self::default()
        }
    }

    /// Something of ours is away; the link stays good.
    pub(crate) fn unavailable() -> Self {
        Self {
            status: 503,
            title: "Please try again in a minute".into(),
            sentence: "We could not look up your link just now. Nothing was changed.".into(),
            ..Self::default()
        }
    }

    /// As a page.
    pub(crate) fn html(&self) -> Response {
        guarded(Response::html(self.status, self.render()))
    }

    /// As plain text, for a mailbox provider.
    pub(crate) fn text(&self) -> Response {
        let Self { title, sentence, address, .. } = self;
        let line = format!("{title}. {sentence} {address}");
        guarded(Response::text(self.status, format!("{}\n", line.trim_end())))
    }

    fn render(&self) -> String {
        let form = TEMPLATE.split_once("<!-- form -->\n").and_then(|(before, rest)| {
            let (form, after) = rest.split_once("<!-- /form -->\n")?;
            Some((before, form, after))
        });
        let (before, form, after) = form.unwrap_or((TEMPLATE, "", ""));
        let parts = if self.token.is_some() { [before, form, after] } else { [before, "", after] };
        let slot = |name: &str| match name {
            "title" => self.title.clone(),
            "sentence" => self.sentence.clone(),
            "address" => self.address.clone(),
            "note" => self.note.clone(),
            "brand" => self.brand["name"].as_str().unwrap_or_default().to_owned(),
            "token" => self.token.clone().unwrap_or_default(),
            "light" => colors(&self.brand["colors"]),
            "dark" => colors(&self.brand["darkColors"]),
            _ => String::new(),
        };
        parts.into_iter().map(|part| fill(part, slot)).collect()
    }
}

/// A text that was filled in is not looked at again, so no value can bring slots of its own.
fn fill(template: &str, slot: impl Fn(&str) -> String) -> String {
    let mut page = String::with_capacity(template.len() + 256);
    let mut rest = template;
    while let Some((text, (name, after))) =
        rest.split_once("{{").and_then(|(text, slot)| Some((text, slot.split_once("}}")?)))
    {
        page.push_str(text);
        page.push_str(&escape(&slot(name)));
        rest = after;
    }
    page.push_str(rest);
    page
}

/// For text and for quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Declarations for those colours that are colours; the page has its own for all others.
fn colors(definition: &Value) -> String {
    let declaration = |(theirs, ours): &(&str, &str)| {
        let color = definition[theirs].as_str().filter(|text| is_hex_color(text))?;
        Some(format!("--{ours}: {color};"))
    };
    COLORS.iter().filter_map(declaration).collect::<Vec<_>>().join(" ")
}

fn is_hex_color(text: &str) -> bool {
    text.len() == 7
        && text.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn guarded(response: Response) -> Response {
    let response = if response.status() == 503 { response.with_header("retry-after", "60") } else { response };
    response
        .with_header("cache-control", "no-store")
        .with_header(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
        )
        .with_header("referrer-policy", "no-referrer")
        .with_header("x-robots-tag", "noindex")
}

#[cfg(test)]
mod tests {
    use super::Page;
    use engine::mail::unsubscribe::Subscription;
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

    #[test]
    fn data_is_escaped_and_never_filled_twice() {
        let page = Page::offer(&subscription("<b>{{token}}\"'"), "TOKEN").render();
        assert!(page.contains("Unsubscribe from “&lt;b&gt;{{token}}&quot;&#39;”?"), "{page}");
        assert!(page.contains("Tom &amp; Söhne"));
        assert!(page.contains("--primary: #112233;") && !page.contains("script"));
        assert_eq!(page.matches("TOKEN").count(), 1);
    }

    #[test]
    fn only_the_question_has_a_form() {
        assert!(Page::offer(&subscription("News"), "TOKEN").render().contains("<form"));
        for page in [Page::unsubscribed(&subscription("News")), Page::nothing_to_do(), Page::not_confirmed()] {
            let html = page.render();
            assert!(!html.contains("<form") && html.ends_with("</html>\n"), "{html}");
        }
    }
}
