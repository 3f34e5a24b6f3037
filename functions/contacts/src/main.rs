//! The artefact of the area `contacts`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("contacts", contacts::handlers(), engine::Engine::from_environment)
}
