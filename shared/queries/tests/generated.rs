//! Makes generated/ from sql/, and fails when what is committed differs. `./dev queries` takes over what was made.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use cornucopia::config::Config;

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// The generator sends the text of a statement without rows at each call, although it was prepared: one more round
/// trip and one more plan a call, and, in a pipeline, a statement that runs after the commit that was sent behind it.
const UNPREPARED: &str = ".execute(self.0,";
const PREPARED: &str =
    ".execute(&match &self.1 { Some(prepared) => prepared.clone(), None => client.prepare(self.0).await? },";

#[test]
fn generated_code_is_what_the_sql_says() -> Result<(), Box<dyn Error>> {
    let made = generate()?;
    let committed = Path::new(PACKAGE).join("generated/src");
    if std::env::var_os("UPDATE_QUERIES").is_some() {
        std::fs::remove_dir_all(&committed)?;
        for (path, text) in &made {
            let path = committed.join(path);
            std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
            std::fs::write(path, text)?;
        }
    }
    let committed = texts(&committed)?;
    for (path, text) in &made {
        assert!(committed.get(path) == Some(text), "generated/src/{} is stale: run ./dev queries", path.display());
    }
    assert_eq!(committed.len(), made.len(), "generated/ holds a file that no SQL made: run ./dev queries");
    Ok(())
}

/// The sources as they are committed, by their path.
fn generate() -> Result<BTreeMap<PathBuf, String>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let package = Path::new(PACKAGE);
    let mut config = Config::from_file(package.join("cornucopia.toml"))?;
    config.queries = package.join("sql");
    config.destination = folder.path().join("generated");
    on_a_database_of_its_own(config)?;

    let sources = folder.path().join("generated/src");
    for (path, text) in texts(&sources)? {
        std::fs::write(sources.join(path), prepared(&text))?;
    }
    let rustfmt = package.join("../../rustfmt.toml");
    let formatted = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(rustfmt)
        .arg(sources.join("lib.rs"))
        .status()?;
    assert!(formatted.success(), "rustfmt failed");
    texts(&sources)
}

/// Puts what the generator gets wrong right; see [`UNPREPARED`].
fn prepared(text: &str) -> String {
    // The printer breaks long calls into lines: white space is taken out between the words that matter.
    let joined = text.replace("client\n", "client").replace(".execute(\n", ".execute(");
    let words: Vec<&str> = joined.split(".execute(").collect();
    let tail = words.iter().skip(1).map(|rest| match rest.trim_start().strip_prefix("self.0,") {
        Some(rest) => format!("{PREPARED}{rest}"),
        None => format!(".execute({rest}"),
    });
    let text: String = words.first().copied().map(str::to_owned).into_iter().chain(tail).collect();
    assert!(!text.contains(UNPREPARED));
    text
}

fn on_a_database_of_its_own(config: Config) -> Result<(), Box<dyn Error>> {
    let server = std::env::var("TEST_DATABASE_URL").map_err(|_| "TEST_DATABASE_URL is set by ./dev test")?;
    let name = format!("queries_{}", uuid::Uuid::now_v7().simple());
    let package = Path::new(PACKAGE);
    // The migrations in their order, then the ledger that the migrating library keeps.
    let mut schema: Vec<PathBuf> = std::fs::read_dir(package.join("../../migrations"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    schema.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    schema.sort();
    schema.push(package.join("ledger.sql"));
    Ok(cornucopia::gen_fresh(&server, &name, &schema, None, false, config)?)
}

fn texts(folder: &Path) -> Result<BTreeMap<PathBuf, String>, Box<dyn Error>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_owned(), std::fs::read_to_string(&path)?);
            }
        }
    }
    Ok(found)
}
