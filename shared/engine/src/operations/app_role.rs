//! The database role of all functions but `migrate`: no DDL, and append only where a log must not be rewritten.

use platform::database::{Client, Database};
use platform::{Error, secrets};
use queries::queries::release::app_role;
use serde_json::Value;

/// Time-outs for sessions in which nothing sets them (behind a pooler that pins sessions at every SET), no compilation
/// of plans (generic plans of long statements otherwise spent 0.7 s of 1.4 s on it, measured on PostgreSQL 15), and an
/// end for the sessions of frozen environments.
const ROLE_SETTINGS: &str = "alter role current_user set lock_timeout = '2s'; \
     alter role current_user set statement_timeout = '8s'; \
     alter role current_user set idle_in_transaction_session_timeout = '10s'; \
     alter role current_user set jit = off; \
     alter role current_user set idle_session_timeout = '5min'";

/// The role, and how to connect as it.
#[derive(Debug)]
pub struct AppRole {
    /// Its name.
    pub name: String,
    /// Its password, of the functions' secret.
    pub password: String,
    /// The database through it.
    pub database: Database,
}

impl AppRole {
    /// The role of the secret whose ARN stands in that variable.
    ///
    /// # Errors
    /// The secret cannot be read, or has no user name and password.
    pub async fn from_environment(secret_arn_variable: &str) -> Result<Self, Error> {
        let arn = std::env::var(secret_arn_variable).unwrap_or_default();
        let secret: Value = serde_json::from_str(&secrets::get(&arn).await?)
            .map_err(|error| Error::internal(format!("database secret of the functions: {error}")))?;
        let text = |name: &str| {
            let missing = || Error::internal(format!("database secret of the functions: {name} is missing"));
            secret[name].as_str().map(str::to_owned).ok_or_else(missing)
        };
        Ok(Self {
            name: text("username")?,
            password: text("password")?,
            database: Database::from_environment(secret_arn_variable),
        })
    }
}

/// Makes the role if it is missing and grants it what the functions need; also on tables that came since.
///
/// A role that owns the schema itself gets nothing and loses nothing.
///
/// # Errors
/// `Internal` naming the statement's purpose, e.g. when the owner may not create roles.
pub async fn grant(owner: &Client, app: &AppRole) -> Result<(), Error> {
    // The password travels as its verifier, so that it cannot stand in the server's log.
    let verifier = postgres_protocol::password::scram_sha_256(app.password.as_bytes());
    for statement in app_role().bind(owner, &app.name, &verifier).all().await? {
        owner.batch_execute(&statement).await.map_err(|error| {
            let purpose: String = statement.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
            Error::internal(format!("database role {}: {purpose}: {}", app.name, Error::from(error)))
        })?;
    }
    Ok(())
}

/// Writes the role's own settings, through a connection as that role: nobody else needs the right to. It also shows that
/// the functions will be able to connect.
///
/// # Errors
/// `Internal` when the role cannot connect.
pub async fn settle(app: &AppRole) -> Result<(), Error> {
    let client = app.database.client().await.map_err(|error| {
        Error::internal(format!("database role {} cannot connect with the functions' secret: {error}", app.name))
    })?;
    client.batch_execute(ROLE_SETTINGS).await?;
    Ok(())
}
