//! Handler name → function of the area `campaigns`.

mod create_campaign;
mod get_campaign;
mod send_campaign;

platform::handlers! { http create_campaign, http get_campaign, queue send_campaign }
