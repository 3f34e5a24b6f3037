//! Handler name → function of the area `operations`.

mod custom_resource;
mod health;
mod import_contacts;
mod migrate;
mod not_found;
mod publish;
mod reaper;
mod relay_outbox;

pub use health::note_start;

platform::handlers! {
    http health,
    http not_found,
    queue import_contacts,
    task migrate,
    task publish,
    task reaper,
    task relay_outbox,
}
