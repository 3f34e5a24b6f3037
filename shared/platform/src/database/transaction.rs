//! Transactions whose begin, time-outs and end are simple queries, so that generated statements keep the
//! connection's cache of prepared ones.

use std::ops::Deref;
use std::time::Duration;

use super::Client;
use crate::{Error, deadline};

/// No statement runs longer, whatever the deadline.
const MAX_STATEMENT: Duration = Duration::from_secs(8);

/// A connection inside a transaction. Dropped without [`Transaction::commit`] it is closed, and the server rolls back.
pub struct Transaction {
    client: Option<Client>,
    begin: String,
}

impl Transaction {
    pub(super) fn new(client: Client, session_timeouts: bool) -> Self {
        let begin = if session_timeouts {
            let statement_ms =
                deadline::current().remaining().clamp(Duration::from_millis(1), MAX_STATEMENT).as_millis();
            format!(
                "begin; set local lock_timeout = '2s'; set local statement_timeout = {statement_ms}; \
                 set local idle_in_transaction_session_timeout = '10s'"
            )
        } else {
            "begin".to_owned()
        };
        Self { client: Some(client), begin }
    }

    /// Lets statements run longer than eight seconds; for durable tasks, before [`Transaction::start`].
    #[must_use]
    pub fn with_statement_timeout(mut self, timeout: Duration) -> Self {
        if self.begin != "begin" {
            self.begin = format!(
                "begin; set local lock_timeout = '2s'; set local statement_timeout = {}; \
                 set local idle_in_transaction_session_timeout = '30s'",
                timeout.as_millis()
            );
        }
        self
    }

    /// Every statement of this transaction finds few rows by their keys. It is planned once per connection, not at each
    /// call, and by indexes whatever the statistics say: those of a young table are old, and a plan made then would
    /// read all of a table that has grown since.
    #[must_use]
    pub fn with_point_lookups(mut self) -> Self {
        if self.begin != "begin" {
            self.begin.push_str(
                "; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; set local jit = off",
            );
        }
        self
    }

    /// Every statement of this transaction is planned anew. For work that fills tables under its own plans: one that was
    /// made while a table was empty may read all of it for each key, and a connection keeps its plans.
    #[must_use]
    pub fn with_fresh_plans(mut self) -> Self {
        if self.begin != "begin" {
            self.begin.push_str("; set local plan_cache_mode = force_custom_plan; set local jit = off");
        }
        self
    }

    /// The commit does not wait for the disk: a crash may lose it. Only where that is harmless.
    #[must_use]
    pub fn without_durability(mut self) -> Self {
        if self.begin != "begin" {
            self.begin.push_str("; set local synchronous_commit = off");
        }
        self
    }

    /// Begins. Poll it first in a pipeline with statements that are already prepared.
    ///
    /// # Errors
    /// The connection is dead.
    pub async fn start(&self) -> Result<(), Error> {
        Ok(self.batch_execute(&self.begin).await?)
    }

    /// Commits and gives the connection back.
    ///
    /// # Errors
    /// When the connection breaks meanwhile the outcome is unknown: 503, and a repetition must be harmless.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.finish().await?;
        self.client = None;
        Ok(())
    }

    /// The last statement and, behind it in one pipeline, the commit; [`Transaction::close`] must follow.
    ///
    /// # Errors
    /// Those of the statement; as [`Transaction::commit`] when the connection breaks, since both may have been done.
    pub async fn finish_behind<T>(&self, last: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match tokio::try_join!(biased; last, self.finish()) {
            Ok((done, ())) => Ok(done),
            Err(lost) if lost.is_connection_loss() => Err(Error::unavailable(1, format!("commit: {lost}"))),
            Err(error) => Err(error),
        }
    }

    /// Commits, to be polled last in a pipeline; [`Transaction::close`] must follow when all of it succeeded.
    ///
    /// # Errors
    /// As [`Transaction::commit`].
    pub async fn finish(&self) -> Result<(), Error> {
        self.batch_execute("commit").await.map_err(|error| Error::unavailable(1, format!("commit: {error}")))
    }

    /// Gives the connection back after [`Transaction::finish`].
    pub fn close(mut self) {
        self.client = None;
    }

    /// Commits the success of the work, or rolls its failure back.
    ///
    /// # Errors
    /// The failure; those of [`Transaction::commit`].
    pub async fn end<T>(self, outcome: Result<T, Error>) -> Result<T, Error> {
        match outcome {
            Ok(done) => {
                self.commit().await?;
                Ok(done)
            }
            Err(error) => {
                self.rollback().await;
                Err(error)
            }
        }
    }

    /// Rolls back and gives the connection back; a broken connection is closed instead.
    pub async fn rollback(mut self) {
        if self.batch_execute("rollback").await.is_ok() {
            self.client = None;
        }
    }
}

impl Deref for Transaction {
    type Target = Client;

    fn deref(&self) -> &Client {
        match &self.client {
            Some(client) => client,
            None => unreachable!("a transaction keeps its connection until it ends"),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // Out of the pool: closing the socket is the only roll-back that cannot block.
            drop(Client::take(client));
        }
    }
}
