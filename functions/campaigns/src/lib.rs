//! Handler name → function of the area `campaigns`.

mod answer;
mod create_campaign;
mod description;
mod get_campaign;
mod list_campaigns;
mod send_campaign;

pub use self::description::describe;

platform::handlers! { http create_campaign, http get_campaign, http list_campaigns, queue send_campaign }
