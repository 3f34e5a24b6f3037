//! `Custom::Migrate`: brings the schema up to date before any other function changes.

use engine::Engine;
use engine::operations::app_role::AppRole;
use engine::operations::migrate::migrate;
use platform::Error;
use platform::database::Database;
use serde_json::{Value, json};

use crate::custom_resource;

/// Data `{SchemaVersion}`, on which every other function depends.
pub(crate) async fn handle(_: &Engine, event: Value) -> Result<Value, Error> {
    custom_resource::run("sounder-migrate", event, async {
        let owner = Database::from_environment("OWNER_DATABASE_SECRET_ARN");
        let migrated = migrate(&owner, &AppRole::from_environment("DATABASE_SECRET_ARN").await?).await?;
        tracing::info!(version = migrated.schema_version, applied = ?migrated.applied, partitions = migrated.partitions, "schema is up to date");
        Ok(json!({"SchemaVersion": migrated.schema_version.to_string()}))
    })
    .await
}
