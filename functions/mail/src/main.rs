//! The artefact of the area `mail`; `_HANDLER` says which of its Lambdas runs.

fn main() -> std::process::ExitCode {
    platform::lambda::main("mail", mail::handlers(), engine::Engine::from_environment)
}
