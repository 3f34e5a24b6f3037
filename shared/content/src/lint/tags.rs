//! Tags and attributes of MJML, in a template's source as well as in what it rendered. No HTML parser: it steps over
//! `{{ … }}`, `{% … %}` and comments, and reads quoted attributes.

/// A start or end tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub name: &'t str,
    pub closing: bool,
    pub self_closing: bool,
    pub attributes: Vec<(&'t str, &'t str)>,
    /// Byte offset of the `<`.
    pub offset: usize,
}

impl Tag<'_> {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// All tags of `text`, in order.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(length) = opaque(rest) {
            at += length;
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let (tag, length) = read_tag(text, at);
            found.push(tag);
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Length of a template tag, template comment or comment at the start of `rest`.
fn opaque(rest: &str) -> Option<usize> {
    let pairs = [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<!--", "-->")];
    let (open, close) = pairs.into_iter().find(|(open, _)| rest.starts_with(open))?;
    Some(rest[open.len()..].find(close).map_or(rest.len(), |end| open.len() + end + close.len()))
}

fn read_tag(text: &str, offset: usize) -> (Tag<'_>, usize) {
    let closing = text[offset + 1..].starts_with('/');
    let name_start = offset + 1 + usize::from(closing);
    let name_end = end_of(text, name_start, |c| !(c.is_ascii_alphanumeric() || c == '-' || c == ':'));
    let mut tag =
        Tag { name: &text[name_start..name_end], closing, self_closing: false, attributes: Vec::new(), offset };
    let mut at = name_end;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(length) = opaque(rest) {
            at += length;
        } else if rest.starts_with('>') {
            at += 1;
            break;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = end_of(text, at, |c| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '{'));
            let (value, next) = read_value(text, end);
            tag.attributes.push((&text[at..end], value));
            at = next;
        } else {
            tag.self_closing = rest.starts_with("/>");
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    (tag, at - offset)
}

/// Value of an attribute whose name ends at `at`, and where the value ends.
fn read_value(text: &str, at: usize) -> (&str, usize) {
    let Some(rest) = text[at..].strip_prefix('=') else { return ("", at) };
    let start = at + 1;
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let mut end = start + 1;
            while end < text.len() && !text[end..].starts_with(quote) {
                end += opaque(&text[end..]).unwrap_or_else(|| text[end..].chars().next().map_or(1, char::len_utf8));
            }
            (&text[start + 1..end.min(text.len())], (end + 1).min(text.len()))
        }
        _ => {
            let end = end_of(text, start, |c| c.is_whitespace() || c == '>');
            (&text[start..end], end)
        }
    }
}

fn end_of(text: &str, start: usize, stop: impl Fn(char) -> bool) -> usize {
    text[start..].find(stop).map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags_around_template_code() {
        let source = r#"{% if a < b %}<mj-image src="{{ x | default("a>b") }}" alt='A "b"' {% if w %}width=1 {% endif %} />{# <p> #}
<!-- <b> --><mj-text css-class="t">5 < 6</mj-text>"#;
        let found = tags(source);
        let names: Vec<_> = found.iter().map(|tag| (tag.name, tag.closing, tag.self_closing)).collect();
        assert_eq!(names, [("mj-image", false, true), ("mj-text", false, false), ("mj-text", true, false)]);
        assert_eq!(found[0].attribute("src"), Some(r#"{{ x | default("a>b") }}"#));
        assert_eq!(found[0].attribute("alt"), Some(r#"A "b""#));
        assert_eq!(found[0].attribute("width"), Some("1"));
        assert_eq!(found[1].attribute("css-class"), Some("t"));
    }
}
