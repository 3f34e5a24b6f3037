//! Senders as content files write them: `Name <local@domain>` or `local@domain`.

/// Whether `text` can be used in From or Reply-To: an ASCII address, and a name without control characters,
/// quotes and angle brackets. Whether the installation may send from it is decided elsewhere.
pub(crate) fn is_mailbox(text: &str) -> bool {
    match text.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some((name, address)) => is_display_name(name.trim()) && is_address(address),
        None => is_address(text),
    }
}

fn is_display_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 100
        && !name.chars().any(|c| c.is_control() || matches!(c, '"' | '<' | '>' | '\\'))
}

/// ASCII `local@domain.tld`, at most 254 characters.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte));
    let label_ok = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 254 && local_ok && domain.contains('.') && domain.split('.').all(label_ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes() {
        for good in ["hello@example.com", "Acme <hello@example.com>", "Zoë & Søn <a+b@mail.example.co>"] {
            assert!(is_mailbox(good), "{good}");
        }
        for bad in
            ["", "hello", "a@b", "<a@b.co>", "Acme hello@example.com", "A\nB <a@b.co>", "ü@example.com", ".a@b.co"]
        {
            assert!(!is_mailbox(bad), "{bad}");
        }
    }
}
