//! Cutting a file into chunks, in one pass, with a few kilobytes of memory, from wherever an earlier pass ended.

use serde::{Deserialize, Serialize};

use super::columns::read_header;
use super::csv::{self, CsvScanner};
use super::json::JsonScanner;
use super::options::{Format, Options};
use super::row::Layout;
use super::{Malformed, Record};

/// Rows of a chunk.
pub const CHUNK_ROWS: u32 = 1_000;
/// A chunk is cut earlier when it has so many bytes: a worker has it in memory.
const CHUNK_BYTES: u64 = 4 * 1024 * 1024;
/// A longer header is none.
const MAX_HEADER_BYTES: usize = 64 * 1024;
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Where splitting has arrived; kept with the job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cursor {
    /// Found at the beginning of the file; `None` before, and for an empty file for ever.
    pub layout: Option<Layout>,
    /// Splitting goes on at this byte, the first of a row.
    pub byte: u64,
    /// That row.
    pub row: u64,
    /// Chunks cut so far.
    pub chunks: i32,
    /// Rows in them.
    pub rows: u64,
    /// The file was read to its end.
    pub done: bool,
}

/// Rows that belong together: 1,000 of them, or four megabytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// From 0.
    pub number: i32,
    /// What errors call its first row.
    pub first_row: u64,
    /// Offset of its first byte.
    pub from: u64,
    /// Offset behind its last byte.
    pub to: u64,
    /// How many rows it has.
    pub rows: u32,
}

/// Reads a file and cuts it.
pub struct Splitter<'a> {
    options: &'a Options,
    scanner: Scanner,
    cutter: Cutter,
    /// The beginning of a character whose end comes with the next bytes.
    carry: Vec<u8>,
}

enum Scanner {
    /// What the file is made of is not known yet; its first bytes.
    Head(Vec<u8>),
    Csv(Box<CsvScanner>),
    Json(JsonScanner),
}

struct Cutter {
    cursor: Cursor,
    /// Becomes the cursor's with the first row: before it there is nowhere to go on but the beginning.
    layout: Option<Layout>,
    open: Option<Chunk>,
    cut: Vec<Chunk>,
}

impl<'a> Splitter<'a> {
    /// Goes on at `cursor`; the bytes from `cursor.byte` on follow.
    pub fn at(cursor: Cursor, options: &'a Options) -> Self {
        let scanner = match &cursor.layout {
            None => Scanner::Head(Vec::new()),
            Some(Layout::Csv { delimiter, .. }) => {
                Scanner::Csv(Box::new(CsvScanner::at(*delimiter as u8, cursor.byte, cursor.row)))
            }
            Some(layout) => Scanner::Json(JsonScanner::at(*layout == Layout::Array, cursor.byte, cursor.row)),
        };
        let cutter = Cutter { layout: cursor.layout.clone(), cursor, open: None, cut: Vec::new() };
        Self { options, scanner, cutter, carry: Vec::new() }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// The file is not UTF-8 or not well formed at this row.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        if self.carry.is_empty() {
            return self.push_text(bytes);
        }
        let mut joined = std::mem::take(&mut self.carry);
        joined.extend_from_slice(bytes);
        self.push_text(&joined)
    }

    fn push_text(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        let (text, rest, broken) = match std::str::from_utf8(bytes) {
            Ok(_) => (bytes, &[][..], false),
            Err(error) => {
                let (text, rest) = bytes.split_at(error.valid_up_to());
                (text, rest, error.error_len().is_some())
            }
        };
        self.carry.extend_from_slice(rest);
        self.scan(text, false)?;
        if broken { Err(self.not_utf8()) } else { Ok(()) }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// It ends within a character, a value or an array.
    pub fn finish(&mut self) -> Result<(), Malformed> {
        if !self.carry.is_empty() {
            return Err(self.not_utf8());
        }
        self.scan(&[], true)?;
        if let Scanner::Json(json) = &self.scanner
            && !json.is_closed()
        {
            return Err(Malformed::new(json.row(), "is missing: the file ends before its array does"));
        }
        self.cutter.close();
        self.cutter.cursor.layout = self.cutter.layout.take();
        self.cutter.cursor.done = true;
        Ok(())
    }

    /// The chunks that were cut since the last call; [`Splitter::cursor`] lies behind them.
    pub fn take_chunks(&mut self) -> Vec<Chunk> {
        std::mem::take(&mut self.cutter.cut)
    }

    /// How many chunks wait for [`Splitter::take_chunks`].
    pub fn waiting(&self) -> usize {
        self.cutter.cut.len()
    }

    /// Where to go on, should this pass end now.
    pub fn cursor(&self) -> &Cursor {
        &self.cutter.cursor
    }

    fn not_utf8(&self) -> Malformed {
        let row = match &self.scanner {
            Scanner::Head(head) => 1 + head.iter().filter(|&&byte| byte == b'\n').count() as u64,
            Scanner::Csv(csv) => csv.line(),
            Scanner::Json(json) => json.row(),
        };
        Malformed::new(row, "is not UTF-8; save the file as UTF-8")
    }

    fn scan(&mut self, text: &[u8], last: bool) -> Result<(), Malformed> {
        let Scanner::Head(head) = &mut self.scanner else { return self.scan_rows(text, last) };
        head.extend_from_slice(text);
        let Some((scanner, layout, start)) = recognise(head, last, self.options.format)? else { return Ok(()) };
        let head = std::mem::take(head);
        self.scanner = scanner;
        self.cutter.layout = Some(layout);
        self.scan_rows(&head[start..], last)
    }

    fn scan_rows(&mut self, text: &[u8], last: bool) -> Result<(), Malformed> {
        let (cutter, options) = (&mut self.cutter, self.options);
        let mut take = |record: &Record<'_>| cutter.take(record, options);
        match &mut self.scanner {
            Scanner::Csv(csv) => csv.push(text, last, &mut take),
            Scanner::Json(json) => json.push(text, last, &mut take),
            Scanner::Head(_) => Ok(()),
        }
    }
}

/// The scanner for a file that begins so, its layout, and where reading begins; `None` while too little is known.
fn recognise(head: &[u8], last: bool, format: Format) -> Result<Option<(Scanner, Layout, usize)>, Malformed> {
    if head.len() < BYTE_ORDER_MARK.len() && !last {
        return Ok(None);
    }
    let start = if head.starts_with(&BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let text = &head[start..];
    match format {
        Format::Csv => {
            let end = match csv::header_end(text) {
                None if last && text.iter().any(|byte| !matches!(byte, b'\r' | b'\n')) => text.len(),
                None if text.len() > MAX_HEADER_BYTES => {
                    return Err(Malformed::new(1, "is longer than 64 KiB; perhaps a quote is not closed"));
                }
                None => return Ok(None),
                Some(end) => end,
            };
            let delimiter = csv::delimiter(&text[..end]);
            let layout = Layout::Csv { delimiter: char::from(delimiter), columns: Vec::new() };
            Ok(Some((Scanner::Csv(Box::new(CsvScanner::at(delimiter, start as u64, 1))), layout, start)))
        }
        Format::Json => {
            let Some(first) = text.iter().find(|byte| !byte.is_ascii_whitespace()) else { return Ok(None) };
            let array = *first == b'[';
            let layout = if array { Layout::Array } else { Layout::Lines };
            Ok(Some((Scanner::Json(JsonScanner::new(array, start as u64)), layout, start)))
        }
    }
}

impl Cutter {
    fn take(&mut self, record: &Record<'_>, options: &Options) -> Result<(), Malformed> {
        if let Some(Layout::Csv { columns, .. }) = &mut self.layout
            && columns.is_empty()
        {
            *columns = read_header(&cells(record)?, options, record.row)?;
            return Ok(());
        }
        if self.open.is_some_and(|open| open.rows >= CHUNK_ROWS || open.to - open.from >= CHUNK_BYTES) {
            self.close();
        }
        let open = self.open.get_or_insert(Chunk {
            number: self.cursor.chunks,
            first_row: record.row,
            from: record.from,
            to: record.to,
            rows: 0,
        });
        if open.rows == 0 {
            (self.cursor.byte, self.cursor.row) = (record.from, record.row);
            if self.cursor.layout.is_none() {
                self.cursor.layout.clone_from(&self.layout);
            }
        }
        open.to = record.to;
        open.rows += 1;
        Ok(())
    }

    fn close(&mut self) {
        let Some(chunk) = self.open.take() else { return };
        self.cursor.chunks += 1;
        self.cursor.rows += u64::from(chunk.rows);
        self.cut.push(chunk);
    }
}

fn cells<'r>(record: &Record<'r>) -> Result<Vec<&'r str>, Malformed> {
    let mut start = 0;
    record
        .ends
        .iter()
        .map(|&end| {
            let cell = std::str::from_utf8(&record.data[start..end]);
            start = end;
            cell.map_err(|_| Malformed::new(record.row, "is not UTF-8"))
        })
        .collect()
}
