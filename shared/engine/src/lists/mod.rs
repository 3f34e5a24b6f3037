//! Lists: the catalogue, and the choices that people make. The one writer of `email_subscriptions`.

pub mod catalogue;
pub mod change;
