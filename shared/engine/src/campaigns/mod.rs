//! Campaigns: one mail to everybody on a list. The one writer of `campaigns`.

pub mod create;
pub mod drive;
pub mod request;
pub mod view;
