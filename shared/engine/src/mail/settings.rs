//! How this installation sends: from the function's environment.

use domain::identity::EmailAddress;

/// Which recipients get mail at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailMode {
    /// Everybody.
    Live,
    /// Only these addresses and domains, and SES' mailbox simulator; all others are skipped.
    Allowlist(Vec<String>),
}

/// Settings of sending.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Which recipients get mail.
    pub mode: MailMode,
    /// `local@domain` or `*@domain`.
    pub allowed_senders: Vec<String>,
    /// SES configuration set of campaigns and journeys.
    pub configuration_set_bulk: Option<String>,
    /// SES configuration set of transactional mail.
    pub configuration_set_transactional: Option<String>,
    /// Mails per second that the account may send, R.
    pub max_send_rate: f64,
    /// Stage, a tag of each mail.
    pub stage: String,
}

impl MailSettings {
    /// `MAIL_MODE`, `MAIL_ALLOWLIST`, `ALLOWED_SENDERS`, `CONFIGURATION_SET_*`, `MAX_SEND_RATE`, `STAGE`. Anything but
    /// `live` is an allowlist: a misspelt mode must not reach customers.
    pub fn from_environment() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let list = |name: &str| -> Vec<String> {
            let text = variable(name).unwrap_or_default();
            text.split(',').map(|item| item.trim().to_ascii_lowercase()).filter(|item| !item.is_empty()).collect()
        };
        let mode = match variable("MAIL_MODE").as_deref() {
            Some("live") => MailMode::Live,
            _ => MailMode::Allowlist(list("MAIL_ALLOWLIST")),
        };
        Self {
            mode,
            allowed_senders: list("ALLOWED_SENDERS"),
            configuration_set_bulk: variable("CONFIGURATION_SET_BULK"),
            configuration_set_transactional: variable("CONFIGURATION_SET_TRANSACTIONAL"),
            max_send_rate: variable("MAX_SEND_RATE").and_then(|rate| rate.parse().ok()).unwrap_or(1.0),
            stage: variable("STAGE").unwrap_or_else(|| "development".into()),
        }
    }

    /// Whether the mode lets mail to this address out.
    pub fn admits(&self, to: &EmailAddress) -> bool {
        match &self.mode {
            MailMode::Live => true,
            MailMode::Allowlist(allowed) => {
                to.domain() == "simulator.amazonses.com"
                    || allowed.iter().any(|item| item == to.as_str() || item.trim_start_matches("*@") == to.domain())
            }
        }
    }

    /// Whether the installation may send from this address.
    pub fn may_send_from(&self, from: &EmailAddress) -> bool {
        self.allowed_senders.iter().any(|allowed| match allowed.strip_prefix("*@") {
            Some(domain) => domain == from.domain(),
            None => allowed == from.as_str(),
        })
    }

    /// Tokens per second: a little below the account's rate, so that calls begun late never exceed it in a second.
    pub fn per_second(&self) -> f64 {
        0.9 * self.max_send_rate
    }
}
