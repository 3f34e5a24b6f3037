//! One step of an import: splits its file, or writes one chunk of it. Queue `jobs`.

use engine::Engine;
use platform::Error;
use platform::queue::Message;
use uuid::Uuid;

/// `{v: 1, kind: "import", job_id, chunk_no?}`. At least once: a lease on `jobs` admits one splitter, and a chunk's rows
/// commit with its position in `import_chunks`.
pub(crate) async fn handle(engine: &Engine, message: Message) -> Result<(), Error> {
    let job: Option<Uuid> = message.body["job_id"].as_str().and_then(|id| id.parse().ok());
    let (Some(job), Some("import")) = (job, message.body["kind"].as_str()) else {
        return Err(Error::internal("the message names no import"));
    };
    match message.body["chunk_no"].as_i64() {
        None => {
            let split = engine.split_import(job).await?;
            tracing::info!(job_id = %job, ?split, "import split");
        }
        Some(chunk) => {
            let chunk = i32::try_from(chunk).map_err(Error::internal)?;
            let worked = engine.import_chunk(job, chunk).await?;
            tracing::info!(job_id = %job, chunk, ?worked, "chunk of an import");
        }
    }
    Ok(())
}
