//! One route, described.

use domain::budget::Class;
use domain::scope::Scope;
use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::schemas::Make;

/// The routes of one area, in the order in which they are shown.
#[derive(Debug)]
pub struct Area {
    /// The word on the page, e.g. `Events`.
    pub name: &'static str,
    /// A sentence or two for newcomers.
    pub about: &'static str,
    /// Its routes.
    pub operations: Vec<Operation>,
}

/// Who may call.
#[derive(Debug)]
pub(crate) enum Access {
    /// Anybody.
    Open,
    /// Anybody; a key shows more.
    KeyShowsMore,
    /// A key with one of these scopes, within the budget of the class.
    Key(&'static [Scope], Class),
}

/// What an answer carries.
pub(crate) enum Content {
    /// JSON of this schema, with an example.
    Json(Make, Value),
    /// Text of this media type.
    Text(&'static str),
}

impl std::fmt::Debug for Content {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Json(..) => "Json",
            Self::Text(media_type) => media_type,
        })
    }
}

/// One answer of a route that is no error of the envelope.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) about: &'static str,
    pub(crate) content: Content,
}

/// One route. The id of the operation is the name of its handler.
#[derive(Debug)]
pub struct Operation {
    pub(crate) handler: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) about: &'static str,
    pub(crate) access: Access,
    pub(crate) parameters: Vec<Value>,
    pub(crate) body: Option<Content>,
    pub(crate) form: Option<(Value, Value)>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) codes: Vec<&'static str>,
    pub(crate) repeatable: bool,
    pub(crate) head: bool,
}

/// What refuses any JSON body.
const BODY_CODES: [&str; 4] = ["malformed_json", "validation_failed", "payload_too_large", "unsupported_media_type"];
/// What refuses any key.
const KEY_CODES: [&str; 4] = ["unauthorized", "key_expired", "insufficient_scope", "rate_limited"];
/// What any route may answer.
const ANY_CODES: [&str; 2] = ["internal", "unavailable"];

impl Operation {
    /// The route of a handler; `summary` says in a few words what it does.
    pub fn new(handler: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Self {
        Self {
            handler,
            method,
            path,
            summary,
            about: "",
            access: Access::Open,
            parameters: Vec::new(),
            body: None,
            form: None,
            answers: Vec::new(),
            codes: ANY_CODES.to_vec(),
            repeatable: false,
            head: false,
        }
    }

    /// What a newcomer must know, in Markdown.
    #[must_use]
    pub fn about(mut self, text: &'static str) -> Self {
        self.about = text;
        self
    }

    /// A key with one of these scopes is needed; a call is taken from the budget of `class`.
    #[must_use]
    pub fn admits(mut self, scopes: &'static [Scope], class: Class) -> Self {
        self.access = Access::Key(scopes, class);
        self.refuses(&KEY_CODES)
    }

    /// Nobody needs a key, but one shows more.
    #[must_use]
    pub fn shows_more_to_keys(mut self) -> Self {
        self.access = Access::KeyShowsMore;
        self
    }

    /// The route answers HEAD as it answers GET.
    #[must_use]
    pub fn with_head(mut self) -> Self {
        self.head = true;
        self
    }

    /// A part of the path.
    #[must_use]
    pub fn path(self, name: &str, about: &str, example: &str) -> Self {
        let schema = json!({"type": "string"});
        self.parameter(json!({"name": name, "in": "path", "required": true, "description": about, "schema": schema, "example": example}))
    }

    /// A parameter of the query.
    #[must_use]
    pub fn query(self, name: &str, about: &str, schema: Value) -> Self {
        self.parameter(json!({"name": name, "in": "query", "description": about, "schema": schema}))
    }

    /// The answer is a page of a list (`domain::page`).
    #[must_use]
    pub fn paged(self) -> Self {
        self.query("limit", "Rows of a page.", json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 50}))
            .query("cursor", "`nextCursor` of the page before.", json!({"type": "string"}))
            .query(
                "offset",
                "Rows to skip, instead of a cursor; with `limit` at most 10,000.",
                json!({"type": "integer", "minimum": 0, "default": 0}),
            )
            .query("count", "`none` leaves out `total`, which is faster.", json!({"type": "string"}))
            .refuses(&["validation_failed", "cursor_mismatch", "offset_too_deep"])
    }

    /// A JSON body, with an example of it.
    #[must_use]
    pub fn takes<T: JsonSchema>(mut self, example: Value) -> Self {
        self.body = Some(Content::Json(|generator| generator.subschema_for::<T>(), example));
        self.refuses(&BODY_CODES)
    }

    /// A body as HTML forms send it, with an example of its fields.
    #[must_use]
    pub fn takes_form(mut self, schema: Value, example: Value) -> Self {
        self.form = Some((schema, example));
        self
    }

    /// An idempotency key makes repeating the call harmless.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self.parameter(json!({
            "name": "Idempotency-Key", "in": "header",
            "description": "Names this call: repeated with the same key and body it has no second effect. Wins over `idempotencyKey` in the body.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]*$"},
        }))
        .refuses(&["invalid_idempotency_key", "idempotency_conflict"])
    }

    /// A JSON answer, with an example of it.
    #[must_use]
    pub fn answers<T: JsonSchema>(mut self, status: u16, about: &'static str, example: Value) -> Self {
        let content = Content::Json(|generator| generator.subschema_for::<T>(), example);
        self.answers.push(Answer { status, about, content });
        self
    }

    /// An answer of another media type.
    #[must_use]
    pub fn answers_text(mut self, status: u16, media_type: &'static str, about: &'static str) -> Self {
        self.answers.push(Answer { status, about, content: Content::Text(media_type) });
        self
    }

    /// Codes that the route itself gives, besides those that come with its key and body.
    #[must_use]
    pub fn refuses(mut self, codes: &[&'static str]) -> Self {
        for code in codes {
            if !self.codes.contains(code) {
                self.codes.push(code);
            }
        }
        self
    }

    fn parameter(mut self, parameter: Value) -> Self {
        self.parameters.push(parameter);
        self
    }
}
