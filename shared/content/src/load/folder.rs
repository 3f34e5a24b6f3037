//! The files of the content folder in memory, and which of them nobody asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::finding::{Code, Finding, hint};

/// Largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Deepest nesting of folders.
const MAX_DEPTH: usize = 8;

/// What may stand at the top of the folder.
const KNOWN: [&str; 4] = ["brand.toml", "categories.toml", "lists/", "templates/"];

pub(crate) struct Folder {
    files: BTreeMap<String, String>,
    read: RefCell<BTreeSet<String>>,
}

impl Folder {
    /// Reads all files below `root`, but hidden ones and README.md.
    pub fn read(root: &Path, findings: &mut Vec<Finding>) -> Self {
        let mut files = BTreeMap::new();
        walk(root, "", 0, &mut files, findings);
        Self { files, read: RefCell::default() }
    }

    /// Text of a file, by its path with `/` relative to the folder.
    pub fn text(&self, path: &str) -> Option<&str> {
        let (path, text) = self.files.get_key_value(path)?;
        self.read.borrow_mut().insert(path.clone());
        Some(text)
    }

    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub fn was_read(&self, path: &str) -> bool {
        self.read.borrow().contains(path)
    }

    /// Paths of the files below `prefix`, sorted.
    pub fn paths<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = &'f str> {
        self.files.keys().map(String::as_str).filter(move |path| path.starts_with(prefix))
    }

    /// A finding for each file that no kind of content read.
    pub fn unread(&self) -> Vec<Finding> {
        let read = self.read.borrow();
        let unknown = self.files.keys().filter(|path| !read.contains(*path));
        unknown.map(|path| Finding::error(path, Code::UnknownContent, unknown_message(path))).collect()
    }
}

fn unknown_message(path: &str) -> String {
    let (top, rest) = path.split_once('/').map_or((path, ""), |(folder, rest)| (folder, rest));
    match (top, rest) {
        ("lists", name) if name.contains('/') => "lists have no folders of their own".to_owned(),
        ("lists", _) => "a list is a file that ends with .yaml".to_owned(),
        ("templates", _) => {
            let name = path.rsplit('/').next().unwrap_or_default();
            let known = ["template.toml", "body.mjml.j2", "body.txt.j2", "schema.json", "preview.json"];
            format!("a template has no file `{name}`{}", hint(name, known))
        }
        (file, "") => format!("the content folder has no file `{file}`{}", hint(file, KNOWN)),
        (folder, _) => {
            let folder = format!("{folder}/");
            format!("the content folder has no folder `{folder}`{}", hint(&folder, KNOWN))
        }
    }
}

fn walk(
    directory: &Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) {
    let at = if prefix.is_empty() { "." } else { prefix.trim_end_matches('/') };
    let unreadable = |path: &str, message: String| Finding::error(path, Code::Unreadable, message);
    if depth > MAX_DEPTH {
        findings.push(unreadable(at, format!("folders are nested more than {MAX_DEPTH} deep")));
        return;
    }
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => {
            findings.push(unreadable(at, format!("the folder cannot be read: {error}")));
            return;
        }
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "README.md" {
            continue;
        }
        let path = format!("{prefix}{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &format!("{path}/"), depth + 1, files, findings),
            Ok(kind) if kind.is_file() => match read_text(&entry.path()) {
                Ok(text) => {
                    files.insert(path, text);
                }
                Err(message) => findings.push(unreadable(&path, message)),
            },
            _ => findings.push(unreadable(&path, "neither a file nor a folder; links are not followed".to_owned())),
        }
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MAX_FILE_BYTES {
        return Err(format!("the file is larger than {} KB", MAX_FILE_BYTES / 1024));
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned())?;
    // jsonb cannot hold U+0000, and no text needs it.
    if text.contains('\0') {
        Err("the file contains a NUL character".to_owned())
    } else {
        Ok(text.replace("\r\n", "\n"))
    }
}
