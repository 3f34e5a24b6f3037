//! A copy of the starter content in a temporary folder, to change and load.

use std::fs;
use std::path::{Path, PathBuf};

use content::{Code, CompiledTemplate, Content, Finding, Kind, RenderError, RenderInput, RenderedMail, System};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const UNSUBSCRIBE_URL: &str = "https://mail.example/v1/email/unsubscribe?token=abc";

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub struct Fixture {
    folder: TempDir,
}

impl Fixture {
    pub fn starter() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&repository().join("content"), folder.path());
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(self, path: &str, text: &str) -> Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Replaces a text that must stand in the file.
    pub fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replacen(from, to, 1))
    }

    pub fn remove(self, path: &str) -> Self {
        let path = self.path().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
        self
    }

    pub fn load(&self) -> Result<Content, Vec<Finding>> {
        content::load(self.path())
    }

    pub fn valid(&self) -> Content {
        self.load().unwrap_or_else(|findings| panic!("{}", shown(&findings)))
    }

    /// The findings of a folder that must be refused, as they are printed.
    pub fn findings(&self) -> Vec<String> {
        self.load().expect_err("the folder should be refused").iter().map(Finding::to_string).collect()
    }

    /// The one finding of a folder that must be refused for one reason.
    pub fn finding(&self) -> String {
        let findings = self.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings.into_iter().next().unwrap()
    }

    pub fn template(&self, key: &str) -> CompiledTemplate {
        template(&self.valid(), key)
    }
}

pub fn template(content: &Content, key: &str) -> CompiledTemplate {
    let version = content.definitions().iter().find(|version| version.kind == Kind::Template && version.key == key);
    CompiledTemplate::from_definition(&version.unwrap().definition).unwrap()
}

/// Renders as the engine does, with the template's own category.
pub fn render(template: &CompiledTemplate, props: Value, contact: Value) -> Result<RenderedMail, RenderError> {
    let category = template.definition().category.id.clone();
    template.render(&RenderInput {
        props: &props,
        contact: &contact,
        subject: None,
        system: System {
            unsubscribe_url: (category != "transactional").then_some(UNSUBSCRIBE_URL),
            preferences_url: None,
            public_url: "https://mail.example",
            year: 2026,
            category: &category,
            category_name: None,
            send_id: "01939d2c-0000-7000-8000-000000000001",
        },
    })
}

/// Renders with the template's preview.
pub fn preview(template: &CompiledTemplate) -> RenderedMail {
    let preview = template.definition().preview.clone();
    render(template, Value::Object(preview.props), Value::Object(preview.contact)).unwrap()
}

/// Renders with nothing but the given props.
pub fn plain(template: &CompiledTemplate, props: Value) -> RenderedMail {
    render(template, props, json!({})).unwrap()
}

pub fn codes(findings: &[Finding]) -> Vec<Code> {
    findings.iter().map(|finding| finding.code).collect()
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).map(drop).unwrap()
        }
    }
}
