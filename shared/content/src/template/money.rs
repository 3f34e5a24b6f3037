//! The filter `money`: decimal amounts, exact, in the form of the mail's language.

use minijinja::{Error, ErrorKind, Value};

use super::filters::text_of;

/// `amount | money("EUR")`: an amount in the currency's main unit (12.5 or "12.50", not cents), rounded half up to
/// the currency's digits. The text is never taken through a float.
pub(super) fn money(amount: &Value, currency: &str, locale: &str) -> Result<String, Error> {
    let text = text_of(amount, "money")?;
    let wrong = |what: String| Error::new(ErrorKind::InvalidOperation, what);
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(wrong(format!("money wants a currency such as \"EUR\", not {currency:?}")));
    }
    let (negative, whole, fraction) =
        decimal(&text, digits_of(currency)).ok_or_else(|| wrong(format!("money wants a number, not {text:?}")))?;
    let style = Style::of(locale);
    let mut number = grouped(&whole, style.group);
    if !fraction.is_empty() {
        number.push(style.point);
        number.push_str(&fraction);
    }
    let minus = if negative { "-" } else { "" };
    let symbol = symbol_of(currency);
    Ok(match (style.symbol_first, symbol) {
        (true, Some(symbol)) => format!("{minus}{symbol}{number}"),
        (true, None) => format!("{minus}{currency}\u{a0}{number}"),
        (false, symbol) => format!("{minus}{number}\u{a0}{}", symbol.unwrap_or(currency)),
    })
}

/// Sign, whole part and fraction of exactly `digits` digits; `None` when `text` is no decimal number.
fn decimal(text: &str, digits: usize) -> Option<(bool, String, String)> {
    let text = text.trim();
    let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|e| e.abs() <= 30)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() + fraction.len() > 60 || !plain(whole) || !plain(fraction) {
        return None;
    }
    // All digits with the decimal point moved by the exponent, padded so that it lies inside.
    let point = whole.len() as i32 + exponent;
    let mut all = format!("{}{whole}{fraction}", "0".repeat((1 - point).max(0) as usize));
    let point = point.max(1) as usize;
    while all.len() < point + digits + 1 {
        all.push('0');
    }
    let round_up = all.as_bytes()[point + digits] >= b'5';
    let mut kept: Vec<u8> = all.as_bytes()[..point + digits].to_vec();
    if round_up {
        increment(&mut kept);
    }
    let kept = String::from_utf8(kept).ok()?;
    let (whole, fraction) = kept.split_at(kept.len() - digits);
    let whole = whole.trim_start_matches('0');
    let zero = whole.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some((negative && !zero, whole.to_owned(), fraction.to_owned()))
}

/// Adds one to a number in decimal digits.
fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

fn grouped(whole: &str, separator: char) -> String {
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Digits after the point (ISO 4217).
fn digits_of(currency: &str) -> usize {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Only symbols that name one currency; the others show their code.
fn symbol_of(currency: &str) -> Option<&'static str> {
    Some(match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        "ILS" => "₪",
        "VND" => "₫",
        "UAH" => "₴",
        _ => return None,
    })
}

/// How a language writes amounts.
struct Style {
    symbol_first: bool,
    group: char,
    point: char,
}

impl Style {
    fn of(locale: &str) -> Self {
        let (symbol_first, group, point) = match locale.split('-').next().unwrap_or_default() {
            "de" | "es" | "it" | "nl" | "pt" | "da" | "id" | "tr" | "el" | "sl" | "hr" | "ro" => (false, '.', ','),
            "fr" | "pl" | "cs" | "sk" | "ru" | "uk" | "sv" | "nb" | "no" | "fi" | "hu" | "bg" => (false, '\u{a0}', ','),
            "he" | "ar" | "fa" => (false, ',', '.'),
            _ => (true, ',', '.'),
        };
        Self { symbol_first, group, point }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(amount: impl Into<Value>, currency: &str, locale: &str) -> String {
        money(&amount.into(), currency, locale).unwrap()
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        assert_eq!(shown(12.5, "EUR", "en"), "€12.50");
        assert_eq!(shown(1234567, "USD", "en-US"), "$1,234,567.00");
        assert_eq!(shown("1999.5", "JPY", "en"), "¥2,000");
        assert_eq!(shown("0.0005", "KWD", "en"), "KWD\u{a0}0.001");
        assert_eq!(shown("9.995", "CHF", "de"), "10,00\u{a0}CHF");
        assert_eq!(shown("1234.5", "EUR", "fr"), "1\u{a0}234,50\u{a0}€");
    }

    #[test]
    fn amounts_are_exact_and_signed() {
        assert_eq!(shown("12345678901234567.89", "USD", "en"), "$12,345,678,901,234,567.89");
        assert_eq!(shown("-3.14159", "USD", "en"), "-$3.14");
        assert_eq!(shown("-0.001", "USD", "en"), "$0.00");
        assert_eq!(shown("1.5e2", "USD", "en"), "$150.00");
        assert_eq!(shown("5e-1", "USD", "en"), "$0.50");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for (amount, currency) in [("ten", "EUR"), ("1,5", "EUR"), ("", "EUR"), ("1", "euro")] {
            assert!(money(&Value::from(amount), currency, "en").is_err(), "{amount} {currency}");
        }
        assert!(money(&Value::from(()), "EUR", "en").is_err());
    }
}
