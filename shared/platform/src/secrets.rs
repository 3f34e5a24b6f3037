//! Secrets by ARN, kept in memory for five minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_smithy_types::error::display::DisplayErrorContext;

use crate::{Error, aws};

const KEPT: Duration = Duration::from_secs(300);

/// By ARN; `None`: there is no such secret.
type Cached = HashMap<String, (Instant, Option<Arc<str>>)>;

static CACHE: Mutex<Option<Cached>> = Mutex::new(None);

/// The secret's text.
///
/// # Errors
/// `Unavailable` when Secrets Manager cannot be reached or refuses.
pub async fn get(arn: &str) -> Result<Arc<str>, Error> {
    match cached(arn) {
        Some((read_at, Some(text))) if read_at.elapsed() < KEPT => Ok(text),
        _ => refresh(arn).await,
    }
}

/// The secret's text, read anew: after an authentication failure the password may have been rotated.
///
/// # Errors
/// As [`get`].
pub async fn refresh(arn: &str) -> Result<Arc<str>, Error> {
    read(arn).await?.ok_or_else(|| Error::unavailable(5, format!("secret {arn} does not exist")))
}

/// The secret's text, or `None` when the secret was removed: that is kept for five minutes, too, as strangers may have us
/// ask. An older answer stands for five minutes more when Secrets Manager cannot be reached.
///
/// # Errors
/// `Unavailable` when Secrets Manager cannot be reached or refuses, and was never asked before.
pub async fn find(arn: &str) -> Result<Option<Arc<str>>, Error> {
    match cached(arn) {
        Some((read_at, known)) if read_at.elapsed() < KEPT => Ok(known),
        None => read(arn).await,
        Some((_, known)) => Ok(read(arn).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "what was read of a secret before is used");
            keep(arn, known.clone());
            known
        })),
    }
}

async fn read(arn: &str) -> Result<Option<Arc<str>>, Error> {
    let text = match aws::secrets().await.get_secret_value().secret_id(arn).send().await {
        Ok(answer) => {
            let text = answer.secret_string();
            Some(text.ok_or_else(|| Error::internal(format!("secret {arn} holds no text")))?.into())
        }
        Err(error) => match error.into_service_error() {
            // A secret that waits for its deletion is an invalid request.
            error if error.is_resource_not_found_exception() || error.is_invalid_request_exception() => None,
            error => return Err(Error::unavailable(5, format!("secret {arn}: {}", DisplayErrorContext(error)))),
        },
    };
    keep(arn, text.clone());
    Ok(text)
}

fn keep(arn: &str, text: Option<Arc<str>>) {
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    cache.get_or_insert_default().insert(arn.to_owned(), (Instant::now(), text));
}

fn cached(arn: &str) -> Option<(Instant, Option<Arc<str>>)> {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.get(arn).cloned()
}
