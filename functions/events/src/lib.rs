//! Handler name → function of the area `events`.

mod answer;
mod description;
mod ingest_event;
mod ingest_event_batch;

pub use self::description::describe;

platform::handlers! { http ingest_event, http ingest_event_batch }
