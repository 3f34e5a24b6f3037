//! Where this installation is reached from outside.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use platform::Error;
use queries::queries::content::public_base_url;

use crate::Engine;

/// The description of the API may name an address that was changed this long ago.
const MAX_AGE: Duration = Duration::from_secs(60);

/// The description is served without an address rather than late.
const PATIENCE: Duration = Duration::from_secs(1);

/// The address that was read last, and when.
#[derive(Debug, Default)]
pub(crate) struct KnownBaseUrl(Mutex<Option<(String, Instant)>>);

impl Engine {
    /// The address that stands in every link that leaves the system, without a slash at its end; `None` before the first
    /// publication. It never comes from a request.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn public_base_url(&self) -> Result<Option<String>, Error> {
        let client = self.database.client().await?;
        let base = public_base_url().bind(&client).one().await?;
        Ok(Some(base).filter(|base| !base.is_empty()))
    }

    /// The same from memory, for the description of the API: read once a minute at most, and what was known before while
    /// the database is away. Never for a link in a mail.
    pub async fn known_base_url(&self) -> Option<String> {
        let known = self.base_url.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((base, read_at)) = &known
            && read_at.elapsed() < MAX_AGE
        {
            return Some(base.clone());
        }
        let read = tokio::time::timeout(PATIENCE, self.public_base_url()).await;
        let base = read.unwrap_or_else(|_| Err(Error::unavailable(1, "no answer"))).unwrap_or_else(|error| {
            tracing::warn!(%error, "the address of this installation could not be read for the API's description");
            known.map(|(base, _)| base)
        })?;
        *self.base_url.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((base.clone(), Instant::now()));
        Some(base)
    }
}
