//! The body of `POST /v1/campaigns`.

use domain::idempotency::{self, IdempotencyKey};
use domain::input::{self, Fields, Invalid, bounded_text};
use domain::refusal::{Issue, Refusal};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};

/// Fields of campaigns that this version does not know yet. They are refused, not ignored: a schedule that is dropped
/// silently would send at an hour that nobody chose.
const NOT_YET: [&str; 7] = ["scheduledAt", "localTime", "ifPast", "sendWindow", "expiresAt", "variants", "test"];

/// A mail to everybody on a list.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[schemars(extend("oneOf" = [{"required": ["list"]}, {"required": ["bucket"]}]))]
pub struct CampaignBody {
    /// Shown to operators; made from the audience when absent.
    #[schemars(length(min = 1, max = 200), example = &"November news")]
    pub name: Option<String>,
    /// Id of the list whose subscribers get it.
    #[schemars(length(min = 1, max = 64), example = &"broadcast")]
    pub list: Option<String>,
    /// Id of the bucket whose members get it. No bucket can exist in this version.
    #[schemars(length(min = 1, max = 200))]
    pub bucket: Option<String>,
    /// Key of a published template that is not transactional.
    #[schemars(length(min = 1, max = 200), example = &"marketing/product-update")]
    pub template: String,
    /// Values of the template, the same for all recipients; they must fit its schema.
    pub props: Option<Map<String, Value>>,
    /// Sender, which the installation must allow; the template's when absent.
    #[schemars(example = &"Sounder <news@example.com>")]
    pub from: Option<Mailbox>,
    /// Where answers go.
    pub reply_to: Option<ReplyTo>,
    /// Subject; the template's when absent.
    #[schemars(length(min = 1, max = 255), example = &"Twelve records for the winter")]
    pub subject: Option<String>,
    /// Names this campaign: asked for again with the same key, it is not sent again. The header of that name wins.
    #[schemars(length(max = 200), regex(pattern = "^[ -~]*$"), example = &"november-news")]
    pub idempotency_key: Option<String>,
}

/// One address, or up to five.
#[derive(Debug, JsonSchema)]
#[schemars(untagged, inline)]
pub enum ReplyTo {
    /// One.
    One(Mailbox),
    /// Several.
    Several(#[schemars(length(min = 1, max = 5))] Vec<Mailbox>),
}

/// An address or `Name <address>`.
#[derive(Debug, JsonSchema)]
#[schemars(inline)]
pub struct Mailbox(#[schemars(length(min = 1, max = 320), extend("format" = "mailbox"))] pub String);

/// Who gets a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The subscribers of a list.
    List(String),
    /// The members of a bucket; none are published yet.
    Bucket(String),
}

/// A campaign as it was asked for, checked but for what content knows.
#[derive(Clone, Debug)]
pub struct CampaignRequest {
    /// Name, else one made from the audience.
    pub name: Option<String>,
    /// Who gets it.
    pub audience: Audience,
    /// Template key.
    pub template: String,
    /// Values of the template, the same for all recipients.
    pub props: Value,
    /// Sender, else the template's.
    pub from: Option<String>,
    /// Reply-To, ≤ 5.
    pub reply_to: Option<Vec<String>>,
    /// Subject, else the template's.
    pub subject: Option<String>,
    /// Repetition guard, unique per key owner, kept for ever.
    pub idempotency_key: Option<IdempotencyKey>,
    /// SHA-256 of the canonical body without its key.
    pub request_hash: [u8; 32],
}

impl CampaignRequest {
    /// Reads a body; the header `Idempotency-Key` wins over the body's.
    ///
    /// # Errors
    /// `validation_failed` with all findings, `invalid_idempotency_key`.
    pub fn parse(body: &Value, header_key: Option<&str>) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let name = fields.optional("name", |value| bounded_text(value, 200).map(str::to_owned));
        let list = fields.optional("list", |value| bounded_text(value, 64).map(str::to_owned));
        let bucket = fields.optional("bucket", |value| bounded_text(value, 200).map(str::to_owned));
        let template = fields.required("template", |value| bounded_text(value, 200).map(str::to_owned));
        let props = fields.optional("props", props);
        let from = fields.optional("from", mailbox);
        let reply_to = fields.optional("replyTo", reply_to);
        let subject = fields.optional("subject", |value| bounded_text(value, 255).map(one_line));
        let body_key = fields.optional("idempotencyKey", input::text);
        for name in NOT_YET {
            fields.optional(name, |_| Err::<(), _>(Invalid::new("unsupported", "is not supported by this version")));
        }
        fields.finish()?;
        let audience = match (list, bucket) {
            (Some(list), None) => Audience::List(list),
            (None, Some(bucket)) => Audience::Bucket(bucket),
            _ => return Err(exactly_one()),
        };
        let template = template.ok_or_else(|| Refusal::invalid("validation_failed", "template: is required"))?;
        let idempotency_key = IdempotencyKey::choose(header_key, body_key)?;
        Ok(Self {
            name,
            audience,
            template,
            props: props.unwrap_or_else(|| json!({})),
            from,
            reply_to,
            subject,
            idempotency_key,
            request_hash: idempotency::request_hash(body),
        })
    }
}

fn exactly_one() -> Refusal {
    let message = "Exactly one of list or bucket is required";
    let issue = Issue { path: vec!["list".into()], code: "exactly_one", message: message.into() };
    Refusal { issues: vec![issue], ..Refusal::invalid("validation_failed", message) }
}

fn props(value: &Value) -> Result<Value, Invalid> {
    input::object(value)?;
    input::storable(value)?;
    Ok(value.clone())
}

/// Subjects are header fields: a line break would begin another one.
fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn mailbox(value: &Value) -> Result<String, Invalid> {
    let text = bounded_text(value, 320)?;
    let well_formed = crate::mail::mailbox::address_of(text).is_some() && !text.chars().any(char::is_control);
    if well_formed {
        Ok(text.to_owned())
    } else {
        Err(Invalid::new("invalid_format", "must be an address or Name <address>"))
    }
}

fn reply_to(value: &Value) -> Result<Vec<String>, Invalid> {
    match value {
        Value::Array(items) if (1..=5).contains(&items.len()) => items.iter().map(mailbox).collect(),
        Value::Array(_) => Err(Invalid::new("too_long", "must hold one to five addresses")),
        one => Ok(vec![mailbox(one)?]),
    }
}
