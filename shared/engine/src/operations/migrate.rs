//! The schema: migrations are embedded in the binary and applied by one function alone, before any other changes.

use platform::Error;
use platform::database::{Client, Database};
use queries::queries::release::{lock_migrations, unlock_migrations};
use refinery::error::Kind;

use super::{app_role, maintain};
use crate::events::retention::EventRetention;

/// The ledger of applied migrations, made by the migration tool.
const LEDGER: &str = "schema_migrations";

#[allow(missing_docs, unreachable_pub)]
mod embedded {
    refinery::embed_migrations!("../../migrations");
}

/// What a migration did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The version that the schema has now.
    pub schema_version: i32,
    /// Names of the migrations that were applied now.
    pub applied: Vec<String>,
    /// Partitions of events that were made.
    pub partitions: i32,
}

/// Version and name of each migration of this build.
pub fn required() -> Vec<(i32, String)> {
    let runner = embedded::migrations::runner();
    let mut known: Vec<_> =
        runner.get_migrations().iter().map(|migration| (migration.version(), migration.to_string())).collect();
    known.sort();
    known
}

/// Brings the schema up to date: migrations, the months of events, the functions' role and its settings.
///
/// `owner` owns the schema; `app` is the role of all other functions, from the secret of that ARN. Repeated it changes
/// nothing; at once with another it waits. A database ahead of this build is left alone, so that a rolled-back stack
/// works.
///
/// # Errors
/// `Internal` with a sentence for whoever deploys: above all when an applied migration is not the one of this build.
pub async fn migrate(owner: &Database, app: &app_role::AppRole) -> Result<Migrated, Error> {
    let mut client = owner.client().await?;
    lock_migrations().bind(&client).one().await?;
    let outcome = migrate_locked(&mut client, owner, app).await;
    // On an error the connection may be inside anything; dropping it out of the pool frees the lock as well.
    if outcome.is_ok() {
        unlock_migrations().bind(&client).one().await?;
    } else {
        drop(Client::take(client));
    }
    outcome
}

async fn migrate_locked(client: &mut Client, owner: &Database, app: &app_role::AppRole) -> Result<Migrated, Error> {
    let mut runner = embedded::migrations::runner().set_abort_divergent(true).set_abort_missing(false);
    runner.set_migration_table_name(LEDGER);
    let report = runner.run_async(&mut ***client).await.map_err(|error| explain(&error))?;
    let applied: Vec<String> = report.applied_migrations().iter().map(ToString::to_string).collect();
    let partitions = maintain::partitions::ensure(owner, EventRetention::from_environment(), None).await?;
    app_role::grant(client, app).await?;
    app_role::settle(app).await?;
    let schema_version = required().last().map_or(0, |(version, _)| *version);
    Ok(Migrated { schema_version, applied, partitions })
}

fn explain(error: &refinery::Error) -> Error {
    match error.kind() {
        Kind::DivergentVersion(applied, _) => Error::internal(format!(
            "migration {applied} was applied to this database with another text than the one of this build. Applied migrations \
             must never be edited: restore the file and put the change into a new migration. Nothing was changed"
        )),
        Kind::Connection(what, source) => {
            let detail = source.downcast_ref::<tokio_postgres::Error>().and_then(tokio_postgres::Error::as_db_error);
            let detail = detail.map_or_else(
                || source.to_string(),
                |refused| format!("{} ({})", refused.message(), refused.code().code()),
            );
            Error::internal(format!("migration failed and was rolled back: {what}: {detail}"))
        }
        other => Error::internal(format!("migration failed: {other}")),
    }
}
