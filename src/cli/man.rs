//! `amplint man`

use clap_mangen::Man;

use super::exit::{Exit, usage};
use super::output::Console;

/// Print a manual page
///
/// To read it: amplint man | man -l -
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Of this command, not of all
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// Wrong usage: an unknown command.
pub(super) fn run(args: &Args, all: &clap::Command) -> Result<Exit, clap::Error> {
    let command = match &args.command {
        None => all.clone(),
        Some(name) => match all.find_subcommand(name) {
            Some(command) => command.clone().display_name(format!("amplint-{name}")),
            None => {
                return Err(usage("there is no such command; `amplint --help` lists them"));
            }
        },
    };
    let mut console = Console::plain();
    console.print(|out| Man::new(command).render(out));
    Ok(console.exit())
}
