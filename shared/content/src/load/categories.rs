//! Loads `categories.toml`.

use super::{Folder, read};
use crate::finding::{Code, Finding};
use crate::kinds::category::{CategoriesFile, Category};

pub(super) const FILE: &str = "categories.toml";

/// The categories of the file, by id; a folder without the file has none.
pub(super) fn load(folder: &Folder, findings: &mut Vec<Finding>) -> Vec<Category> {
    let Some((file, document)) = read::<CategoriesFile>(folder, FILE, findings) else { return Vec::new() };
    let mut categories = Vec::new();
    for (id, entry) in file.0 {
        let at = document.key_at(&format!("/{id}"));
        if id.eq_ignore_ascii_case("transactional") {
            let message = "`transactional` is built in: nobody can unsubscribe from it";
            findings.push(Finding::error(FILE, Code::ReservedId, message).at(at));
        } else if !is_id(&id) {
            let message = format!("`{id}`: an id has 1–64 characters of a–z, 0–9, `-` and `_`");
            findings.push(Finding::error(FILE, Code::InvalidValue, message).at(at));
        } else {
            categories.push(Category { id, name: entry.name, description: entry.description });
        }
    }
    categories
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}
