//! Pages of a list, newest first: by key set, so that no row repeats or vanishes between two pages.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::refusal::Refusal;

/// Rows of a page when the caller names no number.
const DEFAULT_LIMIT: i64 = 50;
/// Rows of a page at most.
const MAX_LIMIT: i64 = 100;
/// `offset` and `limit` together; beyond it a cursor is needed.
const MAX_DEPTH: i64 = 10_000;
/// Totals are counted up to here.
pub const TOTAL_CAP: i64 = 10_000;

/// The row after which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// Its time.
    pub at: Timestamp,
    /// Its id, which decides between rows of one time.
    pub id: Uuid,
}

/// Which page of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// 1–100 rows.
    pub limit: i64,
    /// Rows to skip; 0 with a cursor.
    pub offset: i64,
    /// Where a cursor says that the page begins.
    pub after: Option<After>,
    /// Whether the total is wanted.
    pub count: bool,
}

impl Page {
    /// From the query parameters `limit`, `offset`, `cursor` and `count`. `filters` is the text of all other parameters
    /// that choose rows: a cursor is good for the filters that it was made with.
    ///
    /// # Errors
    /// `validation_failed` for no whole number or one out of range, `offset_too_deep`, `cursor_mismatch`.
    pub fn parse(query: impl Fn(&str) -> Option<String>, filters: &str) -> Result<Self, Refusal> {
        let limit = number(query("limit"), "limit", DEFAULT_LIMIT, 1, MAX_LIMIT)?;
        let offset = number(query("offset"), "offset", 0, 0, i64::MAX - MAX_LIMIT)?;
        if offset + limit > MAX_DEPTH {
            return Err(Refusal::invalid("offset_too_deep", "Beyond 10000 rows a list is read with its cursor"));
        }
        let after = query("cursor").map(|text| decode(&text, filters)).transpose()?;
        let count = query("count").as_deref() != Some("none");
        Ok(Self { limit, offset: if after.is_some() { 0 } else { offset }, after, count })
    }

    /// How many rows to read: one more than asked tells whether there is a next page.
    pub fn rows(&self) -> i64 {
        self.limit + 1
    }

    /// Cuts what was read to the page, and gives the row after which the next one begins, if there is one.
    pub fn cut<T>(&self, rows: &mut Vec<T>, key: impl Fn(&T) -> After) -> Option<After> {
        let more = rows.len() as i64 > self.limit;
        rows.truncate(usize::try_from(self.limit).unwrap_or_default());
        rows.last().filter(|_| more).map(key)
    }

    /// What is told beside the rows. `total` was counted up to one above [`TOTAL_CAP`].
    pub fn end(&self, next: Option<After>, total: Option<i64>, filters: &str) -> PageEnd {
        PageEnd {
            limit: self.limit,
            offset: self.offset,
            next_cursor: next.map(|after| cursor(after, filters)),
            total: total.map(|total| total.min(TOTAL_CAP)),
            total_capped: total.filter(|total| *total > TOTAL_CAP).map(|_| true),
        }
    }
}

/// What every list tells beside its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageEnd {
    /// Rows of a page at most.
    pub limit: i64,
    /// Rows that were skipped; 0 with a cursor.
    pub offset: i64,
    /// `cursor` of the next page; null on the last one.
    pub next_cursor: Option<String>,
    /// How many rows there are in all; absent with `count=none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// `true` when there are more than `total`, which ends at 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_capped: Option<bool>,
}

/// The cursor of the page that begins after this row; opaque to callers.
pub fn cursor(after: After, filters: &str) -> String {
    let mut bytes = [0; 28];
    bytes[..8].copy_from_slice(&after.at.as_microsecond().to_be_bytes());
    bytes[8..24].copy_from_slice(after.id.as_bytes());
    bytes[24..].copy_from_slice(&mark(filters));
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(text: &str, filters: &str) -> Result<After, Refusal> {
    let mismatch = || Refusal::invalid("cursor_mismatch", "The cursor does not belong to this list and these filters");
    let bytes: [u8; 28] =
        URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(mismatch)?;
    let (micros, rest) = bytes.split_first_chunk::<8>().ok_or_else(mismatch)?;
    let (id, filters_mark) = rest.split_first_chunk::<16>().ok_or_else(mismatch)?;
    if *filters_mark != mark(filters) {
        return Err(mismatch());
    }
    let at = Timestamp::from_microsecond(i64::from_be_bytes(*micros)).map_err(|_| mismatch())?;
    Ok(After { at, id: Uuid::from_bytes(*id) })
}

fn mark(filters: &str) -> [u8; 4] {
    let hash = Sha256::digest(filters.as_bytes());
    [hash[0], hash[1], hash[2], hash[3]]
}

fn number(text: Option<String>, name: &str, default: i64, least: i64, most: i64) -> Result<i64, Refusal> {
    let Some(text) = text else { return Ok(default) };
    let issue = |code, message: String| Refusal::of_field(name, code, message);
    match text.parse::<i64>() {
        Err(_) => Err(issue("invalid_type", "must be a whole number".into())),
        Ok(number) if number < least => Err(issue("too_small", format!("must be at least {least}"))),
        Ok(number) if number > most => Err(issue("too_big", format!("must be at most {most}"))),
        Ok(number) => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::{After, Page, cursor};
    use uuid::Uuid;

    fn page(query: &[(&str, &str)], filters: &str) -> Result<Page, &'static str> {
        let find = |name: &str| query.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Page::parse(find, filters).map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_cursor_returns_to_its_row_with_the_same_filters_only() {
        let after = After { at: "2026-01-15T10:30:00.123456Z".parse().expect("an instant"), id: Uuid::from_u128(7) };
        let text = cursor(after, "revoked=false");
        assert_eq!(page(&[("cursor", &text)], "revoked=false").expect("a page").after, Some(after));
        assert_eq!(page(&[("cursor", &text)], "revoked=true"), Err("cursor_mismatch"));
        assert_eq!(page(&[("cursor", "AAAA")], ""), Err("cursor_mismatch"));
    }

    #[test]
    fn numbers_are_bounded() {
        assert_eq!(page(&[], "").expect("a page").limit, 50);
        assert_eq!(page(&[("limit", "0")], ""), Err("validation_failed"));
        assert_eq!(page(&[("limit", "101")], ""), Err("validation_failed"));
        assert_eq!(page(&[("limit", "ten")], ""), Err("validation_failed"));
        assert_eq!(page(&[("offset", "9951")], ""), Err("offset_too_deep"));
    }
}
