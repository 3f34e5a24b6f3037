//! Handler name → function of the area `lists`.

mod change;
mod list_lists;
mod subscribe_list;
mod unsubscribe_list;

platform::handlers! { http list_lists, http subscribe_list, http unsubscribe_list }
