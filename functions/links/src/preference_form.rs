//! What the form of the preference page sends back.

use std::collections::BTreeSet;

use domain::preferences::{Boxes, Wish};

/// The wish of a form; `None` when no button of the page sent it. A button for all mail counts before the boxes.
pub(crate) fn wish(pairs: &[(String, String)]) -> Option<Wish> {
    let values = |name: &str| -> BTreeSet<String> {
        pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let all = values("all");
    if all.contains("unsubscribe") {
        return Some(Wish::NoMail);
    }
    if all.contains("subscribe") {
        return Some(Wish::MailAgain);
    }
    let boxes = Boxes { shown: values("shown"), ticked_before: values("ticked-before"), ticked: values("ticked") };
    values("save").contains("1").then_some(Wish::Boxes(boxes))
}

#[cfg(test)]
mod tests {
    use super::wish;
    use crate::form::parse;
    use domain::preferences::{Boxes, Wish};

    #[test]
    fn the_button_says_what_is_wanted() {
        let wish = |body: &str| wish(&parse("application/x-www-form-urlencoded", body.as_bytes()));
        assert_eq!(wish("all=unsubscribe&all=subscribe&save=1&shown=a"), Some(Wish::NoMail));
        assert_eq!(wish("all=subscribe"), Some(Wish::MailAgain));
        for nothing in ["", "all=", "all=x", "shown=a&ticked=a", "List-Unsubscribe=One-Click", "save=0"] {
            assert_eq!(wish(nothing), None, "{nothing}");
        }
        let set = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        let boxes = Boxes { shown: set(&["a", "b"]), ticked_before: set(&["b"]), ticked: set(&["a"]) };
        assert_eq!(wish("shown=a&ticked=a&shown=b&ticked-before=b&save=1"), Some(Wish::Boxes(boxes)));
    }
}
