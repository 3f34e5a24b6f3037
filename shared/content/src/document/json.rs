//! JSON with places. `serde_json` parses and checks; a second walk over the text, now known to be valid, only
//! notes where things stand.

use super::{Document, Places, SyntaxError, child};
use crate::finding::Position;

pub(super) fn parse(text: &str) -> Result<Document, SyntaxError> {
    let value = serde_json::from_str(text).map_err(|error| {
        let full = error.to_string();
        SyntaxError {
            position: Position { line: error.line().max(1), column: error.column().max(1) },
            message: full.split(" at line ").next().unwrap_or(&full).to_owned(),
        }
    })?;
    let mut walk = Walk { text, at: 0, line: 1, line_start: 0, places: Places::default() };
    walk.skip_space();
    let start = walk.position();
    walk.value("", start);
    Ok(Document { value, places: walk.places })
}

struct Walk<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    line_start: usize,
    places: Places,
}

impl Walk<'_> {
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(b'}')
    }

    fn position(&self) -> Position {
        Position { line: self.line, column: self.text[self.line_start..self.at].chars().count() + 1 }
    }

    fn skip_space(&mut self) {
        while self.at < self.text.len() && self.byte().is_ascii_whitespace() {
            self.at += 1;
            if self.text.as_bytes()[self.at - 1] == b'\n' {
                self.line += 1;
                self.line_start = self.at;
            }
        }
    }

    /// Steps over a string and gives its decoded text.
    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while self.byte() != b'"' {
            self.at += if self.byte() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str(&self.text[start..self.at]).unwrap_or_default()
    }

    fn value(&mut self, pointer: &str, key: Position) {
        let place = self.position();
        self.places.insert(pointer, key, place);
        match self.byte() {
            b'{' => self.members(pointer, b'}'),
            b'[' => self.members(pointer, b']'),
            b'"' => {
                self.string();
            }
            _ => {
                while self.at < self.text.len()
                    && !matches!(self.byte(), b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')
                {
                    self.at += 1;
                }
            }
        }
    }

    fn members(&mut self, pointer: &str, close: u8) {
        self.at += 1;
        for index in 0.. {
            self.skip_space();
            if self.byte() == close {
                break;
            }
            let key = self.position();
            let name = if close == b'}' {
                let name = self.string();
                self.skip_space();
                self.at += 1; // the colon
                self.skip_space();
                name
            } else {
                index.to_string()
            };
            self.value(&child(pointer, &name), key);
            self.skip_space();
            if self.byte() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
    }
}
