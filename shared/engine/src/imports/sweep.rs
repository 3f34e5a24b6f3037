//! The sweep of imports: what lost its message, or its worker, is asked for again; what is done is closed.

use platform::Error;
use queries::queries::imports as sql;

use super::message;
use crate::Engine;
use crate::outbox::enqueue;

/// What one pass of the sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweptImports {
    /// Steps that were asked for again.
    pub asked: usize,
    /// Jobs that turned out to have ended.
    pub closed: usize,
}

impl Engine {
    /// One pass: asks again for splits and chunks (≤ 2 000) of which nothing was heard for a quarter of an hour, gives up
    /// files and chunks that ten attempts could not do, closes jobs whose last worker was killed before it could, and ends
    /// uploads that nobody started within a day. Harmless when two run at once: rows are picked with `skip locked` and
    /// marked.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep_imports(&self) -> Result<SweptImports, Error> {
        let fixed = self.clock.fixed();
        let transaction = self.database.begin().await?;
        let client = &*transaction;
        sql::forget_uploads().bind(client, &fixed).all().await?;
        sql::give_up_splits().bind(client, &fixed).all().await?;
        sql::give_up_chunks().bind(client).all().await?;
        let splits = sql::silent_splits().bind(client).all().await?;
        let chunks = sql::silent_chunks().bind(client).all().await?;
        let splits = splits.into_iter().map(|job| message(job, None));
        let messages: Vec<_> =
            splits.chain(chunks.into_iter().map(|chunk| message(chunk.job_id, Some(chunk.chunk_no)))).collect();
        let asked = messages.len();
        let enqueued = enqueue(&transaction, messages).await?;
        transaction.commit().await?;
        self.send_after_commit(enqueued).await;

        let client = self.database.client().await?;
        let closable = sql::closable_imports().bind(&client).all().await?;
        drop(client);
        let mut closed = 0;
        // A statement per import that ends in this very minute: there are few, and each is a compare-and-set of its own.
        for job in closable {
            closed += usize::from(self.close_import(job).await?);
        }
        Ok(SweptImports { asked, closed })
    }
}
