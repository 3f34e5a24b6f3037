//! Metrics by CloudWatch's embedded metric format: one JSON line on stdout, no API call.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// The unit of a metric, as CloudWatch names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// How many.
    Count,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Percent.
    Percent,
}

/// Writes one value of a metric: namespace `Sounder`, dimension `Stack` (variable `STACK_NAME`).
pub fn emit(name: &str, value: f64, unit: Unit) {
    let stack = std::env::var("STACK_NAME").unwrap_or_else(|_| "local".into());
    println!("{}", line(&stack, name, value, unit));
}

/// [`emit`] with one more dimension, e.g. `Source` = `mail-bulk`. Each of its values is a metric of its own, and is paid for.
pub fn emit_by(dimension: &str, of: &str, name: &str, value: f64, unit: Unit) {
    let stack = std::env::var("STACK_NAME").unwrap_or_else(|_| "local".into());
    let mut line = line(&stack, name, value, unit);
    line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] = json!([["Stack", dimension]]);
    line[dimension] = of.into();
    println!("{line}");
}

fn line(stack: &str, name: &str, value: f64, unit: Unit) -> Value {
    let at_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    json!({
        "_aws": {"Timestamp": at_ms, "CloudWatchMetrics": [{
            "Namespace": "Sounder", "Dimensions": [["Stack"]],
            "Metrics": [{"Name": name, "Unit": format!("{unit:?}")}],
        }]},
        "Stack": stack,
        name: value,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line_names_its_metric_and_its_stack() {
        let line = super::line("prod", "OldestDueOutboxSeconds", 2.5, super::Unit::Seconds);
        assert_eq!(line["OldestDueOutboxSeconds"].to_string(), "2.5");
        assert_eq!(line["Stack"], "prod");
        assert_eq!(line["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Unit"], "Seconds");
    }
}
