//! API keys: `hsk_` and 32 random bytes, stored as SHA-256 only. A fast hash is right here: the secret has 256 bits
//! of entropy, and a lookup by its hash leaks nothing useful through timing.

mod create;
mod list;
mod revoke;
mod update;

use std::fmt;
use std::time::{Duration, Instant};

use domain::budget::{Class, Limits};
use domain::refusal::{Kind, Refusal};
use domain::scope::Scope;
use platform::database;
use platform::{Error, secrets};
use queries::queries::api_keys::{FindApiKey, find_api_key, touch_api_key};
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::audit::{Attempt, Outcome, record};
use super::caller::Caller;
use crate::Engine;

pub use create::{ApiKeyBody, CreatedKey, LimitsBody, NewKey};
pub use list::KeyPage;
pub use queries::queries::api_keys::ListApiKeys as ApiKey;
pub use update::{KeyPatch, KeyPatchBody};

/// Id and name of the bootstrap key, which has no row.
const BOOTSTRAP: &str = "legacy";
/// A shorter bootstrap key is not accepted.
const MIN_BOOTSTRAP_LENGTH: usize = 32;
/// The note of a key's last use must not delay its request more than this.
const TOUCH: Duration = Duration::from_millis(250);

impl Engine {
    /// Who presents these credentials, if they may do what `scope` stands for and have a call of this class left.
    ///
    /// The row is read at each call, so a revoked key is refused at the next request.
    ///
    /// # Errors
    /// `unauthorized` without credentials and for an unknown or revoked key (the two look the same), `key_expired`,
    /// `insufficient_scope`, `rate_limited`.
    pub async fn admit(&self, bearer: Option<&str>, scope: Scope, class: Class) -> Result<Caller, Error> {
        self.admit_any(bearer, &[scope], class).await
    }

    /// [`Engine::admit`] for a route that takes any of several scopes.
    ///
    /// # Errors
    /// The same.
    pub async fn admit_any(&self, bearer: Option<&str>, scopes: &[Scope], class: Class) -> Result<Caller, Error> {
        let started = Instant::now();
        let caller = self.identify(bearer).await?;
        let line = started.elapsed();
        if !scopes.iter().any(|&scope| caller.has(scope)) {
            return Err(insufficient_scope().into());
        }
        self.spend(&caller, class, line).await?;
        Ok(caller)
    }

    /// [`Engine::admit`] for an administrative change: an attempt without the scope leaves its row in the audit log.
    ///
    /// # Errors
    /// The same.
    pub async fn admit_change(&self, bearer: Option<&str>, scope: Scope, attempt: &Attempt) -> Result<Caller, Error> {
        let started = Instant::now();
        let caller = self.identify(bearer).await?;
        let line = started.elapsed();
        if !caller.has(scope) {
            return Err(self.deny(&caller, attempt).await);
        }
        self.spend(&caller, Class::Admin, line).await?;
        Ok(caller)
    }

    /// Who presents these credentials, whatever they may do.
    ///
    /// # Errors
    /// `unauthorized` or `key_expired`.
    pub async fn identify(&self, bearer: Option<&str>) -> Result<Caller, Error> {
        let bearer = bearer.ok_or_else(unauthorized)?;
        let hash = hash_of(bearer);
        let row = self
            .database
            .first(|client| async move { Ok(find_api_key().bind(&client, &hash.as_slice()).opt().await?) })
            .await?;
        match row {
            Some(row) if row.expired => Err(Refusal::new(Kind::Unauthorized, "key_expired", "API key expired").into()),
            Some(row) => {
                if row.touch {
                    self.note_use(row.id).await;
                }
                Ok(from_row(row))
            }
            None if is_bootstrap_key(bearer, hash).await? => Ok(bootstrap()),
            None => Err(unauthorized().into()),
        }
    }

    /// Records a denied attempt and gives the refusal.
    async fn deny(&self, caller: &Caller, attempt: &Attempt) -> Error {
        let recorded = async {
            let client = self.database.client().await?;
            record(&client, caller, attempt, Outcome::Denied, &json!({})).await
        };
        recorded.await.err().unwrap_or_else(|| insufficient_scope().into())
    }

    /// Best effort, but awaited: whatever runs on after the answer freezes with the environment.
    async fn note_use(&self, id: Uuid) {
        let Ok(client) = self.database.client().await else { return };
        let noted = tokio::time::timeout(TOUCH, touch_api_key().bind(&client, &id)).await;
        match noted {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::debug!(%error, "the last use of a key was not noted"),
            Err(_) => database::close(client),
        }
    }
}

fn from_row(row: FindApiKey) -> Caller {
    Caller {
        key_id: row.id.to_string(),
        key_uuid: Some(row.id),
        name: row.name,
        scopes: row.scopes.iter().filter_map(|word| Scope::parse(word)).collect(),
        limits: row.limits.as_object().map(Limits::from_json).unwrap_or_default(),
    }
}

fn bootstrap() -> Caller {
    Caller {
        key_id: BOOTSTRAP.into(),
        key_uuid: None,
        name: BOOTSTRAP.into(),
        scopes: vec![Scope::FullAdmin],
        limits: Limits::default(),
    }
}

/// Whether the token is the key that the template generated; digests are compared in constant time.
async fn is_bootstrap_key(bearer: &str, hash: [u8; 32]) -> Result<bool, Error> {
    let Ok(arn) = std::env::var("BOOTSTRAP_KEY_SECRET_ARN") else { return Ok(false) };
    if arn.is_empty() || bearer.len() < MIN_BOOTSTRAP_LENGTH {
        return Ok(false);
    }
    let Some(secret) = secrets::find(&arn).await? else { return Ok(false) };
    Ok(secret.len() >= MIN_BOOTSTRAP_LENGTH && bool::from(hash_of(&secret).ct_eq(&hash)))
}

fn hash_of(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

/// The refusal of an id that names no key.
pub fn unknown_key(id: impl fmt::Display) -> Refusal {
    Refusal::not_found("api_key_not_found", format!("Unknown API key: {id}"))
}

fn unauthorized() -> Refusal {
    Refusal::new(Kind::Unauthorized, "unauthorized", "Unauthorized")
}

fn insufficient_scope() -> Refusal {
    Refusal::new(Kind::Forbidden, "insufficient_scope", "Forbidden: insufficient scope")
}
