//! What an application states about a contact.

use std::collections::BTreeMap;

use domain::identity::{IdentityBody, IdentityKeys};
use domain::input::{self, Fields, Invalid};
use domain::list::{self, ListId};
use domain::properties::Properties;
use domain::refusal::Refusal;
use domain::resolve::Mode;
use schemars::JsonSchema;
use serde_json::Value;

/// What is true of a contact.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct ContactBody {
    /// Who is meant.
    #[schemars(flatten)]
    pub keys: IdentityBody,
    /// What is known about the contact; a patch.
    pub properties: Option<Properties>,
    /// Choices of lists by their ids: `true` subscribes, `false` unsubscribes.
    pub lists: Option<BTreeMap<String, bool>>,
    /// Name of an IANA time zone.
    #[schemars(length(min = 1, max = 64), extend("format" = "time-zone"), example = &"Europe/Berlin")]
    pub timezone: Option<String>,
}

/// What an application states about a contact.
#[derive(Clone, Debug)]
pub struct ContactRequest {
    /// Who is meant.
    pub keys: IdentityKeys,
    /// Patch: `null` removes.
    pub properties: Properties,
    /// List choices.
    pub lists: Vec<(ListId, bool)>,
    /// IANA zone.
    pub timezone: Option<String>,
    /// Whether the call states the profile.
    pub mode: Mode,
}

impl ContactRequest {
    /// Reads the body of `PUT /v1/contacts`.
    ///
    /// # Errors
    /// `validation_failed`, `invalid_properties`, `identity_required`, `reserved_list`, `unknown_list`.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let keys = IdentityKeys::read(&mut fields);
        let properties = fields.optional("properties", Properties::parse);
        let lists = fields.optional("lists", list::parse_choices);
        let timezone = fields.optional("timezone", zone);
        fields.finish()?;
        let lists = lists.unwrap_or_default();
        Ok(Self {
            keys: keys.require()?,
            properties: properties.unwrap_or_default(),
            lists: lists
                .into_iter()
                .map(|(id, choice)| Ok((ListId::parse(&id)?, choice)))
                .collect::<Result<_, Refusal>>()?,
            timezone,
            mode: Mode::Set,
        })
    }

    /// A change of one list; the body names the contact.
    ///
    /// # Errors
    /// `validation_failed`, `identity_required`.
    pub fn list_change(body: &Value, list: ListId, subscribed: bool) -> Result<Self, Refusal> {
        let keys = IdentityKeys::parse(body)?;
        let properties = Properties::default();
        Ok(Self { keys, properties, lists: vec![(list, subscribed)], timezone: None, mode: Mode::Hint })
    }
}

fn zone(value: &Value) -> Result<String, Invalid> {
    let name = input::bounded_text(value, 64)?;
    match jiff::tz::TimeZone::get(name) {
        Ok(_) => Ok(name.to_owned()),
        Err(_) => Err(Invalid::new("invalid_format", "must be an IANA time zone such as Europe/Berlin")),
    }
}
