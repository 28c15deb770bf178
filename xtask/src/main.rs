//! Maintainers' commands: `cargo xtask --help`. One command, one file.
#![forbid(unsafe_code)]

mod catalog;
mod generate;
mod new_rule;
mod release;
mod versions;

use std::path::{Path, PathBuf};
use std::process::{Command as Process, ExitCode};

use clap::Parser;

/// What a command may say went wrong.
type Result<T = ()> = std::result::Result<T, String>;

/// Maintainers' commands of amplint
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Command {
    Catalog(catalog::Catalog),
    Generate(generate::Args),
    NewRule(new_rule::Args),
    Release(release::Args),
}

/// The project's root.
#[must_use]
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The cargo that runs this, in the project's root.
#[must_use]
fn cargo() -> Process {
    let mut cargo = Process::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
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
        Command::Generate(args) => generate::run(&args),
        Command::NewRule(args) => new_rule::run(&args),
        Command::Release(args) => release::run(&args),
    }
}
