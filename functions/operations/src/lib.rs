//! Handler name → function of the area `operations`.

mod custom_resource;
mod description;
mod docs;
mod health;
mod migrate;
mod not_found;
mod openapi;
mod publish;
mod reaper;
mod relay_outbox;

pub use self::description::describe;
pub use health::{WIRE_VERSION, note_start};

platform::handlers! {
    http docs,
    http health,
    http not_found,
    http openapi,
    task migrate,
    task publish,
    task reaper,
    task relay_outbox,
}
