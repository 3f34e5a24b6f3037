//! Ids of lists, and the one rule of polarity.

use serde_json::Value;

use crate::input::{Invalid, boolean, object};
use crate::refusal::Refusal;

/// Categories of mail that are no lists and can be no list's id.
const RESERVED: [&str; 2] = ["transactional", "journey"];

/// `[a-z0-9_-]{1,64}`, not reserved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(String);

impl ListId {
    /// # Errors
    /// `reserved_list` for `transactional` and `journey` in any case; `unknown_list` for a text that can be no list's id.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(text)) {
            return Err(Refusal::invalid("reserved_list", format!("List id is reserved: {text}")));
        }
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
        if text.is_empty() || text.len() > 64 || !text.bytes().all(allowed) {
            return Err(unknown(text));
        }
        Ok(Self(text.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether mail of a category goes to an address: what was chosen for the address, if anything, else the default of the
/// list. A category that is no list has no default (`None`): everybody is subscribed to it until they say no.
pub fn subscribed(choice: Option<bool>, default_opt_in: Option<bool>) -> bool {
    choice.or(default_opt_in).unwrap_or(true)
}

/// The refusal of a list that does not exist, is disabled or was removed.
pub fn unknown(id: &str) -> Refusal {
    Refusal::not_found("unknown_list", format!("Unknown list: {id}"))
}

/// The refusal of a list choice for a contact that has no address.
pub fn no_email() -> Refusal {
    Refusal::invalid("no_email", NO_EMAIL)
}

/// What a caller reads when a contact has no address to subscribe.
pub const NO_EMAIL: &str = "Contact has no email; cannot manage list membership";

/// A `lists` object: id → subscribed. Ids are checked by [`ListId::parse`] later, because an unknown list is a 404.
///
/// # Errors
/// Anything but an object of booleans.
pub fn parse_choices(value: &Value) -> Result<Vec<(String, bool)>, Invalid> {
    object(value)?
        .iter()
        .map(|(id, choice)| {
            let choice = boolean(choice).map_err(|invalid| Invalid { below: vec![id.clone()], ..invalid })?;
            Ok((id.clone(), choice))
        })
        .collect()
}
