//! The page on which somebody chooses their mail.

use domain::preferences::Wish;
use engine::mail::preferences::{Category, Preferences};
use platform::Error;
use platform::http::Response;
use serde::Serialize;

use crate::look::Look;
use crate::page::OTHER_MAIL;
use crate::render;

#[derive(Serialize)]
struct Values<'a> {
    look: &'a Look,
    title: &'a str,
    notice: Option<&'a str>,
    /// Masked.
    address: &'a str,
    elsewhere: bool,
    blocked: bool,
    unsubscribed_all: bool,
    categories: Vec<Row<'a>>,
    other_mail: &'a str,
    token: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    description: Option<&'a str>,
    subscribed: bool,
}

/// The page, with a confirmation of what was `done`.
///
/// # Errors
/// Those of [`render::page`].
pub(crate) fn html(preferences: &Preferences, token: &str, done: Option<&Wish>) -> Result<Response, Error> {
    let notice = done.map(|wish| match wish {
        Wish::Boxes(_) if preferences.elsewhere => "Saved. We no longer send you what you are unsubscribed from here.",
        Wish::Boxes(_) if preferences.unsubscribed_all => {
            "Your choices are saved. They count when you receive mail again."
        }
        Wish::Boxes(_) => "Your choices are saved.",
        Wish::NoMail => "Done. We send you none of these mails any more.",
        Wish::MailAgain if preferences.elsewhere => "Nothing was changed.",
        Wish::MailAgain => "You receive mail again. Please look whether this is what you want.",
    });
    let look = Look::of(&preferences.brand);
    let values = Values {
        look: &look,
        title: if done.is_some() { "Saved: your mail preferences" } else { "Your mail preferences" },
        notice,
        address: &preferences.masked_address,
        elsewhere: preferences.elsewhere,
        blocked: preferences.blocked,
        unsubscribed_all: preferences.unsubscribed_all,
        categories: preferences.categories.iter().map(row).collect(),
        other_mail: OTHER_MAIL,
        token,
    };
    render::page(200, "preferences.html", &look, &values)
}

fn row(category: &Category) -> Row<'_> {
    let Category { id, name, description, subscribed } = category;
    Row { id, name, description: description.as_deref(), subscribed: *subscribed }
}

#[cfg(test)]
mod tests {
    use super::html;
    use engine::mail::preferences::{Category, Preferences};
    use serde_json::Value;

    #[test]
    fn whatever_stands_in_a_value_is_text() {
        let odd = "\"><script>'{{ token }}";
        let category = Category { id: odd.into(), name: odd.into(), description: Some(odd.into()), subscribed: true };
        let mut preferences = Preferences {
            masked_address: odd.into(),
            elsewhere: true,
            categories: vec![category],
            unsubscribed_all: false,
            blocked: true,
            brand: Value::Null,
        };
        for unsubscribed_all in [false, true] {
            preferences.unsubscribed_all = unsubscribed_all;
            let page = html(&preferences, odd, None).expect("a page").body().to_owned();
            assert!(!page.contains("<script") && !page.contains("\">\"") && page.contains("{{ token }}"), "{page}");
            assert!(page.contains("action=\"?token=%22%3E%3Cscript%3E%27%7B%7B%20token%20%7D%7D\""), "{page}");
        }
    }
}
