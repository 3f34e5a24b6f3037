//! Secrets by ARN, kept in memory for five minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::{Error, aws};

const KEPT: Duration = Duration::from_secs(300);

static CACHE: Mutex<Option<HashMap<String, (Instant, Arc<str>)>>> = Mutex::new(None);

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
    let answer = aws::secrets().await.get_secret_value().secret_id(arn).send().await.map_err(|error| {
        let error = error.into_service_error();
        Error::unavailable(5, format!("secret {arn}: {error}"))
    })?;
    let text: Arc<str> =
        answer.secret_string().ok_or_else(|| Error::internal(format!("secret {arn} holds no text")))?.into();
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    cache.get_or_insert_default().insert(arn.to_owned(), (Instant::now(), text.clone()));
    Ok(text)
}

fn cached(arn: &str) -> Option<(Instant, Arc<str>)> {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.get(arn).cloned()
}
