//! The artefact of the area `operations`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    operations::note_start();
    platform::lambda::main("operations", operations::handlers(), engine::Engine::from_environment)
}
