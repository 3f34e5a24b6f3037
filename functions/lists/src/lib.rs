//! Handler name → function of the area `lists`.

mod change;
mod description;
mod list_lists;
mod subscribe_list;
mod unsubscribe_list;

pub use self::description::describe;

platform::handlers! { http list_lists, http subscribe_list, http unsubscribe_list }
