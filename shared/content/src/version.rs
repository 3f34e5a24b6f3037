//! Items of the content folder as immutable versions, named by the hash of what they say.

use domain::canonical;
use serde::Serialize;
use serde_json::Value;

/// A kind of content; its text is `content_versions.kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `brand.toml`.
    Brand,
    /// An entry of `categories.toml`.
    Category,
    /// A file of `lists/`.
    List,
    /// A folder of `templates/`.
    Template,
}

impl Kind {
    /// The text of `content_versions.kind`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Brand => "brand",
            Kind::Category => "category",
            Kind::List => "list",
            Kind::Template => "template",
        }
    }
}

/// One version of one item: a row of `content_versions`.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its kind.
    pub kind: Kind,
    /// Its id or path within its kind.
    pub key: String,
    /// SHA-256 of the canonical JSON of `definition`: equal exactly when the definitions are.
    pub hash: [u8; 32],
    /// Normalised: defaults filled in, includes resolved.
    pub definition: Value,
    /// The file as written; for a template its template.toml.
    pub source: Option<String>,
    /// Path of that file, relative to the content folder.
    pub source_path: String,
}

impl Definition {
    pub(crate) fn new(
        kind: Kind,
        key: &str,
        definition: &impl Serialize,
        source: Option<&str>,
        source_path: &str,
    ) -> Self {
        let definition = serde_json::to_value(definition).expect("definitions have text keys and finite numbers");
        Self {
            kind,
            key: key.to_owned(),
            hash: canonical::hash(&definition),
            definition,
            source: source.map(str::to_owned),
            source_path: source_path.to_owned(),
        }
    }
}
