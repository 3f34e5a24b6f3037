//! Handler name → function of the area `campaigns`.

mod answer;
mod create_campaign;
mod get_campaign;
mod list_campaigns;
mod send_campaign;

platform::handlers! { http create_campaign, http get_campaign, http list_campaigns, queue send_campaign }
