//! What somebody wants to change on the preference page.

use std::collections::BTreeSet;

/// The boxes of a page that was sent back, by the ids of their categories.
///
/// A page may be old when it comes back. What it did not show is left alone, and a tick that it had already is no
/// consent: only a tick that somebody set is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boxes {
    /// Boxes that the page had.
    pub shown: BTreeSet<String>,
    /// Those that were ticked when it was shown.
    pub ticked_before: BTreeSet<String>,
    /// Those that were ticked when it came back.
    pub ticked: BTreeSet<String>,
}

impl Boxes {
    /// In or out of a category; `None` when the page says nothing about it.
    pub fn choice(&self, category: &str) -> Option<bool> {
        if !self.shown.contains(category) {
            return None;
        }
        match (self.ticked_before.contains(category), self.ticked.contains(category)) {
            (_, false) => Some(false),
            (false, true) => Some(true),
            (true, true) => None,
        }
    }
}

/// What the page was sent back for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// These boxes. They never touch the opt-out from all mail.
    Boxes(Boxes),
    /// No mail any more, whatever the boxes say.
    NoMail,
    /// Mail again, as the boxes say.
    MailAgain,
}

#[cfg(test)]
mod tests {
    use super::Boxes;

    #[test]
    fn only_a_box_that_was_shown_and_a_tick_that_was_set_count() {
        let set = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        let boxes = Boxes {
            shown: set(&["kept", "taken", "set", "left"]),
            ticked_before: set(&["kept", "taken", "forged"]),
            ticked: set(&["kept", "set", "forged"]),
        };
        let choices = ["kept", "taken", "set", "left", "forged", "new"].map(|id| boxes.choice(id));
        assert_eq!(choices, [None, Some(false), Some(true), Some(false), None, None]);
    }
}
