//! What several of these tests begin with.

use std::path::{Path, PathBuf};

use engine::operations::app_role::AppRole;
use engine::operations::migrate::{Migrated, migrate};
use engine::{Clock, Engine};
use platform::Error;
use platform::database::Database;
use tests::TestDatabase;
use tests::database::server_url;

/// Password of every functions' role that a test makes.
pub const PASSWORD: &str = "only for tests";

/// A functions' role of its own for a database.
pub fn role_of(database: &TestDatabase) -> String {
    format!("app_{}", database.name)
}

/// URL of a database as another user.
pub fn url_as(user: &str, password: &str, database: &str) -> String {
    let server = server_url();
    let host = server.rsplit_once('@').map_or(server.as_str(), |(_, host)| host);
    format!("postgres://{user}:{}@{host}/{database}", password.replace(' ', "%20"))
}

/// Migrates a database, with a functions' role of its own.
pub async fn migrated(database: &TestDatabase) -> Result<Migrated, Error> {
    let owner = Database::connect_to(&database.url, 2)?;
    let name = role_of(database);
    let app = Database::connect_to(&url_as(&name, PASSWORD, &database.name), 1)?;
    migrate(&owner, &AppRole { name, password: PASSWORD.into(), database: app }).await
}

/// An empty database after its migration.
pub async fn migrated_database() -> TestDatabase {
    let database = TestDatabase::empty().await;
    migrated(&database).await.expect("migrated");
    database
}

pub fn engine_on(database: &TestDatabase) -> Engine {
    Engine::for_tests(&database.url, Clock::Database).expect("an engine")
}

/// The starter content.
pub fn starter_content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

/// A copy of the starter content that the test may change.
pub fn content_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&starter_content(), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            std::fs::create_dir(&target).expect("made");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}
