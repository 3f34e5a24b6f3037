//! Handler name → function of the area `links`.

mod confirmation;
mod get_unsubscribe;
mod page;
mod post_unsubscribe;

platform::handlers! { http get_unsubscribe, http post_unsubscribe }
