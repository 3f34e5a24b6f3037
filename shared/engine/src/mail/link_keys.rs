//! The secrets that sign the links of mails, kept for five minutes.

use std::sync::Arc;
use std::time::Duration;

use domain::refusal::Refusal;
use domain::token::{Action, LinkKeys, TokenError};
use platform::{Error, secrets};
use tokio::sync::Mutex;
use tokio::time::Instant;
use uuid::Uuid;

use crate::Engine;

/// A key that is unknown may be one that a rotation has just added. The secret is not asked for it more often, so
/// that made-up links cannot use up the calls of Secrets Manager.
const ASKED_AGAIN: Duration = Duration::from_secs(60);

/// A key that a rotation has withdrawn must not sign nor verify for as long as an execution environment lives.
const KEPT: Duration = Duration::from_secs(300);

/// The keys, once read.
#[derive(Debug, Default)]
pub struct LinkKeyCell(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    keys: Arc<LinkKeys>,
    /// `None`: they were given and stay.
    read_at: Option<Instant>,
}

impl Kept {
    fn is_younger_than(&self, age: Duration) -> bool {
        self.read_at.is_none_or(|at| at.elapsed() < age)
    }
}

impl Engine {
    /// The link keys of this installation, from the secret that `LINK_KEYS_SECRET_ARN` names, at most five minutes old;
    /// for five minutes more when the secret cannot be read.
    ///
    /// # Errors
    /// `Unavailable` when the secret cannot be read; `Internal` when it holds no usable key.
    pub async fn link_keys(&self) -> Result<Arc<LinkKeys>, Error> {
        let mut cell = self.link_key_cell.0.lock().await;
        let Some(kept) = &*cell else { return read(&mut cell).await };
        if kept.is_younger_than(KEPT) {
            return Ok(kept.keys.clone());
        }
        let keys = kept.keys.clone();
        read(&mut cell).await.or_else(|error| {
            tracing::warn!(%error, "the link keys could not be read again");
            *cell = Some(Kept { keys: keys.clone(), read_at: Some(Instant::now()) });
            Ok(keys)
        })
    }

    /// The id in the token of a link that was signed for `action`, also with a key that a rotation has just added.
    ///
    /// # Errors
    /// `invalid_link` with the reason; those of [`Engine::link_keys`].
    pub async fn verify_link(&self, action: Action, token: &str) -> Result<Uuid, Error> {
        let outcome = match self.link_keys().await?.verify(action, token) {
            Err(TokenError::UnknownKey) => self.newer_link_keys().await?.verify(action, token),
            outcome => outcome,
        };
        outcome.map_err(|reason| Refusal::invalid("invalid_link", reason.to_string()).into())
    }

    async fn newer_link_keys(&self) -> Result<Arc<LinkKeys>, Error> {
        let mut cell = self.link_key_cell.0.lock().await;
        match &*cell {
            Some(kept) if kept.is_younger_than(ASKED_AGAIN) => Ok(kept.keys.clone()),
            _ => read(&mut cell).await,
        }
    }

    /// These keys instead of the secret's, for tests.
    ///
    /// # Errors
    /// `Internal` for an unusable text.
    pub fn with_link_keys(mut self, text: &str) -> Result<Self, Error> {
        self.link_key_cell = LinkKeyCell(Mutex::new(Some(Kept { keys: parse(text)?, read_at: None })));
        Ok(self)
    }
}

async fn read(cell: &mut Option<Kept>) -> Result<Arc<LinkKeys>, Error> {
    let arn = std::env::var("LINK_KEYS_SECRET_ARN").unwrap_or_default();
    let keys = parse(&secrets::refresh(&arn).await?)?;
    *cell = Some(Kept { keys: keys.clone(), read_at: Some(Instant::now()) });
    Ok(keys)
}

fn parse(text: &str) -> Result<Arc<LinkKeys>, Error> {
    let keys =
        LinkKeys::from_json(text).ok_or_else(|| Error::internal("the secret of the link keys holds no usable key"))?;
    Ok(Arc::new(keys))
}
