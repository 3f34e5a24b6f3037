//! Keys by which a repeated call is recognised.

use serde_json::Value;

use crate::canonical;
use crate::refusal::Refusal;

/// 1–200 printable ASCII characters, unique within its scope for thirty days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// `None` for a blank text: blank means absent.
    ///
    /// # Errors
    /// `invalid_idempotency_key` for a longer text or other characters.
    pub fn parse(text: &str) -> Result<Option<Self>, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() > 200 || !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(invalid());
        }
        Ok(Some(Self(text.to_owned())))
    }

    /// The key of a request: the header's, else the body's.
    ///
    /// # Errors
    /// As [`IdempotencyKey::parse`], for either of them.
    pub fn choose(header: Option<&str>, body: Option<&str>) -> Result<Option<Self>, Refusal> {
        let header = header.map(Self::parse).transpose()?.flatten();
        let body = body.map(Self::parse).transpose()?.flatten();
        Ok(header.or(body))
    }

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The refusal of a text that can be no key.
pub fn invalid() -> Refusal {
    Refusal::invalid("invalid_idempotency_key", "Idempotency key must be 1 to 200 printable ASCII characters")
}

/// The refusal of a key that came with another request.
pub fn conflict() -> Refusal {
    Refusal::conflict("idempotency_conflict", "Idempotency key was used with a different request")
}

/// SHA-256 of a request body as it is compared with an earlier one. The key names the request, so it is no part of it:
/// header and body key are one.
pub fn request_hash(body: &Value) -> [u8; 32] {
    let mut body = body.clone();
    if let Some(object) = body.as_object_mut() {
        object.remove("idempotencyKey");
    }
    canonical::hash(&body)
}
