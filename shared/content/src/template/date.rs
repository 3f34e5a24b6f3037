//! The filter `date`.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::strtime};
use minijinja::{Error, ErrorKind, Value};

use super::filters::text_of;

/// What `date` shows without a format: `24 November 2026`.
const DEFAULT_FORMAT: &str = "%-d %B %Y";

/// `moment | date("%-d %B %Y, %H:%M", "Europe/Berlin")`. An instant (RFC 3339 with `Z` or an offset) is shown in
/// the zone; a plain date or a time without offset is shown as it stands, whatever the zone.
pub(super) fn date(moment: &Value, format: Option<&str>, zone: &str) -> Result<String, Error> {
    let text = text_of(moment, "date")?;
    let wrong = |what: String| Error::new(ErrorKind::InvalidOperation, what);
    let zone = TimeZone::get(zone).map_err(|_| wrong(format!("date does not know the time zone {zone:?}")))?;
    let format = format.unwrap_or(DEFAULT_FORMAT);
    let zoned = if let Ok(instant) = text.parse::<Timestamp>() {
        instant.to_zoned(zone)
    } else {
        let civil = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(DateTime::from));
        let civil = civil.map_err(|_| wrong(format!("date wants an RFC 3339 time or date, not {text:?}")))?;
        civil.to_zoned(zone).map_err(|error| wrong(error.to_string()))?
    };
    strtime::format(format, &zoned).map_err(|error| wrong(format!("date cannot use the format {format:?}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(moment: &str, format: &str, zone: &str) -> String {
        date(&Value::from(moment), Some(format), zone).unwrap()
    }

    #[test]
    fn instants_are_shown_in_the_zone() {
        let noon = "2026-07-01T12:00:00Z";
        assert_eq!(shown(noon, "%H:%M", "Europe/Berlin"), "14:00");
        assert_eq!(shown("2026-12-01T12:00:00.5+02:00", "%-d %b %H:%M %Z", "Europe/Berlin"), "1 Dec 11:00 CET");
        assert_eq!(date(&Value::from(noon), None, "UTC").unwrap(), "1 July 2026");
    }

    #[test]
    fn dates_and_local_times_stay_where_they_are() {
        assert_eq!(shown("2026-11-24", "%-d %B %Y", "Pacific/Auckland"), "24 November 2026");
        assert_eq!(shown("2026-11-24T09:30:00", "%H:%M", "America/New_York"), "09:30");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        assert!(date(&Value::from("soon"), None, "UTC").is_err());
        assert!(date(&Value::from("2026-11-24"), None, "Mars/Base").is_err());
        assert!(date(&Value::from("2026-11-24"), Some("%!"), "UTC").is_err());
        assert!(date(&Value::from(()), None, "UTC").is_err());
    }
}
