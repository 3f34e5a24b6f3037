//! What a POST must say: a link alone, fetched by whatever means, confirms nothing.

use engine::mail::unsubscribe::Source;
use platform::http::Request;

use crate::form;

/// The pair of RFC 8058 §3.1.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");
/// The pair of our own form.
const CONFIRM: (&str, &str) = ("confirm", "1");

/// Who confirms, by the body.
pub(crate) fn confirmed(request: &Request) -> Option<Source> {
    source_of(&form::pairs(request))
}

fn source_of(pairs: &[(String, String)]) -> Option<Source> {
    let has = |(name, value): (&str, &str)| {
        pairs.iter().any(|(key, said)| key.eq_ignore_ascii_case(name) && said.eq_ignore_ascii_case(value))
    };
    if has(ONE_CLICK) { Some(Source::OneClick) } else { has(CONFIRM).then_some(Source::Page) }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::form::parse;

    fn source_of(content_type: &str, body: &[u8]) -> Option<Source> {
        super::source_of(&parse(content_type, body))
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[test]
    fn a_form_body_names_its_source() {
        assert_eq!(source_of(FORM, b"List-Unsubscribe=One-Click"), Some(Source::OneClick));
        assert_eq!(
            source_of(
                "Application/X-WWW-Form-Urlencoded; charset=utf-8",
                b"List%2DUnsubscribe=One-Click\r\n".trim_ascii()
            ),
            Some(Source::OneClick)
        );
        assert_eq!(source_of("", b"confirm=1"), Some(Source::Page));
        for body in
            ["", "confirm", "confirm=0", "List-Unsubscribe=", "x=List-Unsubscribe%3DOne-Click", "{\"confirm\":1}"]
        {
            assert_eq!(source_of(FORM, body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn a_multipart_body_names_its_source() {
        let body = "--b1\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b1--\r\n";
        for content_type in ["multipart/form-data; boundary=b1", "multipart/form-data; charset=utf-8; Boundary=\"b1\""]
        {
            assert_eq!(source_of(content_type, body.as_bytes()), Some(Source::OneClick), "{content_type}");
        }
        for content_type in
            ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=b2"]
        {
            assert_eq!(source_of(content_type, body.as_bytes()), None, "{content_type}");
        }
    }
}
