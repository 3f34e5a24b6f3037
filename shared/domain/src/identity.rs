//! The keys by which a contact is found, normalised.

use std::fmt;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use schemars::JsonSchema;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::input::{Fields, Invalid, text};
use crate::refusal::Refusal;

/// Texts that clients send when they have no id; one such bug must not melt all people into one contact.
const PLACEHOLDERS: [&str; 11] =
    ["null", "undefined", "none", "nan", "anonymous", "guest", "unknown", "true", "false", "0", "[object object]"];

/// Of ASCII, domains have letters, digits, hyphens and dots; underscores are tolerated, because some hosts have them.
/// Without this list IDNA lets commas, brackets and ports pass.
const NOT_IN_DOMAINS: AsciiDenyList = AsciiDenyList::new(true, "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~");

/// The three kinds of keys, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The application's own id of a person.
    External,
    /// The address.
    Email,
    /// An id of a device or session before sign-in.
    Anonymous,
}

impl KeyKind {
    /// All kinds, strongest first.
    pub const ALL: [Self; 3] = [Self::External, Self::Email, Self::Anonymous];

    /// The word in `contact_keys.kind`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Email => "email",
            Self::Anonymous => "anonymous",
        }
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// An address: lower case, trimmed, ASCII, IDN domain as punycode, 3–254 characters, domain with a dot.
/// Dots and `+tags` of the local part stay, because the stored address must deliver.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// # Errors
    /// A text that is no single address. The text itself is not repeated in the message.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::normalise(text).map(Self).ok_or_else(|| Invalid::new("invalid_format", "not a valid address"))
    }

    fn normalise(text: &str) -> Option<String> {
        let (local, domain) = text.trim().rsplit_once('@')?;
        let domain = Uts46::new()
            .to_ascii(domain.as_bytes(), NOT_IN_DOMAINS, Hyphens::CheckFirstLast, DnsLength::Verify)
            .ok()?;
        let address = format!("{}@{domain}", local.to_ascii_lowercase());
        let well_formed = (3..=254).contains(&address.len())
            && !local.is_empty()
            && !local.starts_with('.')
            && !local.contains("..")
            && !local.contains(['@', ',', ';', '<', '>', '"', '(', ')', '\\'])
            && address.bytes().all(|byte| (b'!'..=b'~').contains(&byte))
            && domain.contains('.');
        well_formed.then_some(address)
    }

    /// The normalised address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address with all but its first character and domain hidden, e.g. `a…@example.com`.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().unwrap_or('…');
        format!("{first}…@{}", self.domain())
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The keys that a caller gave for one contact; at least one of them is present.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityKeys {
    /// `userId` of the wire.
    pub external_id: Option<String>,
    /// `email` of the wire.
    pub email: Option<EmailAddress>,
    /// `anonymousId` of the wire.
    pub anonymous_id: Option<String>,
    /// A placeholder was dropped; the answer warns of it.
    pub placeholder_dropped: bool,
}

/// Who is meant: at least one key. Blank texts and placeholders such as `undefined` count as absent.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[schemars(extend("anyOf" = [{"required": ["userId"]}, {"required": ["email"]}, {"required": ["anonymousId"]}]))]
pub struct IdentityBody {
    /// Your own id of the person.
    #[schemars(length(max = 255), example = &"u-17")]
    pub user_id: Option<String>,
    /// The person's address; case and blanks around it do not matter.
    #[schemars(email, length(max = 254), example = &"ada@example.com")]
    pub email: Option<String>,
    /// An id of a device or session, from before you know who it is.
    #[schemars(length(max = 255), example = &"device-4711")]
    pub anonymous_id: Option<String>,
}

impl IdentityKeys {
    /// Reads `userId`, `email` and `anonymousId`; blanks and placeholders count as absent.
    /// Call [`IdentityKeys::require`] after the other fields, so that all findings are told together.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        let mut keys = Self::default();
        let mut dropped = false;
        let mut id = |fields: &mut Fields<'_>, name| {
            let given = fields.optional(name, opaque_id).flatten()?;
            if is_placeholder(&given) {
                dropped = true;
                return None;
            }
            Some(given)
        };
        keys.external_id = id(fields, "userId");
        keys.anonymous_id = id(fields, "anonymousId");
        keys.email = fields.optional("email", optional_address).flatten();
        keys.placeholder_dropped = dropped;
        keys
    }

    /// The keys of a body that names a contact and says nothing else.
    ///
    /// # Errors
    /// `validation_failed`, `identity_required`.
    pub fn parse(body: &Value) -> Result<Self, Refusal> {
        let mut fields = Fields::of(body)?;
        let keys = Self::read(&mut fields);
        fields.finish()?;
        keys.require()
    }

    /// # Errors
    /// `identity_required` when no key is left.
    pub fn require(self) -> Result<Self, Refusal> {
        if self.external_id.is_none() && self.email.is_none() && self.anonymous_id.is_none() {
            return Err(Refusal::identity_required());
        }
        Ok(self)
    }

    /// The given key of a kind.
    pub fn key(&self, kind: KeyKind) -> Option<&str> {
        match kind {
            KeyKind::External => self.external_id.as_deref(),
            KeyKind::Email => self.email.as_ref().map(EmailAddress::as_str),
            KeyKind::Anonymous => self.anonymous_id.as_deref(),
        }
    }

    /// The given keys, strongest first.
    pub fn iter(&self) -> impl Iterator<Item = (KeyKind, &str)> {
        KeyKind::ALL.into_iter().filter_map(|kind| Some((kind, self.key(kind)?)))
    }
}

fn optional_address(value: &Value) -> Result<Option<EmailAddress>, Invalid> {
    let text = text(value)?;
    if text.trim().is_empty() { Ok(None) } else { EmailAddress::parse(text).map(Some) }
}

/// A user id as it is stored: trimmed, composed (NFC). `None` for a text that can be none.
pub fn external_id(text: &str) -> Option<String> {
    opaque_id(&Value::from(text)).ok().flatten().filter(|id| !is_placeholder(id))
}

fn opaque_id(value: &Value) -> Result<Option<String>, Invalid> {
    let id: String = text(value)?.trim().nfc().collect();
    match id.chars().count() {
        0 => Ok(None),
        length if length > 255 => Err(Invalid::new("too_long", "must have at most 255 characters")),
        _ if id.chars().any(char::is_control) => {
            Err(Invalid::new("invalid_format", "must not contain control characters"))
        }
        _ => Ok(Some(id)),
    }
}

fn is_placeholder(id: &str) -> bool {
    PLACEHOLDERS.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests {
    use super::{EmailAddress, IdentityKeys};
    use crate::input::Fields;

    fn keys(body: serde_json::Value) -> IdentityKeys {
        let mut fields = Fields::of(&body).expect("an object");
        IdentityKeys::read(&mut fields)
    }

    #[test]
    fn addresses_are_normalised() {
        let parse = |text| EmailAddress::parse(text).map(|address| address.to_string());
        assert_eq!(parse(" Ada@Example.COM "), Ok("ada@example.com".into()));
        assert_eq!(parse("ada@bücher.example"), Ok("ada@xn--bcher-kva.example".into()));
        assert_eq!(parse("a.b+tag@example.com"), Ok("a.b+tag@example.com".into()));
        for bad in [
            "",
            "ada",
            "@example.com",
            "ada@localhost",
            "zoë@example.com",
            ".a@example.com",
            "a..b@example.com",
            "a b@example.com",
            "a@b@example.com",
            "a@example..com",
        ] {
            assert!(parse(bad).is_err(), "{bad} must be refused");
        }
    }

    #[test]
    fn a_domain_is_made_of_letters_digits_and_hyphens() {
        let long_label = format!("ada@{}.example", "a".repeat(64));
        for bad in [
            "ada@example.com,",
            "ada@example.com>",
            "ada@example.com;",
            "ada@example.com,bob.org",
            "ada@exam<b>ple.com",
            "ada@a.b/c?d=e",
            "ada@a.com:25",
            "ada@[192.0.2.1]",
            "ada@-a.b",
            "ada@a-.b",
            "ada@a.b-",
            "ada@-bücher.example",
            "ada@exa mple.com",
            "ada@example.com.",
            "ada@.example.com",
            "ada@bücher，example.com",
            &long_label,
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad} must be refused");
        }
        let longest_label = format!("ada@{}.example", "a".repeat(63));
        for (given, stored) in [
            ("ada@a.b", "ada@a.b"),
            ("ada@my-host.example", "ada@my-host.example"),
            ("ada@r3---sn.example", "ada@r3---sn.example"),
            ("ada@mail_1.example", "ada@mail_1.example"),
            ("ada@1und1.de", "ada@1und1.de"),
            ("ada@XN--BCHER-KVA.example", "ada@xn--bcher-kva.example"),
            ("ada@Bücher.EXAMPLE", "ada@xn--bcher-kva.example"),
            ("ada@例え。テスト", "ada@xn--r8jz45g.xn--zckzah"),
            (&longest_label, &longest_label),
        ] {
            assert_eq!(EmailAddress::parse(given).map(|address| address.0), Ok(stored.to_owned()), "{given}");
        }
    }

    #[test]
    fn blanks_and_placeholders_are_no_identity() {
        let given = keys(serde_json::json!({"userId": " ", "anonymousId": "Undefined"}));
        assert!(given.placeholder_dropped);
        assert_eq!(given.require().expect_err("nothing left").code, "identity_required");
    }
}
