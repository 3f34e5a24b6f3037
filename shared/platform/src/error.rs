//! The one error of everything that touches infrastructure.

use domain::refusal::Refusal;
use tokio_postgres::error::SqlState;

/// Keys whose violation means that somebody else created the same person meanwhile.
const IDENTITY_KEYS: [&str; 4] =
    ["contact_keys_pkey", "contacts_external_live", "contacts_email_live", "contacts_anonymous_live"];

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request breaks a rule; the answer says which (4xx).
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something we depend on is away or too slow (503); the same call may succeed later.
    #[error("unavailable: {reason}")]
    Unavailable {
        /// For the caller, in whole seconds.
        retry_after_seconds: u32,
        /// For the log.
        reason: String,
    },
    /// Another operation changed what this one had read before its locks: the whole transaction again.
    #[error("what was read has changed meanwhile")]
    Stale,
    /// Postgres refused a statement or the connection broke.
    #[error("database: {}", describe(.0))]
    Database(#[from] tokio_postgres::Error),
    /// Anything unexpected (500); the text goes to the log alone.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// An unexpected failure, with a text for the log.
    pub fn internal(reason: impl std::fmt::Display) -> Self {
        Self::Internal(reason.to_string())
    }

    /// Something we depend on is away; the caller may try again after so many seconds.
    pub fn unavailable(retry_after_seconds: u32, reason: impl std::fmt::Display) -> Self {
        Self::Unavailable { retry_after_seconds, reason: reason.to_string() }
    }

    /// Whether the whole transaction may succeed when run again at once: serialisation, deadlock, lock
    /// time-out, a race on an identity key, or a change under our feet.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Stale => true,
            Self::Database(error) => match error.as_db_error() {
                Some(refused) if *refused.code() == SqlState::UNIQUE_VIOLATION => {
                    refused.constraint().is_some_and(|name| IDENTITY_KEYS.contains(&name))
                }
                // In a pipeline the statement behind the one that failed may answer first. Its error names no cause; a
                // repetition shows the cause or cures it.
                Some(refused) => [
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::T_R_DEADLOCK_DETECTED,
                    SqlState::LOCK_NOT_AVAILABLE,
                    SqlState::IN_FAILED_SQL_TRANSACTION,
                ]
                .contains(refused.code()),
                None => false,
            },
            _ => false,
        }
    }

    /// Whether what was written met what others, or the same operation, had written: a key that is taken, a lost race.
    pub fn is_collision(&self) -> bool {
        match self {
            Self::Stale => true,
            Self::Database(error) => error.code() == Some(&SqlState::UNIQUE_VIOLATION),
            _ => false,
        }
    }

    /// Whether the connection as such is gone.
    pub fn is_connection_loss(&self) -> bool {
        match self {
            Self::Database(error) => {
                error.is_closed()
                    || error.as_db_error().is_none()
                        && std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
                    || error.code().is_some_and(|code| {
                        [
                            SqlState::ADMIN_SHUTDOWN,
                            SqlState::CRASH_SHUTDOWN,
                            SqlState::CANNOT_CONNECT_NOW,
                            SqlState::IDLE_SESSION_TIMEOUT,
                        ]
                        .contains(code)
                    })
            }
            _ => false,
        }
    }
}

/// The message of the server without the values that it may quote: details can hold personal data.
fn describe(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(refused) => format!(
            "{} ({}{})",
            refused.message(),
            refused.code().code(),
            refused.constraint().map(|name| format!(", {name}")).unwrap_or_default()
        ),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}
