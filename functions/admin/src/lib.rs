//! Handler name → function of the area `admin`.

mod api_key;
mod attempt;
mod cancel_import;
mod contact;
mod create_api_key;
mod create_import_upload;
mod description;
mod get_import;
mod import;
mod list_api_keys;
mod list_import_errors;
mod list_imports;
mod merge_contacts;
mod remove_contact;
mod restore_contact;
mod revoke_api_key;
mod start_import;
mod update_api_key;

pub use self::description::describe;

platform::handlers! {
    http list_api_keys,
    http create_api_key,
    http update_api_key,
    http revoke_api_key,
    http merge_contacts,
    http remove_contact,
    http restore_contact,
    http start_import,
    http create_import_upload,
    http list_imports,
    http get_import,
    http list_import_errors,
    http cancel_import,
}
