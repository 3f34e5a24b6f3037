//! The files of `pages/` filled in, and the headers that make a page private and inert.

use std::sync::LazyLock;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use platform::Error;
use platform::http::Response;
use serde::Serialize;

use crate::look::Look;

/// Values are escaped in every file, the style included.
static PAGES: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(|| {
    // Without the filters and functions that no page uses, which would make up most of what the library weighs here.
    let mut pages = Environment::empty();
    pages.add_filter("urlencode", minijinja::filters::urlencode);
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.set_undefined_behavior(UndefinedBehavior::Strict);
    pages.add_template("layout.html", include_str!("pages/layout.html"))?;
    pages.add_template("style.css", include_str!("pages/style.css"))?;
    pages.add_template("message.html", include_str!("pages/message.html"))?;
    pages.add_template("preferences.html", include_str!("pages/preferences.html"))?;
    Ok(pages)
});

/// The page `file` with these values, which have a `look`.
///
/// # Errors
/// `Internal` when the file and its values do not fit together.
pub(crate) fn page(status: u16, file: &str, look: &Look, values: &impl Serialize) -> Result<Response, Error> {
    let pages = PAGES.as_ref().map_err(Error::internal)?;
    let html = pages.get_template(file).and_then(|page| page.render(Serde(values))).map_err(Error::internal)?;
    Ok(guarded(Response::html(status, html), look.image_origin()))
}

/// The headers of every answer to a link.
pub(crate) fn guarded(response: Response, image_origin: Option<&str>) -> Response {
    let response = if response.status() == 503 { response.with_header("retry-after", "60") } else { response };
    let images = image_origin.map(|origin| format!("img-src {origin}; ")).unwrap_or_default();
    let policy =
        format!("default-src 'none'; {images}style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    response
        .with_header("cache-control", "no-store")
        .with_header("content-security-policy", policy)
        .with_header("referrer-policy", "no-referrer")
        .with_header("x-robots-tag", "noindex")
}
