//! Why a request cannot be carried out, in words for the person who reads the answer.

use schemars::JsonSchema;
use serde::Serialize;

/// The class of a refusal; the HTTP layer maps each to one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The input breaks a rule (400).
    Invalid,
    /// No valid credentials (401).
    Unauthorized,
    /// Valid credentials that lack the scope (403).
    Forbidden,
    /// The thing named does not exist (404).
    NotFound,
    /// The present state does not allow it (409).
    Conflict,
    /// The body is larger than the route takes (413).
    TooLarge,
    /// The body is not JSON (415).
    UnsupportedMedia,
    /// The budget of calls is spent (429).
    TooMany,
}

/// One finding in the input: where, a stable code, and a sentence fragment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Issue {
    /// Path into the body, e.g. `["events", "0", "name"]`; the name of a parameter for one of the query.
    pub path: Vec<String>,
    /// Stable code, e.g. `required`, `too_long`, `invalid_format`.
    pub code: &'static str,
    /// What is wrong, without the field's name.
    pub message: String,
}

/// A request that is refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Refusal {
    /// Class, see [`Kind`].
    pub kind: Kind,
    /// Stable code of the wire, e.g. `identity_required`.
    pub code: &'static str,
    /// A sentence for the caller; never contains secrets.
    pub message: String,
    /// The findings; empty unless the input as such is at fault.
    pub issues: Vec<Issue>,
}

/// What a caller reads when a call fails: one shape for every error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Error")]
pub struct Envelope {
    /// A sentence for people.
    pub error: String,
    /// A stable word for programs.
    pub code: &'static str,
    /// As in `X-Request-Id`; it stands in the logs.
    pub request_id: String,
    /// All findings at once, at most 20; absent unless the input as such is at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
}

/// More findings than this help nobody.
const MAX_ISSUES: usize = 20;

impl Refusal {
    /// A refusal without findings.
    pub fn new(kind: Kind, code: &'static str, message: impl Into<String>) -> Self {
        Self { kind, code, message: message.into(), issues: Vec::new() }
    }

    /// 400 with this code.
    pub fn invalid(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, code, message)
    }

    /// 404 with this code.
    pub fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, code, message)
    }

    /// 409 with this code.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, code, message)
    }

    /// 400 with one finding about one field.
    pub fn of_field(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self::from_issues(vec![Issue { path: vec![name.to_owned()], code, message: message.into() }])
    }

    /// 400 that lists at most twenty findings. `issues` must not be empty.
    ///
    /// The code is `validation_failed`, unless all findings are about property bags (`invalid_properties`).
    pub fn from_issues(mut issues: Vec<Issue>) -> Self {
        issues.truncate(MAX_ISSUES);
        let bags_only = issues.iter().all(|issue| issue.code.starts_with("properties_"));
        let message = issues
            .iter()
            .map(|issue| match issue.path.as_slice() {
                [] => issue.message.clone(),
                path => format!("{}: {}", path.join("."), issue.message),
            })
            .collect::<Vec<_>>()
            .join("; ");
        let code = if bags_only { "invalid_properties" } else { "validation_failed" };
        Self { kind: Kind::Invalid, code, message, issues }
    }

    /// Neither an address nor an id was given, or only blanks and placeholders.
    pub fn identity_required() -> Self {
        Self::invalid("identity_required", "email or userId is required")
    }
}
