//! Rows of a CSV file (RFC 4180), from bytes that come in pieces of any size.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{MAX_ROW_BYTES, Malformed, Record};

/// More columns than a property bag may have keys, and room for those that are ignored.
const MAX_COLUMNS: usize = 1_024;

/// Reads rows; knows where each of them begins, in bytes and in lines.
pub struct CsvScanner {
    reader: Reader,
    delimiter: u8,
    offset: u64,
    line: u64,
    after_cr: bool,
    begun: Option<Begun>,
    data: Vec<u8>,
    filled: usize,
    ends: Vec<usize>,
    ended: usize,
}

/// The row that is being read.
#[derive(Clone, Copy)]
struct Begun {
    line: u64,
    from: u64,
    cell: Cell,
    /// A quoted cell of it has a line break.
    has_lines: bool,
    /// A quote stands neither around a cell nor, doubled, within a quoted one.
    stray_quote: bool,
}

/// How far the cell is that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Start,
    Bare,
    Quoted,
    /// Behind a quote in a quoted cell: its last, or the first of two.
    Closed,
}

impl Begun {
    fn at(line: u64, from: u64) -> Self {
        Self { line, from, cell: Cell::Start, has_lines: false, stray_quote: false }
    }

    fn pass(&mut self, byte: u8, delimiter: u8) {
        self.cell = match (self.cell, byte) {
            (Cell::Start | Cell::Closed, b'"') => Cell::Quoted,
            (Cell::Quoted, b'"') => Cell::Closed,
            (Cell::Quoted, _) => {
                self.has_lines |= matches!(byte, b'\r' | b'\n');
                Cell::Quoted
            }
            (_, b'\r' | b'\n') => self.cell,
            (_, byte) if byte == delimiter => Cell::Start,
            (before, byte) => {
                self.stray_quote |= before == Cell::Closed || byte == b'"';
                Cell::Bare
            }
        };
    }

    /// A quote that nobody closed takes the next rows into its cell, up to the next quote or the end of the file. So a
    /// row of several lines must keep the rules; in a single line a quote, as in `5" pipe`, does no harm.
    fn check(&self) -> Result<(), Malformed> {
        let reason = match self {
            Self { has_lines: false, .. } => return Ok(()),
            Self { cell: Cell::Quoted, .. } => "has a quote that is not closed",
            Self { stray_quote: true, .. } => {
                "has several lines and a quote within a cell; perhaps a quote before is not closed, otherwise double it"
            }
            _ => return Ok(()),
        };
        Err(Malformed::new(self.line, reason))
    }
}

impl CsvScanner {
    /// Reads on at the first byte of a row.
    pub fn at(delimiter: u8, offset: u64, line: u64) -> Self {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        // Its very first bytes it would take for a byte order mark; that of the file was removed, and a chunk has none.
        let _ = reader.read_record(b"\n", &mut [0; 8], &mut [0; 8]);
        Self {
            reader,
            delimiter,
            offset,
            line,
            after_cr: false,
            begun: None,
            data: vec![0; 4_096],
            filled: 0,
            ends: vec![0; 64],
            ended: 0,
        }
    }

    /// The line at which reading has arrived.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Takes the next bytes; `last` when none follow. Empty lines are no rows.
    ///
    /// # Errors
    /// A row that is too long or has too many cells; one of several lines whose quotes do not stand around its cells;
    /// those of `sink`.
    pub fn push(
        &mut self,
        mut bytes: &[u8],
        last: bool,
        sink: &mut impl FnMut(&Record<'_>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        loop {
            if self.begun.is_none() {
                let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                self.pass(&bytes[..blank]);
                bytes = &bytes[blank..];
                if bytes.is_empty() {
                    return Ok(());
                }
                self.begun = Some(Begun::at(self.line, self.offset));
            }
            // To the reader no bytes mean that none will come.
            if bytes.is_empty() && !last {
                return Ok(());
            }
            let output = &mut self.data[self.filled..];
            let (result, read, written, ended) = self.reader.read_record(bytes, output, &mut self.ends[self.ended..]);
            self.pass(&bytes[..read]);
            bytes = &bytes[read..];
            self.filled += written;
            self.ended += ended;
            let line = self.begun.map_or(self.line, |begun| begun.line);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.data.len() >= MAX_ROW_BYTES => {
                    return Err(Malformed::too_long(line));
                }
                ReadRecordResult::OutputFull => self.data.resize(self.data.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MAX_COLUMNS => {
                    return Err(Malformed::new(line, format!("has more than {MAX_COLUMNS} cells")));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => self.complete(sink)?,
                ReadRecordResult::End => return Ok(()),
            }
        }
    }

    fn complete(&mut self, sink: &mut impl FnMut(&Record<'_>) -> Result<(), Malformed>) -> Result<(), Malformed> {
        let Some(begun) = self.begun.take() else { return Ok(()) };
        begun.check()?;
        let record = Record {
            row: begun.line,
            from: begun.from,
            to: self.offset,
            data: &self.data[..self.filled],
            ends: &self.ends[..self.ended],
        };
        sink(&record)?;
        (self.filled, self.ended) = (0, 0);
        Ok(())
    }

    /// Counts what was read. A line ends with `\n`, `\r\n` or `\r`.
    fn pass(&mut self, bytes: &[u8]) {
        self.offset += bytes.len() as u64;
        for &byte in bytes {
            if let Some(begun) = &mut self.begun {
                begun.pass(byte, self.delimiter);
            }
            match byte {
                b'\n' if self.after_cr => self.after_cr = false,
                b'\n' => self.line += 1,
                b'\r' => {
                    self.line += 1;
                    self.after_cr = true;
                    continue;
                }
                _ => {}
            }
            self.after_cr = false;
        }
    }
}

/// The delimiter of a header: whichever of `,`, `;` and TAB stands most often outside of quotes.
pub fn delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for &byte in header {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| !quoted && *delimiter == byte) {
            *count += 1;
        }
    }
    // Of equals the first: a header with one column has none of them.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// Where the first line that is not empty ends, if it does; quoted line breaks do not end it.
pub fn header_end(head: &[u8]) -> Option<usize> {
    let start = head.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
    let mut quoted = false;
    let end = head[start..].iter().position(|&byte| {
        quoted ^= byte == b'"';
        !quoted && matches!(byte, b'\r' | b'\n')
    })?;
    Some(start + end)
}
