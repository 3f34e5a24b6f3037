//! Loads `brand.toml`.

use jiff::tz::TimeZone;

use super::{Folder, read};
use crate::finding::{Code, Finding};
use crate::kinds::brand::Brand;
use crate::sender::is_mailbox;

pub(super) const FILE: &str = "brand.toml";

pub(super) fn load(folder: &Folder, findings: &mut Vec<Finding>) -> Option<Brand> {
    if !folder.contains(FILE) {
        findings.push(Finding::error(FILE, Code::MissingFile, "brand.toml is required: it says who sends the mails"));
        return None;
    }
    let (brand, document) = read::<Brand>(folder, FILE, findings)?;
    let before = findings.len();
    let mut wrong = |key: &str, message: String| {
        findings.push(Finding::error(FILE, Code::InvalidValue, message).at(document.value_at(&format!("/{key}"))));
    };
    for (key, value) in [("from", Some(&brand.from)), ("replyTo", brand.reply_to.as_ref())] {
        if let Some(value) = value.filter(|value| !is_mailbox(value)) {
            wrong(key, format!("`{key}`: {value:?} is not `Name <local@domain>` with an ASCII address"));
        }
    }
    if TimeZone::get(&brand.time_zone).is_err() {
        wrong("timeZone", format!("`timeZone`: there is no IANA time zone {:?}", brand.time_zone));
    }
    if brand.address.contains('\n') {
        wrong("address", "`address`: write the address on one line, with commas".to_owned());
    }
    (findings.len() == before).then_some(brand)
}
