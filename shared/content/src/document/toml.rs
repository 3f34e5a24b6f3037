//! TOML with places, from the spans that the parser keeps.

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Document, Places, SyntaxError, child};
use crate::finding::Position;

pub(super) fn parse(text: &str) -> Result<Document, SyntaxError> {
    let root = DeTable::parse(text).map_err(|error| SyntaxError {
        position: Position::of_offset(text, error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let mut walk = Walk { text, places: Places::default() };
    walk.places.insert("", Position::START, Position::START);
    let value = walk.table("", root.get_ref());
    Ok(Document { value, places: walk.places })
}

struct Walk<'t> {
    text: &'t str,
    places: Places,
}

impl Walk<'_> {
    fn table(&mut self, pointer: &str, table: &DeTable<'_>) -> Value {
        let mut map = Map::new();
        for (key, value) in table {
            let at = child(pointer, key.get_ref());
            let key_place = Position::of_offset(self.text, key.span().start);
            map.insert(key.get_ref().to_string(), self.value(&at, key_place, value));
        }
        Value::Object(map)
    }

    fn value(&mut self, pointer: &str, key: Position, value: &Spanned<DeValue<'_>>) -> Value {
        let place = Position::of_offset(self.text, value.span().start);
        self.places.insert(pointer, key, place);
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Integer(digits) => {
                i64::from_str_radix(digits.as_str(), digits.radix()).map_or(Value::Null, Value::from)
            }
            DeValue::Float(digits) => {
                digits.as_str().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
            }
            DeValue::Datetime(moment) => Value::String(moment.to_string()),
            DeValue::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    let place = Position::of_offset(self.text, item.span().start);
                    self.value(&format!("{pointer}/{index}"), place, item)
                })
                .collect(),
            DeValue::Table(table) => self.table(pointer, table),
        }
    }
}
