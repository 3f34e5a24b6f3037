//! `Custom::Publish`: checks the content folder and makes it the current release, after the functions changed.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use content::{Content, Finding};
use domain::refusal::Refusal;
use engine::Engine;
use engine::content::publish::Installation;
use platform::Error;
use serde_json::{Value, json};

use crate::custom_resource;

/// Where Lambda unpacks layers; what is in the content folder lies at the root of its layer.
const DEFAULT_PATH: &str = "/opt";
/// A file name with line and reason each; more would not fit into CloudFormation's reason.
const SHOWN_FINDINGS: usize = 20;

/// Data `{Release}`. An invalid file fails the deployment with file, line and reason, and nothing changes.
pub(crate) async fn handle(engine: &Engine, event: Value) -> Result<Value, Error> {
    custom_resource::run("sounder-publish", event, async {
        let content = load()?;
        let published = engine.publish(&content, &installation()?).await?;
        for warning in &published.warnings {
            tracing::warn!(warning, "content is doubtful");
        }
        tracing::info!(release = published.release, new = published.new, "content is published");
        Ok(json!({"Release": published.release.to_string()}))
    })
    .await
}

fn load() -> Result<Content, Refusal> {
    let path = variable("CONTENT_PATH").unwrap_or_else(|| DEFAULT_PATH.into());
    content::load(Path::new(&path)).map_err(|findings| refused(&findings))
}

fn refused(findings: &[Finding]) -> Refusal {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.is_error()).collect();
    let mut text = format!("The content folder has {} errors; nothing was published.", errors.len());
    for error in errors.iter().take(SHOWN_FINDINGS) {
        let _ = write!(text, "\n{error}");
    }
    Refusal::invalid("invalid_content", text)
}

fn installation() -> Result<Installation, Refusal> {
    let enabled_lists = variable("ENABLED_LISTS").filter(|names| names.trim() != "*").map(|names| names_in(&names));
    let confirmed_opt_in = variable("CONFIRM_OPT_IN_CHANGE").map(|names| names_in(&names)).unwrap_or_default();
    Ok(Installation {
        enabled_lists,
        confirmed_opt_in,
        public_base_url: public_base_url()?,
        source_commit: variable("SOURCE_COMMIT"),
    })
}

/// The owner's domain, or, for trials, the API's own address.
fn public_base_url() -> Result<Option<String>, Refusal> {
    let Some(url) = variable("PUBLIC_BASE_URL") else {
        let api = variable("API_URL");
        if api.is_some() {
            tracing::warn!(
                "PublicBaseUrl is empty: links of mails point at the API's own address and die with the stack"
            );
        }
        return Ok(api.map(|url| url.trim_end_matches('/').to_owned()));
    };
    let url = url.trim_end_matches('/');
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://127.0.0.1").map(|_| "local"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ']) => Ok(Some(url.to_owned())),
        _ => Err(Refusal::invalid(
            "invalid_public_base_url",
            format!("PublicBaseUrl must be https:// and a host without a path, not {url}"),
        )),
    }
}

fn names_in(list: &str) -> BTreeSet<String> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
