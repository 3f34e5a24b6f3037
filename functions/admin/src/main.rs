//! The artefact of the area `admin`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("admin", admin::handlers(), engine::Engine::from_environment)
}
