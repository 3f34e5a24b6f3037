//! What a POST must say: a link alone, fetched by whatever means, confirms nothing.

use engine::mail::unsubscribe::Source;
use platform::http::Request;

/// The pair of RFC 8058 §3.1.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");
/// The pair of our own form.
const CONFIRM: (&str, &str) = ("confirm", "1");

/// Who confirms, by the body: `application/x-www-form-urlencoded`, or `multipart/form-data` (RFC 7578).
pub(crate) fn confirmed(request: &Request) -> Option<Source> {
    let content_type = request.header("content-type").unwrap_or_default();
    source_of(content_type, request.body())
}

fn source_of(content_type: &str, body: &[u8]) -> Option<Source> {
    let (essence, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    let pairs = if essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        multipart_pairs(boundary(parameters)?, std::str::from_utf8(body).ok()?)
    } else {
        form_urlencoded::parse(body).into_owned().collect()
    };
    let has = |(name, value): (&str, &str)| {
        pairs.iter().any(|(key, said)| key.eq_ignore_ascii_case(name) && said.eq_ignore_ascii_case(value))
    };
    if has(ONE_CLICK) { Some(Source::OneClick) } else { has(CONFIRM).then_some(Source::Page) }
}

fn boundary(parameters: &str) -> Option<&str> {
    let found = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    (!found.is_empty()).then_some(found)
}

/// Names and values of the parts. What is no well-formed part is left out: then nothing is confirmed.
fn multipart_pairs(boundary: &str, body: &str) -> Vec<(String, String)> {
    let part = |text: &str| {
        let (headers, value) = text.split_once("\r\n\r\n")?;
        let disposition = headers.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        let name = disposition.split(';').find_map(|parameter| parameter.trim().strip_prefix("name="))?;
        Some((name.trim_matches('"').to_owned(), value.strip_suffix("\r\n").unwrap_or(value).to_owned()))
    };
    body.split(&format!("--{boundary}")).filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::{Source, source_of};

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
