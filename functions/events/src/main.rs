//! The artefact of the area `events`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("events", events::handlers(), engine::Engine::from_environment)
}
