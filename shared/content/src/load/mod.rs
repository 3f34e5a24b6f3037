//! Reads a content folder, checks all of it, and gives everything or every finding.

mod brand;
mod categories;
mod folder;
mod includes;
mod lists;
mod templates;

use std::collections::BTreeMap;
use std::path::Path;

use crate::conform;
use crate::document::Document;
use crate::draft::Draft;
use crate::finding::{Code, Finding};
use crate::kinds::brand::Brand;
use crate::kinds::category::Category;
use crate::kinds::list::List;
use crate::lint;
use crate::template::TemplateDefinition;
use crate::version::{Definition, Kind};

use folder::Folder;

/// A valid content folder.
#[derive(Debug, Clone)]
pub struct Content {
    /// Who sends, and how mails look.
    pub brand: Brand,
    /// In the order of their ids.
    pub categories: Vec<Category>,
    /// In the order of the catalogue: position, then id.
    pub lists: Vec<List>,
    /// In the order of their keys.
    pub templates: Vec<TemplateDefinition>,
    /// What is doubtful, but does not stop a publication.
    pub warnings: Vec<Finding>,
    definitions: Vec<Definition>,
}

impl Content {
    /// The versions of all items, by kind and key.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }
}

/// Reads and checks the content folder at `folder`. Reads files only below it and follows no links out of it.
///
/// Gives every finding of every file, warnings included, when at least one is an error.
pub fn load(folder: &Path) -> Result<Content, Vec<Finding>> {
    let mut findings = Vec::new();
    let folder = Folder::read(folder, &mut findings);
    let brand = brand::load(&folder, &mut findings);
    let categories = categories::load(&folder, &mut findings);
    let lists = lists::load(&folder, &mut findings);
    let complete =
        !findings.iter().any(|finding| finding.path.starts_with("lists/") || finding.path == categories::FILE);
    let audience = Audience::new(&categories, &lists, complete);
    let drafts = templates::load(&folder, brand.as_ref(), &audience, &mut findings);
    for draft in &drafts {
        lint::check(draft, &mut findings);
    }
    findings.extend(folder.unread());
    findings.sort();
    findings.dedup();
    let (Some(brand), false) = (brand, findings.iter().any(Finding::is_error)) else { return Err(findings) };
    Ok(Content::new(&folder, brand, categories, lists, drafts, findings))
}

impl Content {
    fn new(
        folder: &Folder,
        brand: Brand,
        categories: Vec<Category>,
        lists: Vec<lists::Loaded>,
        drafts: Vec<Draft>,
        warnings: Vec<Finding>,
    ) -> Self {
        let mut definitions =
            vec![Definition::new(Kind::Brand, "brand", &brand, folder.text(brand::FILE), brand::FILE)];
        for category in &categories {
            let source = folder.text(categories::FILE);
            definitions.push(Definition::new(Kind::Category, &category.id, category, source, categories::FILE));
        }
        for loaded in &lists {
            let source = folder.text(&loaded.path);
            definitions.push(Definition::new(Kind::List, &loaded.list.id, &loaded.list, source, &loaded.path));
        }
        for draft in &drafts {
            let path = draft.path_of("template.toml");
            definitions.push(Definition::new(
                Kind::Template,
                &draft.definition.key,
                &draft.definition,
                folder.text(&path),
                &path,
            ));
        }
        definitions.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
        let mut lists: Vec<List> = lists.into_iter().map(|loaded| loaded.list).collect();
        lists.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
        let templates = drafts.into_iter().map(|draft| draft.definition).collect();
        Self { brand, categories, lists, templates, warnings, definitions }
    }
}

/// What a template may name as its category.
struct Audience {
    known: BTreeMap<String, Category>,
    /// Whether all lists and categories could be read: else an unknown one is no mistake of the template.
    complete: bool,
}

impl Audience {
    fn new(categories: &[Category], lists: &[lists::Loaded], complete: bool) -> Self {
        let transactional =
            Category { id: "transactional".to_owned(), name: "Transactional".to_owned(), description: None };
        let lists = lists.iter().map(|loaded| Category {
            id: loaded.list.id.clone(),
            name: loaded.list.name.clone(),
            description: loaded.list.description.clone(),
        });
        let all = lists.chain(categories.iter().cloned()).chain([transactional]);
        Self { known: all.map(|category| (category.id.clone(), category)).collect(), complete }
    }
}

/// Parses a file of the folder; a syntax error becomes a finding.
fn parse(folder: &Folder, path: &str, findings: &mut Vec<Finding>) -> Option<Document> {
    let text = folder.text(path)?;
    match Document::parse(path, text) {
        Ok(document) => Some(document),
        Err(error) => {
            findings.push(Finding::error(path, Code::Syntax, error.message).at(error.position));
            None
        }
    }
}

/// Reads a file as `T`; every mismatch becomes a finding.
fn read<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
    folder: &Folder,
    path: &str,
    findings: &mut Vec<Finding>,
) -> Option<(T, Document)> {
    let document = parse(folder, path, findings)?;
    let value = conform::Kind::new(schemars::schema_for!(T)).read(path, &document, findings)?;
    Some((value, document))
}
