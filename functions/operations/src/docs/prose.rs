//! The little Markdown of descriptions as HTML: paragraphs, **strong**, `code`.

/// Paragraphs, escaped.
pub(super) fn paragraphs(markdown: &str) -> String {
    markdown.split("\n\n").filter(|text| !text.trim().is_empty()).map(|text| format!("<p>{}</p>", line(text))).collect()
}

/// The inside of a paragraph, escaped.
pub(super) fn line(markdown: &str) -> String {
    let escaped = markdown.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // Every second piece stands between two marks.
    let pieces = escaped.split('`').enumerate().map(|(index, piece)| match index % 2 {
        1 => format!("<code>{piece}</code>"),
        _ => strong(piece),
    });
    pieces.collect()
}

fn strong(text: &str) -> String {
    let pieces = text.split("**").enumerate().map(|(index, piece)| match index % 2 {
        1 => format!("<strong>{piece}</strong>"),
        _ => piece.to_owned(),
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn marks_become_elements_and_markup_does_not() {
        assert_eq!(
            paragraphs("**Times** are `RFC <3339>`.\n\nA < b"),
            "<p><strong>Times</strong> are <code>RFC &lt;3339&gt;</code>.</p><p>A &lt; b</p>"
        );
    }
}
