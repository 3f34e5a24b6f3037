//! What an API key may do. `read` < `journey-admin` < `full-admin`; `ingest` stands apart.

use schemars::JsonSchema;
use serde::Serialize;

/// A right that a route asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Read administrative data.
    Read,
    /// Operate journeys.
    JourneyAdmin,
    /// Everything.
    FullAdmin,
    /// Write on the data plane; held explicitly or through `full-admin`.
    Ingest,
}

impl Scope {
    /// All scopes, lowest rank first.
    pub const ALL: [Self; 4] = [Self::Read, Self::JourneyAdmin, Self::FullAdmin, Self::Ingest];

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::JourneyAdmin => "journey-admin",
            Self::FullAdmin => "full-admin",
            Self::Ingest => "ingest",
        }
    }

    /// The scope of that name; unknown words grant nothing.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }

    fn rank(self) -> Option<u8> {
        match self {
            Self::Read => Some(0),
            Self::JourneyAdmin => Some(1),
            Self::FullAdmin => Some(2),
            Self::Ingest => None,
        }
    }

    /// Whether a key that holds `held` passes where `self` is asked.
    pub fn granted_by(self, held: &[Self]) -> bool {
        if held.contains(&Self::FullAdmin) {
            return true;
        }
        match self.rank() {
            None => held.contains(&self),
            Some(required) => held.iter().filter_map(|scope| scope.rank()).any(|rank| rank >= required),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scope::{FullAdmin, Ingest, JourneyAdmin, Read};

    #[test]
    fn ranks_are_hierarchical_and_ingest_stands_apart() {
        assert!(Read.granted_by(&[JourneyAdmin]));
        assert!(!FullAdmin.granted_by(&[JourneyAdmin]));
        assert!(!Ingest.granted_by(&[Read, JourneyAdmin]));
        assert!(!Read.granted_by(&[Ingest]));
        assert!(Ingest.granted_by(&[FullAdmin]));
        assert!(!Read.granted_by(&[]));
    }
}
