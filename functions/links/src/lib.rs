//! Handler name → function of the area `links`.

mod confirmation;
mod description;
mod form;
mod get_preferences;
mod get_unsubscribe;
mod look;
mod page;
mod post_preferences;
mod post_unsubscribe;
mod preference_form;
mod preference_page;
mod render;

pub use self::description::describe;

platform::handlers! { http get_preferences, http get_unsubscribe, http post_preferences, http post_unsubscribe }
