//! Handler name → function of the area `admin`.

mod attempt;
mod cancel_import;
mod create_api_key;
mod create_import_upload;
mod get_import;
mod import;
mod list_api_keys;
mod list_import_errors;
mod list_imports;
mod revoke_api_key;
mod start_import;

platform::handlers! {
    http list_api_keys,
    http create_api_key,
    http revoke_api_key,
    http start_import,
    http create_import_upload,
    http list_imports,
    http get_import,
    http list_import_errors,
    http cancel_import,
}
