//! Handler name → function of the area `mail`.

mod refresh_ses_account;
mod send_email;

platform::handlers! { queue send_email, task refresh_ses_account }
