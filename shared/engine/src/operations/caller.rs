//! Who calls.

use domain::budget::Limits;
use domain::scope::Scope;
use uuid::Uuid;

/// Who calls: an API key that is valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The key's id; `legacy` for the bootstrap key.
    pub key_id: String,
    /// The key's id, unless it has no row.
    pub key_uuid: Option<Uuid>,
    /// The key's name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// How often; what is not named is the installation's.
    pub limits: Limits,
}

impl Caller {
    /// Whether the caller passes where `scope` is asked.
    pub fn has(&self, scope: Scope) -> bool {
        scope.granted_by(&self.scopes)
    }

    /// Whose idempotency keys these are, per use: two API keys never see each other's.
    pub fn idempotency_scope(&self, usage: &str) -> String {
        format!("api:{}:{usage}", self.key_id)
    }
}
