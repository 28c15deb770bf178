//! The command line: one file a command, thin over the library.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

mod baseline;
mod candidates;
mod check;
mod command;
mod compare;
mod completions;
mod config;
mod diff;
mod exit;
mod explain;
mod fix;
mod guard;
mod levels;
mod man;
mod new;
mod output;
mod overview;
mod paths;
mod progress;
mod projects;
mod provider;
mod replace;
mod rules;
mod run;
mod schedule;
mod schema;
mod search;
#[cfg(feature = "server")]
mod server;
mod settings;
mod since;

use command::Command;
use exit::Exit;

/// A validator and linter for amp.yaml, the manifest of Ampersand integrations.
#[derive(Debug, Parser)]
#[command(
    name = "amplint",
    version,
    propagate_version = false,
    max_term_width = 100,
    after_help = "`amplint --version --verbose` says how old the facts about providers are."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Runs the program on the arguments it was started with.
pub(crate) fn run() -> ExitCode {
    guard::install();
    let done = guard::guard(|| {
        if asks_for_versions(std::env::args_os().skip(1)) {
            return Ok(write_versions());
        }
        let arguments = meant(std::env::args_os().collect());
        let mut all = if is_plain(&arguments) {
            Cli::command()
        } else {
            command()
        };
        let matches = all.try_get_matches_from_mut(arguments).map_err(other_word)?;
        let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut all))?;
        let done = match cli.command {
            Command::Candidates(args) => candidates::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Compare(args) => compare::run(&args),
            Command::Completions(args) => completions::run(&args, &mut command()),
            Command::Config(args) => config::run(&args),
            Command::Explain(args) => explain::run(&args),
            Command::Progress(args) => progress::run(&args),
            Command::Provider(args) => provider::run(&args),
            Command::Man(args) => man::run(&args, &command()),
            Command::New(args) => new::run(&args),
            Command::Overview(args) => overview::run(&args),
            Command::Rules(args) => rules::run(&args),
            Command::Schedule(args) => schedule::run(&args),
            Command::Schema(args) => schema::run(&args),
            Command::Search(args) => search::run(&args),
            #[cfg(feature = "server")]
            Command::Server(args) => Ok(server::run(&args)),
        };
        let name = matches.subcommand_name().unwrap_or_default();
        done.map_err(|error| match command().find_subcommand_mut(name) {
            Some(command) => error.format(command),
            None => error.format(&mut all),
        })
    });
    match done {
        Ok(Ok(exit)) => ExitCode::from(exit as u8),
        Ok(Err(error)) => {
            let printed = error.print();
            // Help and version come this way too.
            if !error.use_stderr()
                && let Err(why) = printed.or_else(output::unless_gone)
            {
                output::fault(&format!(
                    "the text can't be written: {}",
                    amplint::workspace::plain(&why)
                ));
                return ExitCode::from(Exit::Fault as u8);
            }
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Fault as u8))
        }
        Err(panic) => {
            output::fault(&output::our_fault(&panic, "the command"));
            ExitCode::from(Exit::Fault as u8)
        }
    }
}

/// The arguments, with `check` where a path stands in place of a command. The name of a command wins over a path.
fn meant(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if let Some(first) = arguments.get(1) {
        let known = |name: &str| name == "help" || Command::exists(name);
        let is_path = first == "-" || std::path::Path::new(first).exists();
        if is_path && !first.to_str().is_some_and(known) {
            arguments.insert(1, "check".into());
        }
    }
    arguments
}

/// Whether a command, or the version alone, is asked for by its name: nothing is to be known of other commands then.
fn is_plain(arguments: &[OsString]) -> bool {
    let plain = |first: &str| Command::exists(first) || matches!(first, "--version" | "-V");
    arguments
        .get(1)
        .and_then(|first| first.to_str())
        .is_some_and(plain)
}

/// Words for `check` in other programs.
const CHECK: [&str; 5] = ["lint", "validate", "verify", "test", "run"];

/// Says what is meant by a command that has another name elsewhere.
fn other_word(mut error: clap::Error) -> clap::Error {
    use clap::error::{ContextKind, ContextValue};
    let word = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) => word.as_str(),
        _ => return error,
    };
    if CHECK.contains(&word) {
        let check = ContextValue::Strings(vec!["check".to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, check);
    }
    error
}

/// The whole command line, as data.
fn command() -> clap::Command {
    let mut cli = Cli::command();
    cli.build();
    cli
}

/// Whether the arguments are `--version --verbose`, in either order and nothing else.
fn asks_for_versions(arguments: impl Iterator<Item = std::ffi::OsString>) -> bool {
    let given: Vec<_> = arguments.take(3).collect();
    let is = |name: &str| given.iter().any(|it| it == name);
    given.len() == 2 && (is("--version") || is("-V")) && is("--verbose")
}

/// The version of the program, and of what it knows.
fn write_versions() -> Exit {
    let mut console = output::Console::plain();
    console.print(|out| {
        writeln!(out, "amplint {}", env!("CARGO_PKG_VERSION"))?;
        for source in amplint::catalog::sources() {
            writeln!(out, "{} {} of {}", source.what, source.revision, source.date)?;
        }
        Ok(())
    });
    console.exit()
}
