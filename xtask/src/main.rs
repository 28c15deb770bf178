//! Maintainers' commands: `cargo xtask --help`. One command, one file.
#![forbid(unsafe_code)]

mod catalog;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// What a command may say went wrong.
type Result<T = ()> = std::result::Result<T, String>;

/// Maintainers' commands of amplint
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Command {
    Catalog(catalog::Catalog),
}

/// The project's root.
#[must_use]
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result {
    match command {
        Command::Catalog(args) => catalog::run(&args),
    }
}
