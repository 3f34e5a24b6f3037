//! The pool, made for functions that are frozen between calls: one or two connections, opened at first use,
//! replaced when they turn out to be dead, with the secret read again when the password was rotated.

mod connect;
mod tls;
mod transaction;

use std::future::Future;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, Timeouts};
use rand::Rng;

use connect::Connector;
pub use connect::Source;
pub use transaction::Transaction;

use crate::{Error, deadline};

/// A pooled connection outside of any transaction; each statement commits alone.
pub type Client = deadpool_postgres::Client;

const CONNECT: Duration = Duration::from_secs(2);
/// For a connection that others of the same process hold.
const MAX_WAIT: Duration = Duration::from_secs(5);
/// The whole transaction is run at most so many times.
const MAX_RUNS: u32 = 5;
/// Jitter before a repetition.
const JITTER_MS: std::ops::Range<u64> = 20..200;

/// Postgres, reached through a small pool.
pub struct Database {
    pool: Pool,
    connector: Connector,
    session_timeouts: bool,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Database({} connections)", self.pool.status().size)
    }
}

impl Database {
    /// The database whose secret's ARN stands in that variable. Nothing is read before the first use.
    pub fn from_environment(secret_arn_variable: &str) -> Self {
        let arn = std::env::var(secret_arn_variable).unwrap_or_default();
        let tls = std::env::var("DATABASE_TLS").map_or(true, |mode| mode != "disable");
        let session_timeouts = std::env::var("DATABASE_SESSION_TIMEOUTS").map_or(true, |mode| mode != "off");
        Self::new(Source::Secret { arn, tls }, 2, session_timeouts)
    }

    /// A database by URL without TLS, for tests and tools.
    ///
    /// # Errors
    /// The URL does not parse.
    pub fn connect_to(url: &str, connections: usize) -> Result<Self, Error> {
        let config: tokio_postgres::Config = url.parse()?;
        Ok(Self::new(Source::Fixed(Box::new(config)), connections, true))
    }

    /// A database from a source of connection settings.
    pub fn new(source: Source, connections: usize, session_timeouts: bool) -> Self {
        let connector = Connector::new(source);
        let settings = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_connect(tokio_postgres::Config::new(), connector.clone(), settings);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts { wait: Some(MAX_WAIT), create: Some(CONNECT * 2), recycle: Some(CONNECT) })
            .build();
        // `build` fails only without a runtime although time-outs are set; one is set above.
        let pool = pool.unwrap_or_else(|error| unreachable!("pool: {error}"));
        Self { pool, connector, session_timeouts }
    }

    /// A pooled connection. It may turn out to be dead: the socket of an environment that was frozen usually is when
    /// it thaws; see [`Database::first`]. After a refused password the secret is read again, once.
    ///
    /// # Errors
    /// `Unavailable` when no connection can be had.
    pub async fn client(&self) -> Result<Client, Error> {
        self.connector.prepare(false).await?;
        let refused = match self.pool.get().await {
            Err(error) if is_authentication_failure(&error) => {
                self.connector.prepare(true).await?;
                self.pool.get().await
            }
            outcome => outcome,
        };
        refused.map_err(|error| Error::unavailable(5, format!("no connection: {}", describe(&error))))
    }

    /// Runs one statement that may be repeated, on a fresh connection if the pooled one turns out to be dead.
    /// The first statement of an invocation goes through here.
    ///
    /// # Errors
    /// Those of the statement.
    pub async fn first<T, F, Fut>(&self, statement: F) -> Result<T, Error>
    where
        F: Fn(Client) -> Fut,
        Fut: Future<Output = Result<T, Error>>,
    {
        match statement(self.client().await?).await {
            Err(error) if error.is_connection_loss() => {
                // All pooled sockets are as old as this one.
                self.pool.retain(|_, _| false);
                statement(self.client().await?).await
            }
            outcome => outcome,
        }
    }

    /// A transaction that has begun, with its time-outs set.
    ///
    /// # Errors
    /// `Unavailable` when no connection can be had.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        self.begin_with(|transaction| transaction).await
    }

    /// The same, with settings that hold from the start: those given to a transaction that has begun have no effect.
    ///
    /// # Errors
    /// `Unavailable` when no connection can be had.
    pub async fn begin_with(&self, settings: fn(Transaction) -> Transaction) -> Result<Transaction, Error> {
        let transaction = settings(self.unbegun().await?);
        match transaction.start().await {
            Err(error) if error.is_connection_loss() => {
                drop(transaction);
                self.pool.retain(|_, _| false);
                let transaction = settings(self.unbegun().await?);
                transaction.start().await?;
                Ok(transaction)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(transaction),
        }
    }

    /// A transaction whose `start` the caller sends in one pipeline with its first statements.
    ///
    /// # Errors
    /// `Unavailable` when no connection can be had.
    pub async fn unbegun(&self) -> Result<Transaction, Error> {
        Ok(Transaction::new(self.client().await?, self.session_timeouts))
    }

    /// Closes idle connections, as a freeze does.
    pub fn forget_connections(&self) {
        self.pool.retain(|_, _| false);
    }
}

/// Closes a connection whose statement was not waited for: the next one would wait behind it.
pub fn close(client: Client) {
    drop(Client::take(client));
}

/// Runs a whole transaction, and again while it fails in a way that a repetition may cure, at most five times and
/// never beyond the invocation's deadline. A connection that broke before the commit is such a way; one that broke
/// during the commit is `Unavailable`, because the commit may have been made.
///
/// # Errors
/// `Unavailable` when the repetitions are used up; any other error as it is.
pub async fn retrying<T, F, Fut>(work: F) -> Result<T, Error>
where
    F: Fn() -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    let deadline = deadline::current();
    let mut runs = 0;
    loop {
        let outcome = work().await;
        runs += 1;
        let Err(error) = outcome else { return outcome };
        if !error.is_retryable() && !error.is_connection_loss() {
            return Err(match error {
                cancelled if is_timeout(&cancelled) => Error::unavailable(1, cancelled),
                other => other,
            });
        }
        let pause = Duration::from_millis(rand::rng().random_range(JITTER_MS));
        if runs >= MAX_RUNS || deadline.remaining() <= pause {
            return Err(Error::unavailable(1, format!("gave up after {runs} runs: {error}")));
        }
        tokio::time::sleep(pause).await;
    }
}

fn is_timeout(error: &Error) -> bool {
    matches!(error, Error::Database(error) if error.code() == Some(&tokio_postgres::error::SqlState::QUERY_CANCELED))
}

fn is_authentication_failure(error: &PoolError) -> bool {
    use tokio_postgres::error::SqlState;
    let PoolError::Backend(error) = error else { return false };
    error
        .code()
        .is_some_and(|code| [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION].contains(code))
}

fn describe(error: &PoolError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
