//! `amplint overview`: what manifests do.

use std::path::PathBuf;

use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::overview::Overview;
use amplint::report::overview as write;
use amplint::workspace::{Exclude, Settings, find};
use amplint::{Checked, Options, check};

use super::check::ConfigArgs;
use super::exit::Exit;
use super::output::{Console, width};
use super::run::read;
use super::settings::configs_of;

/// Show what manifests do
///
/// Integrations, objects, schedules, destinations, and what of it the platform drops, for whoever reviews or runs
/// them. Exit codes: 0 it is shown, 2 something can't be read. What is wrong fails nothing; `amplint check` does that.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders to search, or `-` for standard input; the current folder if there is none
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// Write it to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// How an overview is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Form {
    #[default]
    #[value(help = "tables that fit the terminal")]
    Table,
    #[value(help = "for pull requests and wikis")]
    Markdown,
    #[value(help = "one JSON object, for programs")]
    Json,
    #[value(help = "one page that needs nothing else")]
    Html,
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    let settings = Settings::new(args.config.choice());
    let (found, mut settings) = find(&args.paths, "<stdin>", Exclude::default(), settings);
    let Some(configs) = configs_of(&found.targets, &mut settings, &mut console) else {
        return Ok(Exit::Fault);
    };
    for fault in &found.faults {
        console.fault(fault);
    }
    let mut all: Vec<Checked> = Vec::new();
    for (target, config) in found.targets.iter().zip(configs) {
        let mut options = Options::default();
        options.min_level = Some(Level::Warning);
        if let Some(loaded) = config {
            loaded.apply(target.path(), &mut options);
        }
        let checked = read(&target.input)
            .and_then(|bytes| check(&target.name, bytes, &options).map_err(|error| error.to_string()));
        match checked {
            Ok(checked) if Overview::is_manifest(&checked) => all.push(checked),
            Ok(_) => {}
            Err(why) => console.fault(&format!("`{}` can't be read: {why}", visible(&target.name))),
        }
    }
    let overview = Overview::of(&all);
    let to_file = args.output.is_some();
    let write = |out: &mut dyn std::io::Write| match args.format {
        Form::Table => write::write_text(&overview, width().filter(|_| !to_file), out),
        Form::Markdown => write::write_markdown(&overview, out),
        Form::Json => write::write_json(&overview, out),
        Form::Html => write::write_html(&overview, &all, out),
    };
    match &args.output {
        None => console.print(write),
        Some(file) => console.write_file(file, &mut |out| write(out)),
    }
    Ok(console.exit())
}
