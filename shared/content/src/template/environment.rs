//! The template language as mails get it: strict, escaped, bounded.

use std::fmt::Write;

use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::{date, filters, money};

/// Steps that one body may take: a receipt of 1,000 lines needs about 50,000.
const FUEL: u64 = 500_000;

/// Ten nested includes: minijinja counts an include as 10 frames, and a macro call as 4.
const RECURSION_LIMIT: usize = 10 * 10;

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escaping {
    /// Into MJML: always escaped, also inside `{% autoescape false %}`.
    Html,
    /// Into subject, preheader and text: as they are.
    None,
}

/// An environment without templates. `locale` and `time_zone` are the defaults of `money` and `date`.
pub(crate) fn environment(escaping: Escaping, locale: &str, time_zone: &str) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(RECURSION_LIMIT);
    environment.set_debug(true); // errors then know the place of the expression
    environment.set_auto_escape_callback(move |_| match escaping {
        Escaping::Html => AutoEscape::Html,
        Escaping::None => AutoEscape::None,
    });
    environment.set_formatter(move |output, _: &mut State<'_, '_>, value| write_value(output, escaping, value));
    // A value that may skip escaping is how markup gets injected; `debug` would print the whole context.
    environment.remove_filter("safe");
    environment.remove_filter("escape");
    environment.remove_filter("e");
    environment.remove_global("debug");
    environment.add_filter("default", filters::default);
    environment.add_filter("d", filters::default);
    environment.add_filter("truncate", filters::truncate);
    environment.add_filter("pluralize", filters::pluralize);
    let (for_money, for_date) = (locale.to_owned(), time_zone.to_owned());
    environment.add_filter("money", move |amount: &Value, currency: &str| money::money(amount, currency, &for_money));
    environment.add_filter("date", move |moment: &Value, format: Option<&str>, zone: Option<&str>| {
        date::date(moment, format, zone.unwrap_or(&for_date))
    });
    environment
}

/// Writes one `{{ … }}`. An absent optional value is an error rather than the word "none" in somebody's mail.
fn write_value(output: &mut Output<'_>, escaping: Escaping, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        let detail = "the value is absent; guard it with `{% if … %}` or `| default(\"…\")`";
        return Err(Error::new(ErrorKind::InvalidOperation, detail));
    }
    if escaping == Escaping::None || value.is_safe() {
        return write!(output, "{value}").map_err(Error::from);
    }
    let owned;
    let text = match value.as_str() {
        Some(text) => text,
        None => {
            owned = value.to_string();
            &owned
        }
    };
    write_escaped(output, text).map_err(Error::from)
}

/// `text` as [`write_value`] writes it into HTML.
pub(crate) fn html_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let _ = write_escaped(&mut out, text);
    out
}

/// Escapes for element content and quoted attributes. `/` stays, so that links are readable in the source.
/// Characters that no markup may contain, such as U+0008, are left out: MJML would be refused because of them, and
/// one odd character in a name must not cost a mail.
fn write_escaped(output: &mut impl Write, text: &str) -> std::fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        output.write_str(&rest[..at])?;
        let special = rest[at..].chars().next().unwrap_or_default();
        output.write_str(match special {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => "",
        })?;
        rest = &rest[at + special.len_utf8()..];
    }
    output.write_str(rest)
}

fn is_special(character: char) -> bool {
    let forbidden = character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}');
    forbidden || matches!(character, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}')
}
