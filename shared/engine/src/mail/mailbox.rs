//! `Name <local@domain>` in headers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::identity::EmailAddress;

/// The address of `Name <address>` or of a bare address.
pub fn address_of(mailbox: &str) -> Option<EmailAddress> {
    let address = match mailbox.rsplit_once('<') {
        Some((_, rest)) => rest.strip_suffix('>')?,
        None => mailbox,
    };
    EmailAddress::parse(address).ok()
}

/// The mailbox with a name that is not ASCII as encoded words (RFC 2047 §2: at most 75 characters each).
pub fn encoded(mailbox: &str) -> String {
    let Some((name, address)) = mailbox.rsplit_once('<') else { return mailbox.to_owned() };
    let name = name.trim();
    if name.is_ascii() {
        return format!("\"{}\" <{address}", name.replace(['"', '\\'], ""));
    }
    // 45 bytes become 60 base64 characters; words are cut between characters.
    let mut words = Vec::new();
    let mut word = String::new();
    for character in name.chars() {
        if word.len() + character.len_utf8() > 45 {
            words.push(std::mem::take(&mut word));
        }
        word.push(character);
    }
    words.push(word);
    let words: Vec<String> = words.iter().map(|word| format!("=?UTF-8?B?{}?=", STANDARD.encode(word))).collect();
    format!("{} <{address}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{address_of, encoded};

    #[test]
    fn names_are_quoted_or_encoded() {
        assert_eq!(encoded("hello@example.com"), "hello@example.com");
        assert_eq!(encoded("Acme, Inc. <hello@example.com>"), "\"Acme, Inc.\" <hello@example.com>");
        assert_eq!(encoded("Zoë <z@example.com>"), "=?UTF-8?B?Wm/Dqw==?= <z@example.com>");
        assert_eq!(address_of("Acme <Hello@Example.com>").map(|a| a.to_string()), Some("hello@example.com".into()));
        assert!(address_of("Acme <hello").is_none());
    }
}
