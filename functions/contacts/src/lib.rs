//! Handler name → function of the area `contacts`.

mod delete_contact;
mod description;
mod find_contact;
mod put_contact;

pub use self::description::describe;

platform::handlers! { http delete_contact, http find_contact, http put_contact }
