//! The artefact of the area `campaigns`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("campaigns", campaigns::handlers(), engine::Engine::from_environment)
}
