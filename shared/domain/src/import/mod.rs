//! Files that an operator imports: contacts, suppressions and unsubscribes, as CSV or JSON.
//!
//! Reading is done twice. [`split`] walks once through the whole file, however large, and cuts it at rows into chunks;
//! a file that is not well formed is refused there, before anything is written. [`row`] then reads one chunk at a time.
//! Both use the same scanners, which are fed piece by piece, so splitting and reading cannot disagree.

pub mod cell;
pub mod columns;
pub mod csv;
pub mod json;
pub mod options;
pub mod row;
pub mod split;

/// A row as it stands in the file.
#[derive(Debug)]
pub struct Record<'a> {
    /// What errors call it: its first line in the file, from 1; in a JSON array its place, from 1.
    pub row: u64,
    /// Offset of its first byte.
    pub from: u64,
    /// Offset behind its last byte.
    pub to: u64,
    /// CSV: its cells, unquoted, one after the other. JSON: its text.
    pub data: &'a [u8],
    /// CSV: where each cell ends in `data`.
    pub ends: &'a [usize],
}

/// No row may be longer than this. Property bags have at most 64 KiB; what is longer is a quote that nobody closed.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;

/// The file cannot be read from this row on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {reason}")]
pub struct Malformed {
    /// Line of the file, or place in a JSON array, from 1.
    pub row: u64,
    /// A sentence fragment that quotes nothing of the file but names of columns.
    pub reason: String,
}

impl Malformed {
    /// A finding at a row.
    pub fn new(row: u64, reason: impl Into<String>) -> Self {
        Self { row, reason: reason.into() }
    }

    fn too_long(row: u64) -> Self {
        Self::new(row, "is longer than 1 MiB; perhaps a quote is not closed")
    }
}
