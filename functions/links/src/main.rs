//! The artefact of the area `links`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("links", links::handlers(), engine::Engine::from_environment)
}
