//! Handler name → function of the area `operations`.

mod custom_resource;
mod description;
mod docs;
mod drain_dead_letters;
mod erase_contact;
mod health;
mod import_contacts;
mod maintain;
mod migrate;
mod not_found;
mod openapi;
mod publish;
mod reaper;
mod rekey_contact;
mod relay_outbox;

pub use self::description::describe;
pub use self::health::note_start;

platform::handlers! {
    http docs,
    http health,
    http not_found,
    http openapi,
    queue import_contacts,
    queue rekey_contact,
    task drain_dead_letters,
    task erase_contact,
    task maintain,
    task migrate,
    task publish,
    task reaper,
    task relay_outbox,
}
