//! A parsed TOML, YAML or JSON file: its value, and where each part of it stands.
//!
//! All kinds of files become one JSON value with a table from JSON pointer to place, so that every check speaks
//! of values and every finding still names line and column.

mod json;
mod toml;
mod yaml;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::finding::Position;

/// A file's value with the place of each value and each key, by JSON pointer.
#[derive(Debug)]
pub(crate) struct Document {
    pub value: Value,
    places: Places,
}

/// Why a file could not be parsed, and where.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub position: Position,
    pub message: String,
}

impl Document {
    /// Parses `text` by the ending of `path` (`.toml`, `.yaml`, `.json`).
    pub fn parse(path: &str, text: &str) -> Result<Self, SyntaxError> {
        match path.rsplit('.').next() {
            Some("toml") => toml::parse(text),
            Some("yaml") => yaml::parse(text),
            _ => json::parse(text),
        }
    }

    /// Where the value at `pointer` stands; where its nearest known parent stands if it is absent.
    pub fn value_at(&self, pointer: &str) -> Position {
        self.places.nearest(pointer, |place| place.value)
    }

    /// Where the key that ends `pointer` stands; falls back like [`Document::value_at`].
    pub fn key_at(&self, pointer: &str) -> Position {
        self.places.nearest(pointer, |place| place.key)
    }
}

#[derive(Debug, Clone, Copy)]
struct Place {
    key: Position,
    value: Position,
}

#[derive(Debug, Default)]
struct Places(BTreeMap<String, Place>);

impl Places {
    fn insert(&mut self, pointer: &str, key: Position, value: Position) {
        self.0.insert(pointer.to_owned(), Place { key, value });
    }

    fn nearest(&self, pointer: &str, pick: impl Fn(&Place) -> Position) -> Position {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.0.get(pointer) {
                return pick(place);
            }
            match pointer.rfind('/') {
                Some(cut) => pointer = &pointer[..cut],
                None => return Position::START,
            }
        }
    }
}

/// `parent` extended by one member name, escaped as RFC 6901 wants.
pub(crate) fn child(parent: &str, name: &str) -> String {
    format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
}
