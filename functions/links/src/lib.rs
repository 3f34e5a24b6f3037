//! Handler name → function of the area `links`.

mod confirmation;
mod description;
mod get_unsubscribe;
mod page;
mod post_unsubscribe;

pub use self::description::describe;

platform::handlers! { http get_unsubscribe, http post_unsubscribe }
