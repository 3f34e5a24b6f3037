//! Compiled templates and rendering.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::OnceLock;

use jsonschema::Validator;
use minijinja::{Environment, ErrorKind, Value as TemplateValue};
use mrml::prelude::parser::ParserOptions;
use mrml::prelude::render::RenderOptions;
use serde::Deserialize;
use serde_json::Value;

use super::props::{self, PropIssue};
use super::{
    BODY_HTML, BODY_TEXT, DefinitionError, Escaping, MAX_BODY_BYTES, PREHEADER, SUBJECT, TemplateDefinition,
    direction_of, environment, text_part, values,
};

/// Longest subject, in characters.
const MAX_SUBJECT_CHARS: usize = 255;

/// A template version, ready to render any number of mails. Keep it by the version's hash; it never changes.
#[derive(Debug)]
pub struct CompiledTemplate {
    definition: TemplateDefinition,
    html: Environment<'static>,
    plain: Environment<'static>,
    brand: TemplateValue,
    /// Built at the first call that checks props: sending never does.
    validator: OnceLock<Result<Validator, String>>,
}

/// What one mail is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct RenderInput<'a> {
    /// Props of the send; absent ones get the schema's defaults.
    pub props: &'a Value,
    /// Contact properties by name; the template sees only those it declares in `contactFields`.
    pub contact: &'a Value,
    /// Subject that the caller chose instead of the template's; taken as it is.
    pub subject: Option<&'a str>,
    /// What only the engine knows.
    pub system: System<'a>,
}

/// Values that only the engine gives.
#[derive(Debug, Clone, Copy)]
pub struct System<'a> {
    /// One-click link of this send; `None` for transactional mail.
    pub unsubscribe_url: Option<&'a str>,
    /// Preference page of this send, where there is one.
    pub preferences_url: Option<&'a str>,
    /// Base of the installation's public links.
    pub public_url: &'a str,
    /// Year of sending.
    pub year: i16,
    /// Effective category of the send, which may differ from the template's own.
    pub category: &'a str,
    /// Its name where the engine knows one, i.e. of a list; else the template's own category gives it.
    pub category_name: Option<&'a str>,
    /// Id of the send.
    pub send_id: &'a str,
}

/// A mail, complete but for tracking and headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// One line, at most 255 characters, not encoded.
    pub subject: String,
    /// One line; it already stands in the HTML.
    pub preheader: String,
    /// The HTML part.
    pub html: String,
    /// The text part.
    pub text: String,
}

/// Why a mail could not be rendered. Trying again with the same input fails again.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template language stopped: an unknown variable, an absent value, a limit.
    #[error("{file}:{line}: {message}")]
    Template {
        /// Name of the file in the definition, or `subject` or `preheader`.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: Option<usize>,
        /// What stopped it.
        message: String,
        /// Whether a variable was read that does not exist.
        undefined: bool,
    },
    /// The template language made something that is no MJML.
    #[error("invalid MJML: {0}")]
    Mjml(String),
    /// A part is larger than [`MAX_BODY_BYTES`].
    #[error("the mail is larger than {} KB", MAX_BODY_BYTES / 1024)]
    TooLarge,
}

impl RenderError {
    /// The code that a failed send records.
    pub fn code(&self) -> &'static str {
        match self {
            RenderError::TooLarge => "message_too_large",
            _ => "render_error",
        }
    }
}

/// Names that templates may read, beside props and contact fields. Lints hint with them.
pub(crate) struct ContextNames;

impl ContextNames {
    pub const SYSTEM: [&str; 13] = [
        "unsubscribe_url",
        "preferences_url",
        "public_url",
        "year",
        "category",
        "category_name",
        "send_id",
        "subject",
        "preheader",
        "locale",
        "dir",
        "start",
        "end",
    ];
}

impl CompiledTemplate {
    /// Compiles what `content_versions.definition` holds for kind `template`.
    pub fn from_definition(definition: &Value) -> Result<Self, DefinitionError> {
        Self::new(TemplateDefinition::deserialize(definition)?)
    }

    pub(crate) fn new(definition: TemplateDefinition) -> Result<Self, DefinitionError> {
        let mut html = environment(Escaping::Html, &definition.locale, &definition.time_zone);
        let mut plain = environment(Escaping::None, &definition.locale, &definition.time_zone);
        for (name, source) in &definition.files {
            let target = if name.ends_with(".mjml.j2") { &mut html } else { &mut plain };
            add(target, name, source)?;
        }
        add(&mut plain, SUBJECT, &definition.subject)?;
        add(&mut plain, PREHEADER, &definition.preheader)?;
        let brand = values::from_json(&Value::Object(definition.brand.clone()));
        Ok(Self { definition, html, plain, brand, validator: OnceLock::new() })
    }

    /// What it was compiled from.
    pub fn definition(&self) -> &TemplateDefinition {
        &self.definition
    }

    /// `props` with the schema's defaults filled in, or everything that is wrong with them.
    pub fn validate_props(&self, props: &Value) -> Result<Value, Vec<PropIssue>> {
        let schema = &self.definition.schema;
        let validator = self.validator.get_or_init(|| props::compile_schema(schema));
        let validator = validator.as_ref().map_err(|message| {
            vec![PropIssue { pointer: String::new(), message: format!("the template's schema is damaged: {message}") }]
        })?;
        let filled = props::with_defaults(schema, props);
        let issues = props::issues(validator, schema, &filled);
        if issues.is_empty() { Ok(filled) } else { Err(issues) }
    }

    /// Renders one mail. Props are not validated again: what the template does not need does not matter, what it
    /// misses is [`RenderError::Template`].
    pub fn render(&self, input: &RenderInput<'_>) -> Result<RenderedMail, RenderError> {
        let mut context = self.context(input);
        let subject = match input.subject {
            Some(subject) => subject.to_owned(),
            None => self.run(&self.plain, SUBJECT, &context)?,
        };
        let subject: String = one_line(&subject).chars().take(MAX_SUBJECT_CHARS).collect();
        let preheader = one_line(&self.run(&self.plain, PREHEADER, &context)?);
        context.system.insert("subject", TemplateValue::from(subject.as_str()));
        context.system.insert("preheader", TemplateValue::from(preheader.as_str()));

        let html = to_html(&self.run(&self.html, BODY_HTML, &context)?)?;
        let text = if self.definition.files.contains_key(BODY_TEXT) {
            text_part::tidy(&self.run(&self.plain, BODY_TEXT, &context)?)
        } else {
            text_part::from_html(&html)
                .ok_or_else(|| RenderError::Mjml("no text can be derived from the HTML".to_owned()))?
        };
        let text = text_part::with_unsubscribe(text, input.system.unsubscribe_url);
        if html.len() > MAX_BODY_BYTES || text.len() > MAX_BODY_BYTES {
            return Err(RenderError::TooLarge);
        }
        Ok(RenderedMail { subject, preheader, html, text })
    }

    /// The MJML that the template makes, before it becomes HTML: what lints look at.
    pub(crate) fn render_mjml(&self, input: &RenderInput<'_>) -> Result<String, RenderError> {
        let mut context = self.context(input);
        for name in ["subject", "preheader"] {
            context.system.insert(name, TemplateValue::from(name));
        }
        self.run(&self.html, BODY_HTML, &context)
    }

    /// The variables that each file reads and does not set itself, as dotted names.
    pub(crate) fn variables(&self) -> BTreeMap<String, BTreeSet<String>> {
        let templates = self.html.templates().chain(self.plain.templates());
        templates
            .map(|(name, template)| (name.to_owned(), template.undeclared_variables(true).into_iter().collect()))
            .collect()
    }

    /// Source of a compiled file; empty when there is none of that name.
    pub(crate) fn source_of(&self, file: &str) -> &str {
        match file {
            SUBJECT => &self.definition.subject,
            PREHEADER => &self.definition.preheader,
            _ => self.definition.files.get(file).map_or("", String::as_str),
        }
    }

    /// Whether the template language has a function of this name.
    pub(crate) fn has_global(&self, name: &str) -> bool {
        self.html.globals().any(|(known, _)| known == name)
    }

    fn context(&self, input: &RenderInput<'_>) -> Context {
        let definition = &self.definition;
        let system = &input.system;
        let optional = |text: Option<&str>| text.map_or(TemplateValue::from(()), TemplateValue::from);
        let own_name =
            if system.category == definition.category.id { &definition.category.name } else { system.category };
        let category_name = system.category_name.unwrap_or(own_name);
        let direction = direction_of(&definition.locale);
        let (start, end) = if direction == "rtl" { ("right", "left") } else { ("left", "right") };
        let fields = definition.contact_fields.iter().map(|name| {
            let value = input.contact.get(name).map_or(TemplateValue::from(()), values::from_json);
            (name.clone(), value)
        });
        Context {
            props: values::from_json(&props::for_template(&definition.schema, input.props)),
            contact: TemplateValue::from(fields.collect::<BTreeMap<_, _>>()),
            brand: self.brand.clone(),
            system: BTreeMap::from([
                ("unsubscribe_url", optional(system.unsubscribe_url)),
                ("preferences_url", optional(system.preferences_url)),
                ("public_url", TemplateValue::from(system.public_url)),
                ("year", TemplateValue::from(system.year)),
                ("category", TemplateValue::from(system.category)),
                ("category_name", TemplateValue::from(category_name)),
                ("send_id", TemplateValue::from(system.send_id)),
                ("locale", TemplateValue::from(definition.locale.as_str())),
                ("dir", TemplateValue::from(direction)),
                ("start", TemplateValue::from(start)),
                ("end", TemplateValue::from(end)),
            ]),
        }
    }

    fn run(&self, environment: &Environment<'static>, name: &str, context: &Context) -> Result<String, RenderError> {
        let mut output = Bounded { bytes: Vec::new(), full: false };
        let context = minijinja::context! {
            props => context.props.clone(), contact => context.contact.clone(), brand => context.brand.clone(),
            system => TemplateValue::from(context.system.clone()),
        };
        let done = environment
            .get_template(name)
            .and_then(|template| template.render_captured_to(context, &mut output).map(drop));
        if output.full {
            return Err(RenderError::TooLarge);
        }
        done.map_err(|error| template_error(name, &error))?;
        Ok(String::from_utf8(output.bytes).unwrap_or_default())
    }
}

struct Context {
    props: TemplateValue,
    contact: TemplateValue,
    brand: TemplateValue,
    system: BTreeMap<&'static str, TemplateValue>,
}

/// A buffer that refuses to grow beyond [`MAX_BODY_BYTES`].
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + piece.len() > MAX_BODY_BYTES {
            self.full = true;
            return Err(io::Error::other("the mail is too large"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn add(environment: &mut Environment<'static>, name: &str, source: &str) -> Result<(), DefinitionError> {
    environment.add_template_owned(name.to_owned(), source.to_owned()).map_err(|error| DefinitionError::Syntax {
        file: name.to_owned(),
        line: error.line().unwrap_or(1),
        message: error.detail().map_or_else(|| error.to_string(), str::to_owned),
    })
}

/// The innermost error that has a place: an error in a partial is reported there, not at its include.
fn template_error(name: &str, error: &minijinja::Error) -> RenderError {
    let mut innermost = error;
    let mut next: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(source) = next {
        if let Some(inner) = source.downcast_ref::<minijinja::Error>().filter(|inner| inner.line().is_some()) {
            innermost = inner;
        }
        next = source.source();
    }
    let expression = innermost.range().zip(innermost.template_source()).and_then(|(range, source)| {
        Some((source.get(range.clone())?.trim().to_owned(), crate::finding::Position::of_offset(source, range.start)))
    });
    let undefined = innermost.kind() == ErrorKind::UndefinedError;
    // The expression already says what is undefined.
    let detail = innermost.detail().filter(|_| !undefined || expression.is_none());
    let detail = detail.map_or(String::new(), |detail| format!(": {detail}"));
    let about = expression.as_ref().map_or(String::new(), |(text, _)| format!(" in `{text}`"));
    RenderError::Template {
        file: innermost.name().unwrap_or(name).to_owned(),
        line: innermost.line().unwrap_or(1),
        column: expression.map(|(_, position)| position.column),
        message: format!("{}{about}{detail}", innermost.kind()),
        undefined,
    }
}

fn to_html(mjml: &str) -> Result<String, RenderError> {
    let parsed = mrml::parse_with_options(mjml, &ParserOptions::default())
        .map_err(|error| RenderError::Mjml(error.to_string()))?;
    // The default options link Google Fonts; a mail loads nothing that the author did not ask for.
    let options = RenderOptions { fonts: Default::default(), ..RenderOptions::default() };
    parsed.element.render(&options).map_err(|error| RenderError::Mjml(error.to_string()))
}

/// Line breaks and other control characters become spaces, which are then single: a header cannot be split.
fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
