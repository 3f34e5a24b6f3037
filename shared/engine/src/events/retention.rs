//! How long events are kept. The one place that ingestion, the migration and the upkeep of partitions ask.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Months unless the installation says otherwise.
const DEFAULT_MONTHS: i32 = 25;

/// How long events are kept: whole months back from now, and the month in which that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRetention {
    months: i32,
}

impl Default for EventRetention {
    fn default() -> Self {
        Self { months: DEFAULT_MONTHS }
    }
}

impl EventRetention {
    /// The variable `EVENT_RETENTION_MONTHS`; without one, or with what is no number of months, the default.
    pub fn from_environment() -> Self {
        let named = std::env::var("EVENT_RETENTION_MONTHS").ok().and_then(|months| months.parse().ok());
        named.filter(|months| *months > 0).map_or_else(Self::default, |months| Self { months })
    }

    /// The number of months.
    pub fn months(self) -> i32 {
        self.months
    }

    /// Events older than this are refused, because no month is kept for them. Months that end before it are dropped.
    pub fn oldest_accepted(self, now: Timestamp) -> Timestamp {
        let back = Span::new().try_months(self.months).and_then(|back| now.to_zoned(TimeZone::UTC).checked_sub(back));
        back.map_or(Timestamp::UNIX_EPOCH, |oldest| oldest.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::EventRetention;

    #[test]
    fn the_oldest_event_lies_whole_months_back() {
        let now = "2026-03-31T12:00:00Z".parse().expect("an instant");
        assert_eq!(EventRetention::default().oldest_accepted(now).to_string(), "2024-02-29T12:00:00Z");
        assert_eq!(EventRetention { months: 1 }.oldest_accepted(now).to_string(), "2026-02-28T12:00:00Z");
    }
}
