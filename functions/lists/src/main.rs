//! The artefact of the area `lists`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("lists", lists::handlers(), engine::Engine::from_environment)
}
