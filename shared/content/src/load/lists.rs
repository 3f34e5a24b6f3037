//! Loads `lists/*.yaml`.

use std::collections::BTreeMap;

use super::{Folder, categories, parse, read};
use crate::finding::{Code, Finding};
use crate::kinds::list::List;

/// Ids that decide how mail is treated and can therefore not be lists, in any case.
const RESERVED: [&str; 2] = ["transactional", "journey"];

/// A list with the path of its file.
pub(super) struct Loaded {
    pub list: List,
    pub path: String,
}

pub(super) fn load(folder: &Folder, findings: &mut Vec<Finding>) -> Vec<Loaded> {
    let mut lists = Vec::new();
    let mut owners: BTreeMap<String, String> = category_ids(folder);
    let paths = folder.paths("lists/").filter(|path| path.ends_with(".yaml") && path.matches('/').count() == 1);
    for path in paths {
        let Some((list, document)) = read::<List>(folder, path, findings) else { continue };
        let id_at = document.value_at("/id");
        if RESERVED.contains(&list.id.as_str()) {
            let message = format!("`{}` is reserved and cannot be a list", list.id);
            findings.push(Finding::error(path, Code::ReservedId, message).at(id_at));
        } else if let Some(other) = owners.get(&list.id) {
            let message = format!("the id `{}` is already used in {other}", list.id);
            findings.push(Finding::error(path, Code::DuplicateId, message).at(id_at));
        }
        if list.double_opt_in {
            let message = "`doubleOptIn: true` is not offered yet: confirmations cannot be sent";
            findings.push(Finding::error(path, Code::InvalidValue, message).at(document.value_at("/doubleOptIn")));
        }
        owners.entry(list.id.clone()).or_insert_with(|| path.to_owned());
        lists.push(Loaded { list, path: path.to_owned() });
    }
    lists
}

/// Ids of categories.toml: a list with one of them would have two meanings.
fn category_ids(folder: &Folder) -> BTreeMap<String, String> {
    let document = parse(folder, categories::FILE, &mut Vec::new());
    let ids = document.iter().flat_map(|document| document.value.as_object()).flat_map(|entries| entries.keys());
    ids.map(|id| (id.clone(), categories::FILE.to_owned())).collect()
}
