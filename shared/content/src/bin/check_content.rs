//! `check-content [folder]`: prints what is wrong in a content folder, one finding per line, and exits with 1 when
//! a publication would be refused. It asks no network and no database.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "content".into()));
    let (findings, done) = match content::load(&folder) {
        Ok(content) => {
            let items = content.definitions().len();
            (content.warnings, Some(format!("{}: {items} items are valid", folder.display())))
        }
        Err(findings) => (findings, None),
    };
    for finding in &findings {
        println!("{}/{finding}", folder.display());
    }
    match done {
        Some(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        None => {
            println!(
                "{}: {} errors, nothing can be published",
                folder.display(),
                findings.iter().filter(|f| f.is_error()).count()
            );
            ExitCode::FAILURE
        }
    }
}
