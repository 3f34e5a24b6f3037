//! The audit log: who changed what, and who tried to. Rows are written here alone and never changed; the functions'
//! database role cannot update or delete them.

use std::net::IpAddr;

use platform::Error;
use platform::database::Client;
use queries::client::Params;
use queries::queries::audit::{InsertAuditParams, insert_audit};
use serde_json::Value;

use super::caller::Caller;

/// Where an administrative request came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The caller's address as the gateway saw it; headers of the caller are not believed.
    pub ip: Option<IpAddr>,
    /// The request's id.
    pub request_id: Option<String>,
}

/// A change that somebody wants to make.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// From a closed list, e.g. `apikey.create`.
    pub action: &'static str,
    /// The kind of thing, e.g. `apikey`.
    pub resource: &'static str,
    /// Which one, if it is known.
    pub resource_id: Option<String>,
    /// Where it came from.
    pub origin: Origin,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done; the row commits with the change.
    Done,
    /// The caller lacked the scope; nothing changed.
    Denied,
}

/// Writes the row of an attempt. `client` is the transaction of the change; a denied attempt has none and commits alone.
/// `detail` holds no secret.
///
/// # Errors
/// Those of the database.
pub async fn record(
    client: &Client,
    caller: &Caller,
    attempt: &Attempt,
    outcome: Outcome,
    detail: &Value,
) -> Result<(), Error> {
    let outcome = match outcome {
        Outcome::Done => "done",
        Outcome::Denied => "denied",
    };
    let row = InsertAuditParams {
        actor_type: "key",
        actor: caller.name.as_str(),
        actor_key_id: caller.key_uuid,
        action: attempt.action,
        outcome,
        resource: attempt.resource,
        resource_id: attempt.resource_id.as_deref(),
        detail,
        ip: attempt.origin.ip.map(|ip| ip.to_string()),
        request_id: attempt.origin.request_id.as_deref(),
    };
    insert_audit().params(client, &row).await?;
    Ok(())
}
