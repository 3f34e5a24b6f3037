//! Handler name → function of the area `mail`.

mod send_email;

platform::handlers! { queue send_email }
