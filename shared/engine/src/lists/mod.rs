//! Lists: the catalogue, and the choices that people make. The one writer of `email_subscriptions`.

pub mod by_link;
pub mod catalogue;
pub mod change;

mod store;
