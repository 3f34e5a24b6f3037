//! Secrets by ARN, kept in memory for five minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::{Error, aws};

const KEPT: Duration = Duration::from_secs(300);

type Cached = HashMap<String, (Instant, Arc<str>)>;

static CACHE: Mutex<Option<Cached>> = Mutex::new(None);

/// The secret's text.
///
/// # Errors
/// `Unavailable` when Secrets Manager cannot be reached or refuses.
pub async fn get(arn: &str) -> Result<Arc<str>, Error> {
    if let Some((read_at, text)) = cached(arn)
        && read_at.elapsed() < KEPT
    {
        return Ok(text);
    }
    refresh(arn).await
}

/// The secret's text, read anew: after an authentication failure the password may have been rotated.
///
/// # Errors
/// As [`get`].
pub async fn refresh(arn: &str) -> Result<Arc<str>, Error> {
    read(arn).await?.ok_or_else(|| Error::unavailable(5, format!("secret {arn} does not exist")))
}

/// The secret's text, or `None` when the secret was removed.
///
/// # Errors
/// `Unavailable` when Secrets Manager cannot be reached or refuses.
pub async fn find(arn: &str) -> Result<Option<Arc<str>>, Error> {
    match cached(arn) {
        Some((read_at, text)) if read_at.elapsed() < KEPT => Ok(Some(text)),
        _ => read(arn).await,
    }
}

async fn read(arn: &str) -> Result<Option<Arc<str>>, Error> {
    let answer = match aws::secrets().await.get_secret_value().secret_id(arn).send().await {
        Ok(answer) => answer,
        Err(error) => {
            let error = error.into_service_error();
            // A secret that waits for its deletion is an invalid request.
            if error.is_resource_not_found_exception() || error.is_invalid_request_exception() {
                return Ok(None);
            }
            return Err(Error::unavailable(5, format!("secret {arn}: {error}")));
        }
    };
    let text: Arc<str> =
        answer.secret_string().ok_or_else(|| Error::internal(format!("secret {arn} holds no text")))?.into();
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    cache.get_or_insert_default().insert(arn.to_owned(), (Instant::now(), text.clone()));
    Ok(Some(text))
}

fn cached(arn: &str) -> Option<(Instant, Arc<str>)> {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.get(arn).cloned()
}
