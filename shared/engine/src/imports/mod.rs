//! Imports of contacts, suppressions and unsubscribes from files in S3. The one writer of import jobs, their chunks and
//! their errors.
//!
//! A job is split once, set-based work in chunks follows: `start` → message → `split` → a message per chunk → `chunk` →
//! the last one closes the job. Messages carry ids alone. Every step may be lost, doubled or killed: splitting goes on at
//! the cursor that was saved with its chunks, a chunk at the position that was committed with its rows, and `sweep`
//! finds what nobody works on.

mod chunk;
mod contacts;
mod group;
mod opt_outs;
mod split;
mod start;
mod suppressions;
mod sweep;
mod view;

use domain::import::options::Options;
use platform::Error;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::outbox::Message;

pub use chunk::Worked;
pub use queries::queries::imports::ImportErrors as ImportError;
pub use split::Split;
pub use start::{ImportBody, MAX_INLINE_BYTES, MAX_UPLOAD_BYTES, StartRequest, Started, Upload, UploadBody};
pub use sweep::SweptImports;
pub use view::{Import, ImportPage, unknown, wire_status};

/// What a job keeps besides its columns.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Params {
    options: Options,
    /// The file as it was when the job was started; another one under its key is not read.
    etag: String,
    bytes: u64,
}

impl Params {
    fn read(value: Value) -> Result<Self, Error> {
        serde_json::from_value(value).map_err(Error::internal)
    }

    fn write(&self) -> Result<Value, Error> {
        serde_json::to_value(self).map_err(Error::internal)
    }
}

fn object_key(job: Uuid) -> String {
    format!("imports/{job}")
}

/// Asks for the next step of a job: its splitting, or one of its chunks.
fn message(job: Uuid, chunk: Option<i32>) -> Message {
    let mut payload = json!({"v": 1, "kind": "import", "job_id": job});
    if let Some(chunk) = chunk {
        payload["chunk_no"] = chunk.into();
    }
    Message { topic: "jobs", payload }
}
