//! Instants on the wire: RFC 3339 with `Z` or an offset in, UTC with milliseconds and `Z` out.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp, Unit};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::input::{Invalid, text};
use crate::refusal::Refusal;

/// A client's clock may be this much ahead; such an instant is taken as now.
const MAX_AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// An instant from a JSON text.
///
/// # Errors
/// Another JSON type, no RFC 3339, or no offset.
pub fn parse(value: &Value) -> Result<Timestamp, Invalid> {
    text(value)?
        .trim()
        .parse()
        .map_err(|_| Invalid::new("invalid_format", "must be an RFC 3339 timestamp with Z or an offset"))
}

/// The instant as the wire shows it, e.g. `2026-01-15T10:30:00.000Z`.
pub fn format(at: Timestamp) -> String {
    let millis = at.round(Unit::Millisecond).unwrap_or(at);
    format!("{millis:.3}")
}

/// An instant in an answer, as [`format`] writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utc(pub Timestamp);

impl Serialize for Utc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format(self.0))
    }
}

impl JsonSchema for Utc {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Utc".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time", "pattern": r"\.\d{3}Z$"})
    }
}

/// When an event took place: what the caller said, within bounds, else `now`.
///
/// # Errors
/// `validation_failed` for more than five minutes ahead, `timestamp_too_old` before `oldest`.
pub fn occurred_at(claimed: Option<Timestamp>, now: Timestamp, oldest: Timestamp) -> Result<Timestamp, Refusal> {
    let Some(claimed) = claimed else { return Ok(now) };
    if claimed > now + MAX_AHEAD {
        return Err(Refusal::invalid("validation_failed", "timestamp: must not lie more than 5 minutes in the future"));
    }
    if claimed < oldest {
        return Err(Refusal::invalid("timestamp_too_old", "timestamp lies too far in the past"));
    }
    Ok(claimed.min(now))
}

#[cfg(test)]
mod tests {
    use super::{format, occurred_at, parse};

    fn at(text: &str) -> jiff::Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn reads_offsets_and_writes_utc_milliseconds() {
        let parsed = parse(&"2026-01-15T12:30:00+02:00".into()).expect("accepted");
        assert_eq!(format(parsed), "2026-01-15T10:30:00.000Z");
        assert!(parse(&"2026-01-15T12:30:00".into()).is_err());
        assert!(parse(&"yesterday".into()).is_err());
    }

    #[test]
    fn clamps_the_near_future_and_refuses_the_far_past() {
        let now = at("2026-06-15T12:00:00Z");
        let oldest = at("2024-05-01T00:00:00Z");
        assert_eq!(occurred_at(Some(at("2026-06-15T12:03:00Z")), now, oldest), Ok(now));
        assert!(occurred_at(Some(at("2026-06-15T12:10:00Z")), now, oldest).is_err());
        let too_old = occurred_at(Some(at("2019-01-01T00:00:00Z")), now, oldest);
        assert_eq!(too_old.expect_err("refused").code, "timestamp_too_old");
    }
}
