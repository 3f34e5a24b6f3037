//! The text part of a mail that has no body.txt.j2: derived from the HTML, links as `text (url)`.

use html2text::config;
use html2text::render::TextDecorator;

/// Width at which text is wrapped, in characters (RFC 3676 §4.2).
const WIDTH: usize = 76;

/// Text of `html`, or nothing when it cannot be read as HTML.
pub(super) fn from_html(html: &str) -> Option<String> {
    let text = config::with_decorator(Plain { url: String::new() })
        .no_table_borders()
        .raw_mode(true)
        .no_link_wrapping()
        .allow_width_overflow()
        .string_from_read(with_paragraphs(&without_preheader(html)).as_bytes(), WIDTH)
        .ok()?;
    Some(tidy(&text))
}

/// Adds the unsubscribe link when the text does not show it: each part of a mail must carry it.
pub(super) fn with_unsubscribe(text: String, unsubscribe_url: Option<&str>) -> String {
    match unsubscribe_url {
        Some(url) if !text.contains(url) => format!("{}\n\n--\nUnsubscribe: {url}\n", text.trim_end()),
        _ => text,
    }
}

/// Trailing spaces and runs of empty lines removed; ends with one line break.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    format!("{}\n", out.trim_end())
}

/// `html` without the hidden block that mrml makes of `mj-preview`.
fn without_preheader(html: &str) -> String {
    let hidden = html.find("<div style=\"display:none").and_then(|start| {
        let end = html[start..].find("</div>")?;
        Some((start, start + end + "</div>".len()))
    });
    hidden.map_or_else(|| html.to_owned(), |(start, end)| format!("{}{}", &html[..start], &html[end..]))
}

/// `html` with an empty line after each element of a column: mrml makes table rows of them, which would follow one
/// another without a gap. Rows that a template wrote itself are left alone.
fn with_paragraphs(html: &str) -> String {
    html.replace("</div></td></tr>", "</div><br></td></tr>")
        .replace("</a></td></tr></tbody></table></td></tr>", "</a></td></tr></tbody></table><br></td></tr>")
}

/// Writes links as `text (url)` and leaves the rest plain.
#[derive(Clone)]
struct Plain {
    url: String,
}

impl TextDecorator for Plain {
    type Annotation = ();

    fn decorate_link_start(&mut self, url: &str) -> (String, ()) {
        self.url = url.to_owned();
        (String::new(), ())
    }

    fn decorate_link_end(&mut self) -> String {
        format!(" ({})", self.url)
    }

    fn decorate_em_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, _src: &str, alternative: &str) -> (String, ()) {
        (alternative.to_owned(), ())
    }

    fn header_prefix(&self, _level: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }

    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }

    fn make_subblock_decorator(&self) -> Self {
        self.clone()
    }
}
