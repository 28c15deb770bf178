//! `amplint compare`

mod against;
mod ledger;
mod values;
mod versions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::report::Look;
use amplint::report::changes::{ChangeFormat, Comparison};
use amplint::workspace::{Loaded, Settings};
use amplint::{Acceptance, Difference, FailOn, Options, RuleLevel, Versions, compare_files};

use super::check::ConfigArgs;
use super::exit::{self, Exit};
use super::levels::{level_of, levels, select, set_levels};
use super::output::{Color, Console, apart, takes_color, width};
use super::settings::tell_faults;
use against::against;
use ledger::Acceptances;
use values::{accept_of, classes, formats, known, output_of};
use versions::{FilePair, two};

/// Say what an edit does to customers who have installed an integration
///
/// Exit codes: 0 nothing that fails, 1 a change that fails, 2 wrong usage or something unreadable.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// OLD NEW: two manifests, or two folders (matched by relative path); with --against, files or folders of the
    /// work tree, the current folder if there is none
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Compare what is in the work tree with a revision of git
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    against: Option<String>,

    /// How the changes are written
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = formats())]
    #[arg(help_heading = "Output")]
    format: ChangeFormat,
    /// The mildest level that is shown
    #[arg(long, value_name = "LEVEL", default_value = Level::Info.name(), value_parser = levels())]
    #[arg(help_heading = "Output")]
    min_level: Level,
    /// Write a report to a file, too, such as markdown=changes.md
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output_of, help_heading = "Output")]
    output: Vec<(ChangeFormat, PathBuf)>,
    /// No summary and no notes
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    color: Color,

    /// Look for these changes only (a list with commas); they are shown whatever their level
    #[arg(long, value_name = "CHANGE", value_delimiter = ',', help_heading = "Changes")]
    select: Vec<String>,
    /// Leave these changes out
    #[arg(long, value_name = "CHANGE", value_delimiter = ',', help_heading = "Changes")]
    ignore: Vec<String>,
    /// Give a change another level; `off` leaves it out
    #[arg(long, value_name = "CHANGE=LEVEL", value_delimiter = ',', value_parser = level_of, help_heading = "Changes")]
    level: Vec<(String, RuleLevel)>,
    /// Accept a change, for this run: its id and the name path that is shown
    #[arg(long, value_name = "CHANGE=AT", value_parser = accept_of, help_heading = "Changes")]
    accept: Vec<Acceptance>,

    /// Which changes fail the comparison; they are always shown [default: breaking]
    #[arg(long, value_name = "CLASS", value_parser = classes(), help_heading = "Exit code")]
    fail_on: Option<FailOn>,

    #[command(flatten)]
    config: ConfigArgs,
}

/// Compares, reports, and says how it went.
///
/// # Errors
/// Wrong usage.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let options = args.options()?;
    apart(&args.output)?;
    let mut console = Console::new(args.color, args.quiet);
    let mut settings = Settings::new(args.config.choice());
    let pairs = match &args.against {
        Some(revision) => against(&args.paths, revision, &mut settings),
        None => match args.paths.as_slice() {
            [old, new] => two(old, new, &mut settings),
            _ => {
                return Err(exit::usage(
                    "two versions are needed: OLD and NEW, or --against REV for what is in the work tree",
                ));
            }
        },
    };
    let (mut pairs, faults) = pairs.unwrap_or_else(|fault| (Vec::new(), vec![fault]));
    pairs.sort_by(|a, b| Path::new(a.name()).cmp(Path::new(b.name())));
    let configs: Vec<Option<Arc<Loaded>>> = pairs.iter().map(|pair| settings.of(&pair.path)).collect();
    if tell_faults(&mut settings, &mut console) {
        return Ok(Exit::Fault);
    }
    for fault in &faults {
        console.fault(fault);
    }

    let mut comparison = Comparison {
        revision: args.against.clone(),
        ..Comparison::default()
    };
    let files: Vec<Versions> = pairs
        .into_iter()
        .zip(&configs)
        .map(|(pair, loaded)| args.versions(pair, loaded.as_deref(), &options))
        .collect();
    let mut fails = false;
    let mut ledger = Acceptances::new(&args.accept);
    for (i, mut compared) in compare_files(&files) {
        let loaded = configs[i].as_deref();
        ledger.accept(&mut compared, loaded);
        let fail_on = args.fail_on(loaded).class();
        let reaches = |found: &Difference| fail_on.is_some_and(|class| found.class <= class);
        fails |= compared
            .differences
            .iter()
            .any(|found| found.accepted.is_none() && reaches(found));
        // What fails must be seen.
        compared
            .differences
            .retain(|found| !args.select.is_empty() || found.level >= args.min_level || reaches(found));
        comparison.files.push(compared);
    }
    comparison.unused = ledger.unused();
    for gap in comparison.gaps() {
        console.note(&gap);
    }
    for entry in &comparison.unused {
        let (change, at) = (&entry.change, visible(&entry.at));
        console.note(&format!("accepted, but nothing changed so: `{change}` at `{at}`"));
    }

    let look = Look {
        color: takes_color(),
        width: width(),
        quiet: args.quiet,
        ..Look::default()
    };
    if !console.faulty() || !comparison.files.is_empty() {
        console.print(|out| args.format.write(&comparison, look, out));
    }
    let beside = Look::default();
    for (format, file) in &args.output {
        console.write_file(file, &mut |out| format.write(&comparison, beside, out));
    }
    Ok(match () {
        () if console.faulty() => Exit::Fault,
        () if fails => Exit::Findings,
        () => Exit::Clean,
    })
}

impl Args {
    /// What is compared, with what its configuration and the command line ask for.
    fn versions(&self, pair: FilePair, loaded: Option<&Loaded>, options: &Options) -> Versions {
        let mut options = options.clone();
        if let Some(loaded) = loaded {
            let path = loaded.relative(&pair.path);
            loaded.config.apply_levels(&path, &mut options);
            // The command line is stronger; its changes are known to exist.
            let _ = set_levels(&mut options, &self.level, &self.ignore);
        }
        Versions {
            old: pair.old,
            new: pair.new,
            options,
        }
    }

    fn fail_on(&self, loaded: Option<&Loaded>) -> FailOn {
        let configured = loaded.and_then(|loaded| loaded.config.compare_fail_on);
        self.fail_on
            .or(configured.map(|(fail_on, _)| fail_on))
            .unwrap_or_default()
    }

    fn options(&self) -> Result<Options, clap::Error> {
        let mut options = Options::default();
        known("select", &self.select)?;
        select(&mut options, &self.select)?;
        known("level", self.level.iter().map(|(name, _)| name))?;
        known("ignore", &self.ignore)?;
        set_levels(&mut options, &self.level, &self.ignore)?;
        Ok(options)
    }
}
