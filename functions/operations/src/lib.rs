//! Handler name → function of the area `operations`.

mod custom_resource;
mod drain_dead_letters;
mod erase_contact;
mod health;
mod import_contacts;
mod maintain;
mod migrate;
mod not_found;
mod publish;
mod reaper;
mod rekey_contact;
mod relay_outbox;

pub use health::note_start;

platform::handlers! {
    http health,
    http not_found,
    task drain_dead_letters,
    task maintain,
    queue import_contacts,
    task migrate,
    task publish,
    task reaper,
    task relay_outbox,
    queue rekey_contact,
    task erase_contact,
}
