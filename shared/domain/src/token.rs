//! Signed tokens of the links in mails: short enough for a header, without an address, valid while their row lives.
//!
//! `b64url(version ‖ key id ‖ action ‖ id(16)) . b64url(HMAC-SHA-256 truncated to 16 bytes)`, about 50 characters.
//! The key of an action is derived by HKDF (RFC 5869) with the action's name as label, so a token of one action
//! never passes for another. Rotation: new tokens carry the current key's id, old ones verify while their key is kept.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const VERSION: u8 = 1;
const MAC_BYTES: usize = 16;

/// What the bearer of a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opt out of the category of one send.
    Unsubscribe,
    /// See and change all choices of the address of one send.
    Manage,
    /// Confirm one subscription request.
    Confirm,
}

impl Action {
    fn byte(self) -> u8 {
        match self {
            Self::Unsubscribe => b'u',
            Self::Manage => b'm',
            Self::Confirm => b'c',
        }
    }

    fn label(self) -> &'static [u8] {
        match self {
            Self::Unsubscribe => b"sounder unsubscribe",
            Self::Manage => b"sounder manage",
            Self::Confirm => b"sounder confirm",
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Self::Unsubscribe, Self::Manage, Self::Confirm].into_iter().find(|action| action.byte() == byte)
    }
}

/// Why a token does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not two base64url parts of the right lengths, or of another version.
    #[error("the link is malformed")]
    Malformed,
    /// The key that signed it is unknown.
    #[error("the link was signed with a key that is no longer in use")]
    UnknownKey,
    /// The signature does not match.
    #[error("the signature of the link does not match")]
    BadSignature,
    /// A valid token of another action.
    #[error("the link is for another purpose")]
    WrongAction,
}

/// The secrets that sign links, by key id.
pub struct LinkKeys {
    current: u8,
    keys: BTreeMap<u8, Vec<u8>>,
}

impl std::fmt::Debug for LinkKeys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "LinkKeys(current {}, {} keys)", self.current, self.keys.len())
    }
}

impl LinkKeys {
    /// From the secret `{"current": "1", "1": "<random text>", …}`. `None` when the current key is missing
    /// or shorter than 32 bytes.
    pub fn from_json(text: &str) -> Option<Self> {
        let entries: BTreeMap<String, String> = serde_json::from_str(text).ok()?;
        let current = entries.get("current")?.parse().ok()?;
        let keys: BTreeMap<u8, Vec<u8>> =
            entries.iter().filter_map(|(id, secret)| Some((id.parse().ok()?, secret.clone().into_bytes()))).collect();
        let long_enough = keys.get(&current).is_some_and(|secret| secret.len() >= 32);
        long_enough.then_some(Self { current, keys })
    }

    /// A token for `id` (a send, or a request for `Confirm`).
    pub fn sign(&self, action: Action, id: Uuid) -> String {
        let mut body = vec![VERSION, self.current, action.byte()];
        body.extend_from_slice(id.as_bytes());
        let mac = self.keys.get(&self.current).map(|key| mac(key, action, &body)).unwrap_or_default();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(&body), URL_SAFE_NO_PAD.encode(mac))
    }

    /// The id of a token that was signed for `action`.
    ///
    /// # Errors
    /// See [`TokenError`]; signatures are compared in constant time.
    pub fn verify(&self, action: Action, token: &str) -> Result<Uuid, TokenError> {
        let (body, signature) = token.split_once('.').ok_or(TokenError::Malformed)?;
        let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenError::Malformed);
        let (body, signature) = (decode(body)?, decode(signature)?);
        let [VERSION, key_id, action_byte, id @ ..] = body.as_slice() else {
            return Err(TokenError::Malformed);
        };
        let id = Uuid::from_slice(id).map_err(|_| TokenError::Malformed)?;
        let signed_for = Action::of(*action_byte).ok_or(TokenError::Malformed)?;
        let key = self.keys.get(key_id).ok_or(TokenError::UnknownKey)?;
        if !bool::from(mac(key, signed_for, &body).ct_eq(&signature)) {
            return Err(TokenError::BadSignature);
        }
        if signed_for != action {
            return Err(TokenError::WrongAction);
        }
        Ok(id)
    }
}

fn mac(secret: &[u8], action: Action, body: &[u8]) -> Vec<u8> {
    let mut key = [0_u8; 32];
    // 32 bytes lie far below HKDF's limit of 255 × 32, the only case in which `expand` fails.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(action.label(), &mut key);
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return Vec::new() };
    mac.update(body);
    mac.finalize().into_bytes()[..MAC_BYTES].to_vec()
}

#[cfg(test)]
mod tests {
    use super::{Action, LinkKeys, TokenError};
    use uuid::Uuid;

    const ID: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001);

    fn keys(json: &str) -> LinkKeys {
        LinkKeys::from_json(json).expect("a valid secret")
    }

    fn current() -> LinkKeys {
        keys(r#"{"current":"1","1":"0123456789abcdef0123456789abcdef"}"#)
    }

    #[test]
    fn round_trip_is_short_and_bound_to_its_action() {
        let token = current().sign(Action::Unsubscribe, ID);
        assert!(token.len() <= 50, "{} characters", token.len());
        assert_eq!(current().verify(Action::Unsubscribe, &token), Ok(ID));
        assert_eq!(current().verify(Action::Manage, &token), Err(TokenError::WrongAction));
    }

    #[test]
    fn every_flipped_character_is_noticed() {
        let token = current().sign(Action::Manage, ID);
        for index in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(bytes).expect("ASCII");
            // The last character of each part has spare bits; a strict decoder refuses those too.
            assert!(current().verify(Action::Manage, &altered).is_err(), "position {index}");
        }
    }

    #[test]
    fn old_tokens_verify_after_rotation_unknown_keys_do_not() {
        let token = current().sign(Action::Unsubscribe, ID);
        let rotated =
            keys(r#"{"current":"2","1":"0123456789abcdef0123456789abcdef","2":"fedcba9876543210fedcba9876543210"}"#);
        assert_eq!(rotated.verify(Action::Unsubscribe, &token), Ok(ID));
        let replaced = keys(r#"{"current":"2","2":"fedcba9876543210fedcba9876543210"}"#);
        assert_eq!(replaced.verify(Action::Unsubscribe, &token), Err(TokenError::UnknownKey));
        assert!(LinkKeys::from_json(r#"{"current":"1","1":"short"}"#).is_none());
    }
}
