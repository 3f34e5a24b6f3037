//! A fresh database per test, copied from a template that holds the migrated schema.

use tokio_postgres::{Client, NoTls};

/// Serialises the making of the template among test processes.
const LOCK: i64 = 0x0073_6f75_6e64_6572;

/// A database of its own for one test.
pub struct TestDatabase {
    pub name: String,
    pub url: String,
    pub client: Client,
}

/// URL of a server on which the tests may create databases, without a database's name.
pub fn server_url() -> String {
    std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL names a server for tests; ./dev test sets it")
}

pub async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the test database answers");
    tokio::spawn(connection);
    client
}

impl TestDatabase {
    /// A database with the whole schema.
    pub async fn create() -> Self {
        let template = template().await;
        Self::copy_of(Some(&template)).await
    }

    /// A database without anything in it.
    pub async fn empty() -> Self {
        Self::copy_of(None).await
    }

    async fn copy_of(template: Option<&str>) -> Self {
        let server = connect(&format!("{}/postgres", server_url())).await;
        let name = format!("test_{}", uuid::Uuid::now_v7().simple());
        // Copied as files: hundreds of copies as WAL, which is the default, are gigabytes of it
        let copy = template.map(|template| format!(" template {template} strategy file_copy")).unwrap_or_default();
        server.batch_execute(&format!("create database {name}{copy}")).await.expect("a fresh database");
        let url = format!("{}/{name}", server_url());
        let client = connect(&url).await;
        Self { name, url, client }
    }

    /// The only value of a one-row, one-column query, as text.
    pub async fn text(&self, sql: &str) -> String {
        let row = self.client.query_one(&format!("select ({sql})::text"), &[]).await.expect(sql);
        row.get::<_, Option<String>>(0).unwrap_or_else(|| "null".into())
    }

    /// Number of rows of a table, with an optional `where …`.
    pub async fn count(&self, from: &str) -> i64 {
        self.client.query_one(&format!("select count(*) from {from}"), &[]).await.expect(from).get(0)
    }

    pub async fn execute(&self, sql: &str) {
        self.client.batch_execute(sql).await.expect(sql);
    }

    /// Publishes two lists, as `publish` would: `product-updates` (opt-out), `broadcast` (opt-in), and one disabled.
    pub async fn with_lists(self) -> Self {
        self.execute(
            "insert into list_configs (list_id, name, default_opt_in, definition_hash, position, file_enabled) values
               ('product-updates', 'Product updates', true, sha256('p'), 1, true),
               ('broadcast', 'Broadcast', false, sha256('b'), 2, true),
               ('old-news', 'Old news', true, sha256('o'), 3, false)",
        )
        .await;
        self
    }
}

/// The migrations in order, as one script.
pub fn schema() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("migrations/").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    files.iter().map(|path| std::fs::read_to_string(path).expect("a migration")).collect()
}

async fn template() -> String {
    use sha2::{Digest, Sha256};
    let schema = schema();
    let hash: String = Sha256::digest(schema.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("template_{hash}");
    let server = connect(&format!("{}/postgres", server_url())).await;
    server.execute("select pg_advisory_lock($1)", &[&LOCK]).await.expect("the lock of the template");
    let known = server.query_opt("select 1 from pg_database where datname = $1", &[&name]).await.expect("databases");
    if known.is_none() {
        let making = format!("{name}_making");
        server.batch_execute(&format!("drop database if exists {making}")).await.expect("dropped");
        server.batch_execute(&format!("create database {making}")).await.expect("created");
        let client = connect(&format!("{}/{making}", server_url())).await;
        client.batch_execute(&schema).await.expect("the schema runs");
        drop(client);
        // The connection's end is seen by the server a moment later.
        for _ in 0..100 {
            if server.batch_execute(&format!("alter database {making} rename to {name}")).await.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    server.execute("select pg_advisory_unlock($1)", &[&LOCK]).await.expect("unlocked");
    name
}
