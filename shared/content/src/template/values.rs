//! JSON values for the template language.
//!
//! Done by hand because `serde_json` with `arbitrary_precision` serialises a number as a private one-field map.

use std::collections::BTreeMap;

use minijinja::Value as TemplateValue;
use serde_json::{Number, Value};

/// Converts `value`. A number that an `i64`, `u64` or `f64` cannot hold exactly becomes the text as written.
pub(crate) fn from_json(value: &Value) -> TemplateValue {
    match value {
        Value::Null => TemplateValue::from(()),
        Value::Bool(flag) => TemplateValue::from(*flag),
        Value::Number(number) => from_number(number),
        Value::String(text) => TemplateValue::from(text.as_str()),
        Value::Array(items) => TemplateValue::from(items.iter().map(from_json).collect::<Vec<_>>()),
        Value::Object(members) => {
            let members: BTreeMap<String, TemplateValue> =
                members.iter().map(|(name, value)| (name.clone(), from_json(value))).collect();
            TemplateValue::from(members)
        }
    }
}

fn from_number(number: &Number) -> TemplateValue {
    if let Some(whole) = number.as_i64() {
        return TemplateValue::from(whole);
    }
    if let Some(whole) = number.as_u64() {
        return TemplateValue::from(whole);
    }
    let text = number.to_string();
    match number.as_f64() {
        Some(float) if significant_digits(&text) <= 15 => TemplateValue::from(float),
        _ => TemplateValue::from(text),
    }
}

/// Decimal digits without leading and trailing zeros: up to 15 survive the way through an `f64`.
fn significant_digits(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> String {
        from_json(&serde_json::from_str(json).unwrap()).to_string()
    }

    #[test]
    fn numbers_keep_their_value() {
        assert_eq!(shown("12"), "12");
        assert_eq!(shown("18446744073709551615"), "18446744073709551615");
        assert_eq!(shown("12.5"), "12.5");
        assert_eq!(shown("-0.1"), "-0.1");
        assert_eq!(shown("12345678901234567.89"), "12345678901234567.89");
        assert_eq!(shown("123456789012345678901234567890"), "123456789012345678901234567890");
    }

    #[test]
    fn nested_values_can_be_read() {
        let value = from_json(&serde_json::json!({"items": [{"name": "tea"}, null, true]}));
        let item = value.get_attr("items").unwrap().get_item_by_index(0).unwrap();
        assert_eq!(item.get_attr("name").unwrap().to_string(), "tea");
    }
}
