//! The gates before a mail leaves, in their order; the first negative one decides.

use domain::identity::EmailAddress;
use domain::list::subscribed;
use queries::queries::mail::GateFacts;

use super::settings::MailSettings;

/// What a gate decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Pass,
    /// Final, with its reason.
    Skip(&'static str),
    /// Not now: again in five minutes.
    Defer,
}

/// G1 to G8 of one send. `bypass`: preferences are not asked, a suppression still is.
pub fn verdict(
    facts: &GateFacts,
    to: &str,
    kind: &str,
    category: &str,
    bypass: bool,
    settings: &MailSettings,
) -> Verdict {
    if facts.expired {
        return Verdict::Skip("expired");
    }
    if facts.paused {
        return Verdict::Defer;
    }
    let Ok(address) = EmailAddress::parse(to) else { return Verdict::Skip("invalid_address") };
    if !settings.admits(&address) {
        return Verdict::Skip("test_mode");
    }
    if let Some(reason) = &facts.suppression {
        return Verdict::Skip(match reason.as_str() {
            "hard_bounce" => "suppressed_hard_bounce",
            "soft_bounce" => "suppressed_soft_bounce",
            "complaint" => "suppressed_complaint",
            "provider" => "suppressed_provider",
            _ => "suppressed_manual",
        });
    }
    if facts.contact_deleted && kind != "system" {
        return Verdict::Skip("contact_deleted");
    }
    if category == "transactional" || bypass || kind == "test" {
        return Verdict::Pass;
    }
    if facts.unsubscribed_all {
        return Verdict::Skip("unsubscribed_all");
    }
    if facts.list_enabled == Some(false) {
        return Verdict::Skip("list_disabled");
    }
    if !subscribed(facts.choice, facts.default_opt_in) {
        return Verdict::Skip("category_unsubscribed");
    }
    Verdict::Pass
}
