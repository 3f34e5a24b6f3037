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
    let text = text(value)?.trim();
    Some(text)
        .filter(|text| is_date_time(text))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Invalid::new("invalid_format", "must be an RFC 3339 timestamp with Z or an offset"))
}

/// Whether the text has the form of RFC 3339 §5.6, in which a space may stand for the `T`. The library also reads other
/// forms: without seconds or separators, with a zone's name.
fn is_date_time(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c.to_ascii_uppercase() }).collect();
    let Some(rest) = ["0000-00-00T00:00:00", "0000-00-00 00:00:00"].iter().find_map(|head| shape.strip_prefix(head))
    else {
        return false;
    };
    let zone = rest.strip_prefix(".0").map_or(rest, |fraction| fraction.trim_start_matches('0'));
    matches!(zone, "Z" | "+00:00" | "-00:00")
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
    fn only_the_forms_of_rfc_3339_are_read() {
        for fine in [
            "2026-01-15T10:30:00Z",
            "2026-01-15T10:30:00.0Z",
            "2026-01-15t10:30:00.000000000z",
            "2026-01-15 10:30:00Z",
            "2026-01-15T12:30:00+02:00",
            "2026-01-15T05:00:00.000-05:30",
            "2026-01-15T10:30:00-00:00",
            " 2026-01-15T10:30:00Z ",
        ] {
            assert_eq!(parse(&fine.into()), Ok(at("2026-01-15T10:30:00Z")), "{fine}");
        }
        for refused in [
            "2026-01-15T12Z",
            "20260115T103000Z",
            "2026-01-15T12:30Z",
            "2026-01-15T12:30+02:00[Europe/Berlin]",
            "2026-01-15T12:30:00+02:00[Europe/Berlin]",
            "2026-01-15T12:30:00Z[UTC]",
            "2026-01-15T12:30:00+02",
            "2026-01-15T12:30:00+0200",
            "2026-01-15T12:30:00+02:00:00",
            "2026-01-15T12:30:00.Z",
            "2026-01-15T12:30:00,5Z",
            "2026-01-15T12:30:00",
            "2026-01-15",
            "2026-02-30T12:30:00Z",
            "2026-01-15T25:30:00Z",
            "+002026-01-15T12:30:00Z",
            "٢٠٢٦-01-15T12:30:00Z",
        ] {
            assert!(parse(&refused.into()).is_err(), "{refused}");
        }
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
