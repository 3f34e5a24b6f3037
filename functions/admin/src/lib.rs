//! Handler name → function of the area `admin`.

mod api_key;
mod attempt;
mod contact;
mod create_api_key;
mod list_api_keys;
mod merge_contacts;
mod remove_contact;
mod restore_contact;
mod revoke_api_key;
mod update_api_key;

platform::handlers! {
    http list_api_keys,
    http create_api_key,
    http update_api_key,
    http revoke_api_key,
    http merge_contacts,
    http remove_contact,
    http restore_contact,
}
