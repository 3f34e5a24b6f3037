//! Rows of a JSON file, from bytes that come in pieces of any size: the elements of an array, or a value per line.
//!
//! It finds where values begin and end and leaves their meaning to the JSON parser, so that a file is never in memory
//! as a whole, and one bad value is one bad row.

use super::{MAX_ROW_BYTES, Malformed, Record};

/// Reads rows; knows where each of them begins.
pub struct JsonScanner {
    array: bool,
    offset: u64,
    /// Line, or place in the array, of the row that begins next.
    row: u64,
    value: Option<Begun>,
    data: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy)]
struct Begun {
    row: u64,
    from: u64,
    depth: u32,
    in_text: bool,
    escaped: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the `[` of an array.
    Before,
    /// Among the values.
    Within,
    /// Behind the `]`.
    Behind,
}

impl JsonScanner {
    /// A file from its first byte.
    pub fn new(array: bool, offset: u64) -> Self {
        Self { state: if array { State::Before } else { State::Within }, ..Self::at(array, offset, 1) }
    }

    /// Reads on between two rows.
    pub fn at(array: bool, offset: u64, row: u64) -> Self {
        Self { array, offset, row, value: None, data: Vec::new(), state: State::Within }
    }

    /// Takes the next bytes; `last` when none follow.
    ///
    /// # Errors
    /// A row that is too long; a file that ends inside of a value; text behind the array; those of `sink`.
    pub fn push(
        &mut self,
        bytes: &[u8],
        last: bool,
        sink: &mut impl FnMut(&Record<'_>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        for &byte in bytes {
            if self.array {
                self.array_byte(byte, sink)?;
            } else {
                self.line_byte(byte, sink)?;
            }
            self.offset += 1;
        }
        match self.value {
            Some(value) if last && self.array && (value.depth > 0 || value.in_text) => {
                Err(Malformed::new(value.row, "is where the file ends, within a value"))
            }
            Some(_) if last => self.complete(sink),
            _ => Ok(()),
        }
    }

    /// Whether an array, if it is one, was closed.
    pub fn is_closed(&self) -> bool {
        !self.array || self.state == State::Behind
    }

    /// The row at which reading has arrived.
    pub fn row(&self) -> u64 {
        self.row
    }

    fn line_byte(
        &mut self,
        byte: u8,
        sink: &mut impl FnMut(&Record<'_>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        if byte == b'\n' {
            if self.value.is_some() {
                self.complete(sink)?;
            }
            self.row += 1;
        } else if self.value.is_some() || !byte.is_ascii_whitespace() {
            self.take(byte)?;
        }
        Ok(())
    }

    fn array_byte(
        &mut self,
        byte: u8,
        sink: &mut impl FnMut(&Record<'_>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        if let Some(value) = self.value {
            let plain = value.depth == 0 && !value.in_text;
            let ends_before = plain && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']'));
            if !ends_before {
                self.take(byte)?;
                self.weigh(byte);
                let closed = matches!(byte, b'}' | b']' | b'"')
                    && self.value.is_some_and(|value| value.depth == 0 && !value.in_text);
                return if closed { self.complete(sink) } else { Ok(()) };
            }
            self.complete(sink)?;
        }
        match (self.state, byte) {
            (_, byte) if byte.is_ascii_whitespace() => Ok(()),
            (State::Before, b'[') => {
                self.state = State::Within;
                Ok(())
            }
            (State::Within, b']') => {
                self.state = State::Behind;
                Ok(())
            }
            (State::Within, b',') => Ok(()),
            (State::Within, _) => {
                self.take(byte)?;
                self.weigh(byte);
                Ok(())
            }
            (State::Before | State::Behind, _) => Err(Malformed::new(self.row, "stands outside of the array")),
        }
    }

    fn take(&mut self, byte: u8) -> Result<(), Malformed> {
        let begun = Begun { row: self.row, from: self.offset, depth: 0, in_text: false, escaped: false };
        let value = self.value.get_or_insert(begun);
        if self.data.len() >= MAX_ROW_BYTES {
            return Err(Malformed::too_long(value.row));
        }
        self.data.push(byte);
        Ok(())
    }

    /// Keeps count of what is open.
    fn weigh(&mut self, byte: u8) {
        let Some(value) = &mut self.value else { return };
        match (value.in_text, byte) {
            (true, _) if value.escaped => value.escaped = false,
            (true, b'\\') => value.escaped = true,
            (_, b'"') => value.in_text = !value.in_text,
            (false, b'{' | b'[') => value.depth += 1,
            (false, b'}' | b']') => value.depth = value.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn complete(&mut self, sink: &mut impl FnMut(&Record<'_>) -> Result<(), Malformed>) -> Result<(), Malformed> {
        let Some(value) = self.value.take() else { return Ok(()) };
        let to = value.from + self.data.len() as u64;
        sink(&Record { row: value.row, from: value.from, to, data: &self.data, ends: &[] })?;
        self.data.clear();
        if self.array {
            self.row += 1;
        }
        Ok(())
    }
}
