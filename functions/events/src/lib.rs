//! Handler name → function of the area `events`.

mod answer;
mod ingest_event;
mod ingest_event_batch;

platform::handlers! { http ingest_event, http ingest_event_batch }
