//! The body of `POST /v1/events`, also an item of the batch.

use std::collections::BTreeMap;

use domain::event::EventName;
use domain::idempotency::{self, IdempotencyKey};
use domain::identity::{IdentityBody, IdentityKeys};
use domain::input::{self, Fields};
use domain::list::{self, ListId};
use domain::properties::Properties;
use domain::refusal::Refusal;
use domain::timestamp;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde_json::Value;

/// Something that somebody did.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct EventBody {
    /// What took place. Names that begin with `bucket:`, `journey:` or `email.`, and those that Sounder itself emits, are
    /// reserved.
    #[schemars(length(min = 1, max = 200), example = &"purchase")]
    pub name: String,
    /// Who it is about.
    #[schemars(flatten)]
    pub keys: IdentityBody,
    /// Stays with the event; no contact is changed by it.
    pub event_properties: Option<Properties>,
    /// Is merged into the contact, and is no part of the event.
    pub contact_properties: Option<Properties>,
    /// When it took place, up to 5 minutes ahead and 25 months ago; now when absent.
    #[schemars(extend("format" = "date-time"), example = &"2026-11-20T10:30:00+01:00")]
    pub timestamp: Option<String>,
    /// Names this event: sent again with the same key, it is not stored again. The header of that name wins.
    #[schemars(length(max = 200), regex(pattern = "^[ -~]*$"), example = &"order-17")]
    pub idempotency_key: Option<String>,
    /// Choices of lists by their ids: `true` subscribes, `false` unsubscribes.
    pub lists: Option<BTreeMap<String, bool>>,
    /// `false` loads history: the event is stored and starts nothing.
    pub dispatch: Option<bool>,
}

/// An event as an application reports it, checked.
#[derive(Clone, Debug)]
pub struct EventRequest {
    /// Who it is about.
    pub keys: IdentityKeys,
    /// What took place.
    pub name: EventName,
    /// Stored with the event, never merged into the contact.
    pub event_properties: Properties,
    /// Merged into the contact, never stored with the event.
    pub contact_properties: Properties,
    /// When it took place; absent means now.
    pub timestamp: Option<Timestamp>,
    /// Repetition guard, unique per key owner.
    pub idempotency_key: Option<IdempotencyKey>,
    /// SHA-256 of the canonical body without its key.
    pub request_hash: [u8; 32],
    /// List choices of the contact's address.
    pub lists: Vec<(ListId, bool)>,
    /// `false`: a load of history that starts nothing.
    pub dispatch: bool,
}

impl EventRequest {
    /// Reads a body. `header_key` is the header `Idempotency-Key`, which wins over the body's.
    /// `reserved_allowed`: the caller may use names that Sounder itself emits.
    ///
    /// # Errors
    /// `validation_failed`, `invalid_properties`, `identity_required`, `reserved_event_name`,
    /// `invalid_idempotency_key`, `reserved_list`, `unknown_list` (an id that no list can have).
    pub fn parse(body: &Value, header_key: Option<&str>, reserved_allowed: bool) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let name = fields.required("name", EventName::parse);
        let keys = IdentityKeys::read(&mut fields);
        let event_properties = fields.optional("eventProperties", Properties::parse);
        let contact_properties = fields.optional("contactProperties", Properties::parse);
        let timestamp = fields.optional("timestamp", timestamp::parse);
        let body_key = fields.optional("idempotencyKey", input::text);
        let lists = fields.optional("lists", list::parse_choices);
        let dispatch = fields.optional("dispatch", input::boolean);
        fields.finish()?;

        let keys = keys.require()?;
        let name = name.ok_or_else(|| Refusal::invalid("validation_failed", "name: is required"))?;
        if !reserved_allowed {
            name.refuse_reserved()?;
        }
        let idempotency_key = IdempotencyKey::choose(header_key, body_key)?;
        let lists = lists.unwrap_or_default();
        let lists =
            lists.into_iter().map(|(id, choice)| Ok((ListId::parse(&id)?, choice))).collect::<Result<_, Refusal>>()?;
        Ok(Self {
            keys,
            name,
            event_properties: event_properties.unwrap_or_default(),
            contact_properties: contact_properties.unwrap_or_default(),
            timestamp,
            idempotency_key,
            request_hash: idempotency::request_hash(body),
            lists,
            dispatch: dispatch.unwrap_or(true),
        })
    }
}
