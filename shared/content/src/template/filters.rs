//! Small filters: `default`, `truncate`, `pluralize`.

use minijinja::{Error, ErrorKind, Value};

/// `value | default("there")`: the other value when it is absent, null or an empty text.
pub(super) fn default(value: &Value, other: Option<&Value>) -> Value {
    let absent = value.is_undefined() || value.is_none() || value.as_str().is_some_and(|text| text.trim().is_empty());
    if absent { other.cloned().unwrap_or_else(|| Value::from("")) } else { value.clone() }
}

/// `text | truncate(40)`: at most that many characters, the last of them `…` when something was cut, at the end
/// of a word where one is near.
pub(super) fn truncate(value: &Value, length: Option<usize>) -> Result<String, Error> {
    let text = text_of(value, "truncate")?;
    let length = length.unwrap_or(80).max(1);
    if text.chars().count() <= length {
        return Ok(text);
    }
    let cut: String = text.chars().take(length - 1).collect();
    let whole_words = match cut.rfind(char::is_whitespace) {
        Some(space) if space * 2 > cut.len() => &cut[..space],
        _ => &cut,
    };
    Ok(format!("{}…", whole_words.trim_end()))
}

/// `day{{ n | pluralize }}`, `{{ n | pluralize("child", "children") }}`: one form for 1, the other for the rest.
/// With one argument it is the ending of the plural.
pub(super) fn pluralize(value: &Value, first: Option<&str>, second: Option<&str>) -> Result<String, Error> {
    let count = match value.len() {
        Some(length) if value.as_str().is_none() => length as f64,
        _ => f64::try_from(value.clone())
            .map_err(|_| Error::new(ErrorKind::InvalidOperation, "pluralize wants a number or a list"))?,
    };
    let (one, many) = match (first, second) {
        (None, _) => ("", "s"),
        (Some(ending), None) => ("", ending),
        (Some(one), Some(many)) => (one, many),
    };
    Ok(if count == 1.0 { one } else { many }.to_owned())
}

/// The text of a value; an absent one is an error that names the filter.
pub(super) fn text_of(value: &Value, filter: &str) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        let detail = format!("{filter} got an absent value; guard it with `{{% if … %}}`");
        return Err(Error::new(ErrorKind::InvalidOperation, detail));
    }
    Ok(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncate_cuts_at_a_word_and_counts_characters() {
        let cut = |text: &str, length| truncate(&Value::from(text), Some(length)).unwrap();
        assert_eq!(cut("short", 10), "short");
        assert_eq!(cut("a quick brown fox", 12), "a quick…");
        assert_eq!(cut("Donaudampfschifffahrt", 6), "Donau…");
        assert_eq!(cut("ééééé", 5), "ééééé");
    }

    #[test]
    fn pluralize_takes_numbers_and_lists() {
        let form = |value: Value| pluralize(&value, None, None).unwrap();
        assert_eq!(form(Value::from(1)), "");
        assert_eq!(form(Value::from(0)), "s");
        assert_eq!(form(Value::from(vec![1])), "");
        assert_eq!(pluralize(&Value::from(2), Some("child"), Some("children")).unwrap(), "children");
        assert!(pluralize(&Value::from("many"), None, None).is_err());
    }

    #[test]
    fn default_replaces_what_is_absent_or_empty() {
        let there = Value::from("there");
        for absent in [Value::UNDEFINED, Value::from(()), Value::from(" ")] {
            assert_eq!(default(&absent, Some(&there)), there);
        }
        assert_eq!(default(&Value::from(0), Some(&there)), Value::from(0));
    }
}
