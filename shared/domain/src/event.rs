//! Names of events.

use serde_json::Value;

use crate::input::{Invalid, bounded_text};
use crate::refusal::Refusal;

const RESERVED_PREFIXES: [&str; 3] = ["bucket:", "journey:", "email."];
const RESERVED_NAMES: [&str; 5] =
    ["contact.created", "contact.merged", "contact.deleted", "list.subscribed", "list.unsubscribed"];

/// 1–200 characters, trimmed, case-sensitive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventName(String);

impl EventName {
    /// A contact that calls or imports made.
    pub fn contact_created() -> Self {
        Self("contact.created".into())
    }

    /// Contacts that turned out to be one person.
    pub fn contact_merged() -> Self {
        Self("contact.merged".into())
    }

    /// A subscription by choice.
    pub fn list_subscribed() -> Self {
        Self("list.subscribed".into())
    }

    /// An unsubscription by choice.
    pub fn list_unsubscribed() -> Self {
        Self("list.unsubscribed".into())
    }

    /// An opt-out through a link in a mail.
    pub fn email_unsubscribed() -> Self {
        Self("email.unsubscribed".into())
    }

    /// # Errors
    /// Another JSON type, an empty text, or more than 200 characters.
    pub fn parse(value: &Value) -> Result<Self, Invalid> {
        bounded_text(value, 200).map(|name| Self(name.to_owned()))
    }

    /// # Errors
    /// `reserved_event_name`: the name is one that Sounder itself emits.
    pub fn refuse_reserved(&self) -> Result<(), Refusal> {
        let reserved = RESERVED_NAMES.contains(&self.0.as_str())
            || RESERVED_PREFIXES.iter().any(|prefix| self.0.starts_with(prefix));
        if reserved {
            let message = format!("Event name is reserved: {}", self.0);
            return Err(Refusal::invalid("reserved_event_name", message));
        }
        Ok(())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
