//! Handler name → function of the area `operations`.

mod custom_resource;
mod health;
mod migrate;
mod not_found;
mod publish;
mod relay_outbox;

pub use health::note_start;

platform::handlers! {
    http health,
    http not_found,
    task migrate,
    task publish,
    task relay_outbox,
}
