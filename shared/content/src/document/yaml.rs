//! YAML with places: every node is read through the parser's `Spanned`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::{Location, Spanned};

use super::{Document, Places, SyntaxError, child};
use crate::finding::Position;

pub(super) fn parse(text: &str) -> Result<Document, SyntaxError> {
    let root: Spanned<Node> = serde_saphyr::from_str(text).map_err(|error| SyntaxError {
        position: error.location().map_or(Position::START, place),
        message: error.without_snippet().to_string(),
    })?;
    let mut places = Places::default();
    let at = place(root.referenced);
    let value = root.value.into_value("", at, at, &mut places);
    Ok(Document { value, places })
}

fn place(location: Location) -> Position {
    Position { line: location.line().max(1) as usize, column: location.column().max(1) as usize }
}

/// Any YAML node, with the place of each part.
enum Node {
    Scalar(Value),
    List(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

impl Node {
    fn into_value(self, pointer: &str, key: Position, at: Position, places: &mut Places) -> Value {
        places.insert(pointer, key, at);
        match self {
            Node::Scalar(value) => value,
            Node::List(items) => items
                .into_iter()
                .enumerate()
                .map(|(index, item)| {
                    let at = place(item.referenced);
                    item.value.into_value(&format!("{pointer}/{index}"), at, at, places)
                })
                .collect(),
            Node::Map(entries) => {
                let mut map = Map::new();
                for (name, item) in entries {
                    let (key, at) = (place(name.referenced), place(item.referenced));
                    let value = item.value.into_value(&child(pointer, &name.value), key, at, places);
                    map.insert(name.value, value);
                }
                Value::Object(map)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(Number::from_f64(value).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}
