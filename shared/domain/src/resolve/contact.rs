//! A contact in memory: sightings, the order among contacts that are joined, and what one takes over from another.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::identity::KeyKind;
use crate::properties;

/// `last_seen_at` moves only when it would move by more than this, so that a busy contact's row is not rewritten
/// by every event.
const SEEN_PRECISION: SignedDuration = SignedDuration::from_mins(5);

/// A time zone and where it is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// IANA name.
    pub name: String,
    /// Stated by the application, as opposed to inferred.
    pub stated: bool,
}

/// A live contact as it will stand after the calls seen so far.
#[derive(Clone, Debug)]
pub struct ContactState {
    /// Primary key, never changes.
    pub id: Uuid,
    /// Primary external id.
    pub external_id: Option<String>,
    /// Primary address, normalised.
    pub email: Option<String>,
    /// Primary anonymous id.
    pub anonymous_id: Option<String>,
    /// Time zone, if one is known.
    pub timezone: Option<Zone>,
    /// Opens and clicks are not recorded.
    pub do_not_track: bool,
    /// Stored property document.
    pub properties: Map<String, Value>,
    /// Time of the newest write or event that changed the properties.
    pub properties_at: Timestamp,
    /// Earliest sighting.
    pub first_seen_at: Timestamp,
    /// Latest sighting, exact to five minutes.
    pub last_seen_at: Timestamp,
    /// The row does not exist yet.
    pub created: bool,
    /// The row must be written.
    pub changed: bool,
}

impl ContactState {
    /// A contact that nobody has seen before, without a key yet.
    pub(super) fn new(id: Uuid, at: Timestamp) -> Self {
        Self {
            id,
            external_id: None,
            email: None,
            anonymous_id: None,
            timezone: None,
            do_not_track: false,
            properties: Map::new(),
            properties_at: Timestamp::UNIX_EPOCH,
            first_seen_at: at,
            last_seen_at: at,
            created: true,
            changed: true,
        }
    }

    pub(super) fn slot(&mut self, kind: KeyKind) -> &mut Option<String> {
        match kind {
            KeyKind::External => &mut self.external_id,
            KeyKind::Email => &mut self.email,
            KeyKind::Anonymous => &mut self.anonymous_id,
        }
    }

    /// Its current key of a kind.
    pub fn key(&self, kind: KeyKind) -> Option<&str> {
        match kind {
            KeyKind::External => self.external_id.as_deref(),
            KeyKind::Email => self.email.as_deref(),
            KeyKind::Anonymous => self.anonymous_id.as_deref(),
        }
    }

    /// Takes a document that a patch of `at` led to; `None`: the patch said what was known. That is noted, too, as precisely
    /// as a sighting: an event from before that moment must not undo what was said again since.
    pub fn patch(&mut self, patched: Option<Map<String, Value>>, at: Timestamp) {
        if patched.is_some() || at.duration_since(self.properties_at) > SEEN_PRECISION {
            self.properties_at = self.properties_at.max(at);
            self.changed = true;
        }
        if let Some(properties) = patched {
            self.properties = properties;
        }
    }

    /// Notes a sighting at `at`.
    pub fn touch(&mut self, at: Timestamp) {
        if at < self.first_seen_at {
            self.first_seen_at = at;
            self.changed = true;
        }
        if at.duration_since(self.last_seen_at) > SEEN_PRECISION {
            self.last_seen_at = at;
            self.changed = true;
        }
    }

    /// Who survives when contacts are joined, the least first: one with an external id, the oldest, the lowest id.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (Reverse(self.external_id.is_some()), self.first_seen_at, self.id)
    }

    /// Takes over what a worse-ranked contact knows, keys excepted. Its own values win.
    pub(super) fn absorb(&mut self, loser: &Self) {
        self.properties = joined(std::mem::take(&mut self.properties), &loser.properties);
        self.properties_at = self.properties_at.max(loser.properties_at);
        self.first_seen_at = self.first_seen_at.min(loser.first_seen_at);
        self.last_seen_at = self.last_seen_at.max(loser.last_seen_at);
        self.do_not_track |= loser.do_not_track;
        let better = |zone: &Zone| self.timezone.as_ref().is_none_or(|own| zone.stated && !own.stated);
        if let Some(zone) = loser.timezone.clone().filter(better) {
            self.timezone = Some(zone);
        }
        self.changed = true;
    }
}

/// Both documents, the first one's values winning. A second one that does not fit beside the first under the limits
/// of a document is left out: it stays in the snapshot of the merge, and a call never fails for it.
pub(super) fn joined(own: Map<String, Value>, other: &Map<String, Value>) -> Map<String, Value> {
    let absent: Vec<_> = other.iter().filter(|(key, _)| !own.contains_key(*key)).collect();
    if absent.is_empty() {
        return own;
    }
    let mut both = own.clone();
    both.extend(absent.into_iter().map(|(key, value)| (key.clone(), value.clone())));
    if properties::within_limits(&both) { both } else { own }
}
