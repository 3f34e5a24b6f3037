//! Keys by which a repeated call is recognised.

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
            return Err(Refusal::invalid(
                "invalid_idempotency_key",
                "Idempotency key must be 1 to 200 printable ASCII characters",
            ));
        }
        Ok(Some(Self(text.to_owned())))
    }

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The refusal of a key that came with another request.
pub fn conflict() -> Refusal {
    Refusal::conflict("idempotency_conflict", "Idempotency key was used with a different request")
}
