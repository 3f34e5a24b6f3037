//! JSON as people write it: what is short stays on one line, and what is required comes first.

use serde_json::{Map, Value};

/// Longer texts are broken into lines.
const MAX_LINE: usize = 76;

/// The example; `first` are the names that come first in it.
pub(super) fn pretty(value: &Value, first: &[&str]) -> String {
    write(value, first, 0)
}

fn write(value: &Value, first: &[&str], depth: usize) -> String {
    let short = one_line(value, first);
    if short.chars().count() + 2 * depth <= MAX_LINE && depth > 0 {
        return short;
    }
    let (indent, end) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    let lines = |parts: Vec<String>| parts.join(&format!(",\n{indent}"));
    match value {
        Value::Object(members) if !members.is_empty() => {
            let parts = ordered(members, first)
                .map(|(name, inner)| format!("{}: {}", Value::from(name.as_str()), write(inner, &[], depth + 1)));
            format!("{{\n{indent}{}\n{end}}}", lines(parts.collect()))
        }
        Value::Array(items) if !items.is_empty() => {
            let parts = items.iter().map(|item| write(item, &[], depth + 1));
            format!("[\n{indent}{}\n{end}]", lines(parts.collect()))
        }
        _ => short,
    }
}

fn one_line(value: &Value, first: &[&str]) -> String {
    match value {
        Value::Object(members) => {
            let parts: Vec<_> = ordered(members, first)
                .map(|(name, inner)| format!("{}: {}", Value::from(name.as_str()), one_line(inner, &[])))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| one_line(item, &[])).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn ordered<'a>(members: &'a Map<String, Value>, first: &[&str]) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let (front, rest): (Vec<_>, Vec<_>) = members.iter().partition(|(name, _)| first.contains(&name.as_str()));
    front.into_iter().chain(rest)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::pretty;

    #[test]
    fn what_is_required_comes_first_and_what_is_short_stays_on_a_line() {
        let value =
            json!({"a": {"x": 1.50, "y": [1, 2]}, "name": "purchase", "long": ["-".repeat(50), "-".repeat(50)]});
        let text = pretty(&value, &["name"]);
        assert!(text.starts_with(
            "{\n  \"name\": \"purchase\",\n  \"a\": {\"x\": 1.5, \"y\": [1, 2]},\n  \"long\": [\n    \"--"
        ));
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), value);
    }
}
