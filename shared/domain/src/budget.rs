//! How many calls a key may make in a minute. The minute slides: it is this minute's bucket and what is left of the
//! last one's, so that a caller cannot spend two budgets around the turn of a minute.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Calls that share a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Single mails.
    Emails,
    /// All other writes of the data plane; a batch is one.
    Writes,
    /// Reads of the data plane.
    Reads,
    /// Administrative routes.
    Admin,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 4] = [Self::Emails, Self::Writes, Self::Reads, Self::Admin];

    /// The word in limits and in `rate_limits.class`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Emails => "emails",
            Self::Writes => "writes",
            Self::Reads => "reads",
            Self::Admin => "admin",
        }
    }

    /// The class of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }

    /// Calls a minute where nobody said otherwise.
    pub fn default_per_minute(self) -> u32 {
        match self {
            Self::Emails => 300,
            Self::Writes => 6_000,
            Self::Reads => 1_200,
            Self::Admin => 100,
        }
    }
}

/// Calls a minute by class; what is not named has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<Class, u32>);

impl Limits {
    /// `writes=12000,reads=600`; words that are no class or no number are left out.
    pub fn parse(text: &str) -> Self {
        let pairs = text.split(',').filter_map(|pair| {
            let (class, number) = pair.split_once('=')?;
            Some((Class::parse(class.trim())?, number.trim().parse().ok()?))
        });
        Self(pairs.collect())
    }

    /// The stored limits of a key: `{"writes": 12000}`.
    pub fn from_json(limits: &Map<String, Value>) -> Self {
        let pairs = limits
            .iter()
            .filter_map(|(class, number)| Some((Class::parse(class)?, u32::try_from(number.as_u64()?).ok()?)));
        Self(pairs.collect())
    }

    /// Calls a minute of this class; `above` are the limits that these ones override.
    pub fn per_minute(&self, class: Class, above: &Self) -> u32 {
        let named = self.0.get(&class).or_else(|| above.0.get(&class));
        named.copied().unwrap_or_else(|| class.default_per_minute())
    }
}

/// The two buckets of a key at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Calls admitted in this minute.
    pub current: u32,
    /// Calls admitted in the minute before.
    pub previous: u32,
    /// Share of this minute that is over, 0 to 1.
    pub elapsed: f64,
}

impl Window {
    /// Calls that are left of `limit`.
    pub fn remaining(self, limit: u32) -> u32 {
        (f64::from(limit) - self.used()).max(0.0) as u32
    }

    /// Whole seconds until one more call is admitted, 0 for now.
    pub fn seconds_until_free(self, limit: u32) -> u32 {
        let limit = f64::from(limit);
        if self.used() < limit {
            return 0;
        }
        let (current, previous) = (f64::from(self.current), f64::from(self.previous));
        // The share of a minute after which a bucket that fades from `full` leaves room beside `rest`.
        let fades = |full: f64, rest: f64| if full > 0.0 { 1.0 - (limit - rest) / full } else { 0.0 };
        let wait = if current < limit {
            fades(previous, current) - self.elapsed
        } else {
            // Not in this minute: in the next one, of which this one will be the fading bucket.
            1.0 - self.elapsed + fades(current, 0.0)
        };
        // One more, because at the very moment the used part equals the limit; a little, because 6.0 may be 5.999….
        (wait.max(0.0) * 60.0 + 1e-6).floor() as u32 + 1
    }

    fn used(self) -> f64 {
        f64::from(self.current) + f64::from(self.previous) * (1.0 - self.elapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Limits, Window};

    #[test]
    fn a_key_overrides_the_installation_which_overrides_the_defaults() {
        let installation = Limits::parse("writes=12000, reads=600,nonsense=1,admin=many");
        let key = Limits::from_json(serde_json::json!({"emails": 30, "writes": 5}).as_object().expect("an object"));
        assert_eq!(key.per_minute(Class::Emails, &installation), 30);
        assert_eq!(key.per_minute(Class::Writes, &installation), 5);
        assert_eq!(key.per_minute(Class::Reads, &installation), 600);
        assert_eq!(key.per_minute(Class::Admin, &installation), 100);
    }

    #[test]
    fn the_wait_is_just_long_enough() {
        for window in [
            Window { current: 30, previous: 0, elapsed: 0.1 },
            Window { current: 30, previous: 30, elapsed: 0.9 },
            Window { current: 10, previous: 30, elapsed: 0.2 },
            Window { current: 0, previous: 30, elapsed: 0.0 },
        ] {
            let wait = window.seconds_until_free(30);
            let later = |seconds: f64| {
                let elapsed = window.elapsed + seconds / 60.0;
                let at = if elapsed < 1.0 {
                    Window { elapsed, ..window }
                } else {
                    Window { current: 0, previous: window.current, elapsed: elapsed - 1.0 }
                };
                at.seconds_until_free(30) == 0
            };
            assert!(later(f64::from(wait)), "{window:?} after {wait} s");
            assert!(!later(f64::from(wait) - 1.01), "{window:?} before {wait} s");
        }
        assert_eq!(Window { current: 29, previous: 0, elapsed: 0.0 }.seconds_until_free(30), 0);
        assert_eq!(Window { current: 10, previous: 10, elapsed: 0.5 }.remaining(30), 15);
    }
}
