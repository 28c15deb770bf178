//! The arguments of `amplint check`, and what follows from them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::api::kind::{self, DocumentKind};
use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::report::Format;
use amplint::workspace::{ConfigChoice, Discovered, Loaded, Target, absolute};
use amplint::{Options, RuleLevel};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::baseline::BaselineInUse;
use crate::cli::diff;
use crate::cli::exit::wrong_value;
use crate::cli::fix::{Mode, Writing};
use crate::cli::levels::{level_of, levels, select, set_levels};
use crate::cli::output::{Color, Console, apart, format_and_file, is_terminal, takes_color};

/// Find what is wrong with manifests and API documents
///
/// Exit codes: 0 nothing that fails, 1 a finding at or above --fail-on, 2 wrong usage or something unreadable.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Files, folders to search, or `-` for standard input; the current folder if there is none
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How the findings are written
    #[arg(long, value_name = "FORMAT", default_value = Format::default().name(), value_parser = formats())]
    #[arg(help_heading = "Output")]
    pub(super) format: Format,
    /// The mildest level that is shown [default: warning, or what amplint.toml says]
    #[arg(long, value_name = "LEVEL", value_parser = levels())]
    #[arg(help_heading = "Output")]
    pub(super) min_level: Option<Level>,
    /// Write a report to a file, too, such as sarif=amplint.sarif
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output_of, help_heading = "Output")]
    pub(super) output: Vec<(Format, PathBuf)>,
    /// List what comments silence, too
    #[arg(long, help_heading = "Output")]
    pub(super) show_suppressed: bool,
    /// Write out all findings; `full` stops after 50 of a file or 200 in all
    #[arg(long, help_heading = "Output")]
    pub(super) all: bool,
    /// Show how many findings each rule has, too
    #[arg(long, help_heading = "Output")]
    pub(super) statistics: bool,
    /// List the files that would be checked, and check none
    #[arg(long, help_heading = "Output")]
    pub(super) show_files: bool,
    /// No summary and no notes
    #[arg(long, short, help_heading = "Output")]
    pub(super) quiet: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(super) color: Color,

    /// Run only these rules (a list with commas); what they find is shown whatever its level
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,
    /// Turn these rules off
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,
    /// Give the findings of a rule another level; `off` turns it off
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = level_of, help_heading = "Rules")]
    level: Vec<(String, RuleLevel)>,

    /// The mildest level that fails the check; it and above are always shown [default: error, or what amplint.toml
    /// says]
    #[arg(long, value_name = "LEVEL", value_parser = levels())]
    #[arg(help_heading = "Exit code")]
    fail_on: Option<Level>,
    /// Warnings fail the check: the same as --fail-on warning
    #[arg(long, conflicts_with = "fail_on", help_heading = "Exit code")]
    strict: bool,
    /// No finding fails the check
    #[arg(long, help_heading = "Exit code")]
    pub(super) exit_zero: bool,

    /// Fix what has a safe fix, in place; from standard input to standard output
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,
    /// With --fix or --diff, apply fixes that need a look, too
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,
    /// Show what --fix or --add-ignores would change, and change nothing
    #[arg(long, help_heading = "Fixes", conflicts_with = "fix")]
    diff: bool,
    /// Write a comment (`# amp:ignore[rule]`) for all that is found and a comment can silence, with a reason to fill in
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["fix", "unsafe_fixes", "write_baseline"])]
    add_ignores: bool,

    /// Leave out files and folders that match, written as in .gitignore
    #[arg(long, value_name = "PATTERN", help_heading = "Files")]
    pub(super) exclude: Vec<String>,
    /// Leave them out even when they are named as PATH, as pre-commit does
    #[arg(long, help_heading = "Files")]
    pub(super) force_exclude: bool,
    /// Check only files that changed since a revision of git, for what was not found in them then
    #[arg(
        long,
        value_name = "REV",
        allow_hyphen_values = true,
        help_heading = "Baseline"
    )]
    #[arg(conflicts_with_all = ["baseline", "write_baseline"])]
    pub(super) since: Option<String>,
    /// Hide the findings that FILE counts; new ones fail
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    baseline: Option<PathBuf>,
    /// Count what is found in FILE, for --baseline; nothing fails
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Baseline",
        conflicts_with = "baseline"
    )]
    pub(super) write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Take every file for this kind of document; otherwise what is in it tells
    #[arg(long, value_name = "KIND", value_parser = kinds(), help_heading = "Files")]
    kind: Option<&'static DocumentKind>,
    /// The manifest that API documents belong to
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    pub(super) manifest: Option<PathBuf>,
    /// The name of what comes from standard input
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    pub(super) stdin_filename: Option<String>,
}

/// Which configuration is used.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct ConfigArgs {
    /// Use this configuration for all files, not the nearest amplint.toml above each
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Files",
        conflicts_with = "no_config"
    )]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long, help_heading = "Files")]
    no_config: bool,
}

impl ConfigArgs {
    /// Where configurations come from.
    pub(in crate::cli) fn choice(&self) -> ConfigChoice {
        match &self.config {
            Some(file) => ConfigChoice::File(file.clone()),
            None if self.no_config => ConfigChoice::None,
            None => ConfigChoice::Nearest,
        }
    }
}

impl Args {
    /// Refuses what does not go together.
    ///
    /// # Errors
    /// What that is.
    pub(super) fn together(&self) -> Result<(), clap::Error> {
        let args = self;
        if args.statistics && !args.format.is_text() && args.format != Format::Json {
            return Err(wrong_value(
                "statistics",
                "counts are for the formats `full`, `concise` and `json`",
            ));
        }
        if args.unsafe_fixes && !args.fix && !args.diff {
            return Err(wrong_value(
                "unsafe-fixes",
                "it says which fixes --fix or --diff apply; add one of them",
            ));
        }
        apart(&args.output)?;
        if args.stdin_filename.is_some() && args.paths.iter().all(|path| path.as_os_str() != "-") {
            return Err(wrong_value(
                "stdin-filename",
                "standard input is read only when `-` is among the paths",
            ));
        }
        Ok(())
    }

    /// What fails in a file of this configuration.
    pub(super) fn fail_on(&self, config: Option<&Loaded>) -> Level {
        let given = if self.strict {
            Some(Level::Warning)
        } else {
            self.fail_on
        };
        given
            .or_else(|| config.and_then(|loaded| loaded.config.fail_on))
            .unwrap_or(Level::Error)
    }

    /// What is shown of it; what fails must be seen.
    fn shown(&self, config: Option<&Loaded>) -> Level {
        let set = config.and_then(|loaded| loaded.config.min_level);
        let shown = self.min_level.or(set).unwrap_or(Level::Warning);
        shown.min(self.fail_on(config))
    }

    /// The baseline: what the command line says, else the first configuration that has one.
    pub(super) fn ledger(&self, configs: &[Option<Arc<Loaded>>]) -> Result<Option<BaselineInUse>, String> {
        let configured = || {
            let mut loaded = configs.iter().flatten();
            loaded.find_map(|loaded| Some(loaded.folder().join(loaded.config.baseline.as_ref()?)))
        };
        match (&self.baseline, &self.write_baseline) {
            (Some(file), _) => BaselineInUse::read(file).map(Some),
            (None, Some(file)) => Ok(Some(BaselineInUse::anew(file))),
            // What was found before is known then.
            (None, None) if self.since.is_some() => Ok(None),
            (None, None) => configured().map(|file| BaselineInUse::read(&file)).transpose(),
        }
    }

    /// Says which overrides and projects match nothing, of configurations whose whole folder is looked at.
    pub(super) fn tell_idle(&self, configs: &[Option<Arc<Loaded>>], found: &Discovered, console: &Console) {
        let mut told: Vec<&Path> = Vec::new();
        for loaded in configs.iter().flatten() {
            let folder = loaded.folder();
            let whole = |path: &PathBuf| {
                path.is_dir() && folder.starts_with(absolute(path).components().collect::<PathBuf>())
            };
            let here = self.paths.is_empty().then(|| PathBuf::from("."));
            if told.contains(&folder) || !self.paths.iter().chain(&here).any(whole) {
                continue;
            }
            told.push(folder);
            let overrides = loaded.config.overrides.iter().map(|it| ("override", &it.files));
            let projects = loaded.config.projects.iter().map(|it| ("project", &it.files));
            for (what, files) in overrides.chain(projects) {
                let hits = |target: &Target| files.matches(&loaded.relative(target.path()), false);
                if files.line > 0 && !found.targets.iter().any(hits) {
                    console.note(&format!(
                        "`{}:{}`: no file that is checked matches this {what} (`{}`)",
                        visible(&loaded.name),
                        files.line,
                        visible(&files.list.join("`, `"))
                    ));
                }
            }
        }
    }

    pub(super) fn mode(&self) -> Mode {
        let risky = self.unsafe_fixes;
        let look = diff::DiffStyle {
            color: takes_color(),
            escaped: is_terminal(),
        };
        let change = if self.add_ignores {
            Writing::Silence
        } else {
            Writing::Fix { risky }
        };
        match (self.fix || self.add_ignores, self.diff) {
            (_, true) => Mode::Diff(change, look),
            (true, false) => Mode::Write(change),
            (false, false) => Mode::Report,
        }
    }

    /// The options for a file of this configuration; `line` are those that the command line sets for all files.
    pub(super) fn options_of(&self, path: &Path, config: Option<&Loaded>, line: &Options) -> Options {
        let mut options = line.clone();
        options.min_level = Some(self.shown(config));
        if let Some(loaded) = config {
            loaded.apply(path, &mut options);
            // The command line is stronger; its rules are known to exist.
            let _ = set_levels(&mut options, &self.level, &self.ignore);
        }
        options
    }

    pub(super) fn options(&self) -> Result<Options, clap::Error> {
        let mut options = Options::default();
        options.kind = self.kind;
        select(&mut options, &self.select)?;
        set_levels(&mut options, &self.level, &self.ignore)?;
        Ok(options)
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.summary()));
    let find = |name: String| {
        Format::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .unwrap_or_default()
    };
    PossibleValuesParser::new(names).map(find)
}

fn kinds() -> impl TypedValueParser<Value = &'static DocumentKind> {
    let names = kind::ALL
        .iter()
        .map(|kind| PossibleValue::new(kind.name).help(kind.summary));
    PossibleValuesParser::new(names).map(|name| kind::find(&name).unwrap_or(&kind::MANIFEST))
}

fn output_of(text: &str) -> Result<(Format, PathBuf), String> {
    format_and_file(text, &Format::ALL, Format::name)
}
