//! Every five minutes: what SES says of the account.

use engine::Engine;
use platform::Error;
use serde_json::{Value, json};

/// What was found; an invocation that finds another one at work ends at once, with success. State-setting.
pub(crate) async fn handle(engine: &Engine, _: Value) -> Result<Value, Error> {
    let Some(account) = engine.refresh_ses_account().await? else { return Ok(json!({"worked": false})) };
    if !account.sending_enabled {
        tracing::error!(enforcement = account.enforcement, "SES does not send for this account");
    }
    tracing::info!(
        sandbox = account.sandbox,
        rate = account.rate_per_second,
        left = account.quota_left(),
        "SES account"
    );
    Ok(json!({"worked": true, "account": account}))
}
