//! Handler name → function of the area `admin`.

mod attempt;
mod create_api_key;
mod description;
mod list_api_keys;
mod revoke_api_key;

pub use self::description::describe;

platform::handlers! { http list_api_keys, http create_api_key, http revoke_api_key }
