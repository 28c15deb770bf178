//! `amplint check`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::api::Reads;
use amplint::api::kind::{self, DocumentKind};
use amplint::diagnostic::{Diagnostic, Level};
use amplint::escape::visible;
use amplint::report::{Format, Look, Report};
use amplint::source::Source;
use amplint::workspace::{
    self, Choice, Exclude, Found, Input, Loaded, Settings, Target, absolute, plain, shown,
};
use amplint::{Checked, Options, RuleLevel};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::baseline::Ledger;
use super::diff;
use super::exit::{self, Exit};
use super::fix::{Change, Mode};
use super::output::{Color, Console, aside, is_terminal, takes_color, width};
use super::projects::Neighbours;
use super::replace;
use super::run::{self, check_all, read_stdin};
use super::settings::tell_faults;
use super::since::Since;

/// Find what is wrong with manifests and API documents
///
/// Exit codes: 0 nothing that fails, 1 a finding at or above --fail-on, 2 wrong usage or something unreadable.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders to search, or `-` for standard input; the current folder if there is none
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How the findings are written
    #[arg(long, value_name = "FORMAT", default_value = Format::default().name(), value_parser = formats())]
    #[arg(help_heading = "Output")]
    format: Format,
    /// The mildest level that is shown [default: warning, or what amplint.toml says]
    #[arg(long, value_name = "LEVEL", value_parser = levels())]
    #[arg(help_heading = "Output")]
    min_level: Option<Level>,
    /// Write a report to a file, too, such as sarif=amplint.sarif
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output_of, help_heading = "Output")]
    output: Vec<(Format, PathBuf)>,
    /// List what comments silence, too
    #[arg(long, help_heading = "Output")]
    show_suppressed: bool,
    /// Write out all findings; `full` stops after 50 of a file or 200 in all
    #[arg(long, help_heading = "Output")]
    all: bool,
    /// Show how many findings each rule has, too
    #[arg(long, help_heading = "Output")]
    statistics: bool,
    /// List the files that would be checked, and check none
    #[arg(long, help_heading = "Output")]
    show_files: bool,
    /// No summary and no notes
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    color: Color,

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
    exit_zero: bool,

    /// Fix what has a safe fix, in place; from standard input to standard output
    #[arg(long, help_heading = "Fixes")]
    fix: bool,
    /// With --fix or --diff, apply fixes that need a look, too
    #[arg(long, help_heading = "Fixes")]
    unsafe_fixes: bool,
    /// Show what --fix or --add-ignores would change, and change nothing
    #[arg(long, help_heading = "Fixes", conflicts_with = "fix")]
    diff: bool,
    /// Write a comment (`# amp:ignore[rule]`) for all that is found and a comment can silence, with a reason to fill in
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["fix", "unsafe_fixes", "write_baseline"])]
    add_ignores: bool,

    /// Leave out files and folders that match, written as in .gitignore
    #[arg(long, value_name = "PATTERN", help_heading = "Files")]
    exclude: Vec<String>,
    /// Leave them out even when they are named as PATH, as pre-commit does
    #[arg(long, help_heading = "Files")]
    force_exclude: bool,
    /// Check only files that changed since a revision of git, for what was not found in them then
    #[arg(
        long,
        value_name = "REV",
        allow_hyphen_values = true,
        help_heading = "Baseline"
    )]
    #[arg(conflicts_with_all = ["baseline", "write_baseline"])]
    since: Option<String>,
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
    write_baseline: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Take every file for this kind of document; otherwise what is in it tells
    #[arg(long, value_name = "KIND", value_parser = kinds(), help_heading = "Files")]
    kind: Option<&'static DocumentKind>,
    /// The manifest that API documents belong to
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    manifest: Option<PathBuf>,
    /// The name of what comes from standard input
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    stdin_filename: Option<String>,
}

/// Which configuration is used.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ConfigArgs {
    /// Use this configuration for all files, not the nearest amplint.toml above each
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Files",
        conflicts_with = "no_config"
    )]
    config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long, help_heading = "Files")]
    no_config: bool,
}

impl ConfigArgs {
    /// Where configurations come from.
    pub(super) fn choice(&self) -> Choice {
        match &self.config {
            Some(file) => Choice::File(file.clone()),
            None if self.no_config => Choice::None,
            None => Choice::Nearest,
        }
    }
}

/// Checks, reports, and says how it went.
///
/// # Errors
/// Wrong usage.
#[expect(clippy::too_many_lines, reason = "one step after another")]
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut options = args.options()?;
    let exclude =
        Exclude::new(&args.exclude, args.force_exclude).map_err(|error| usage("exclude", &error))?;
    if args.statistics && !args.format.is_text() && args.format != Format::Json {
        return Err(usage(
            "statistics",
            "counts are for the formats `full`, `concise` and `json`",
        ));
    }
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err(usage(
            "unsafe-fixes",
            "it says which fixes --fix or --diff apply; add one of them",
        ));
    }
    for (i, (_, file)) in args.output.iter().enumerate() {
        if args.output[..i].iter().any(|(_, other)| other == file) {
            let name = shown(file);
            return Err(usage("output", &format!("two reports can't both be in `{name}`")));
        }
    }
    if args.stdin_filename.is_some() && args.paths.iter().all(|path| path.as_os_str() != "-") {
        return Err(usage(
            "stdin-filename",
            "standard input is read only when `-` is among the paths",
        ));
    }

    let mut console = Console::new(args.color, args.quiet);
    let stdin = args.stdin_filename.as_deref().unwrap_or("<stdin>");
    let settings = Settings::new(args.config.choice());
    let (mut found, mut settings) = workspace::find(&args.paths, stdin, exclude, settings);
    let mut since = None;
    if let Some(revision) = &args.since {
        match Since::open(revision, &args.paths, &found.targets) {
            Ok(known) => {
                let all = found.targets.len();
                found.targets.retain(|target| known.is_changed(target));
                if all > 0 && found.targets.is_empty() {
                    console.note(&format!("no file has changed since `{}`", visible(revision)));
                }
                since = Some(known);
            }
            Err(why) => {
                console.fault(&why);
                return Ok(Exit::Fault);
            }
        }
    }
    let configs: Vec<_> = found
        .targets
        .iter()
        .map(|target| settings.of(target.path()))
        .collect();
    if tell_faults(&mut settings, &mut console) {
        return Ok(Exit::Fault);
    }
    if let Some(path) = &args.manifest {
        let Some(reads) = reads(path, &mut console) else {
            return Ok(Exit::Fault);
        };
        options.manifest = Some(Arc::new(reads));
    }
    for fault in &found.faults {
        console.fault(fault);
    }
    for note in &found.notes {
        console.note(note);
    }
    if since.is_none() {
        args.tell_idle(&configs, &found, &console);
    }
    if args.show_files {
        console.print(|out| {
            found
                .targets
                .iter()
                .try_for_each(|target| writeln!(out, "{}", visible(&target.name)))
        });
        return Ok(if console.faulty() {
            Exit::Fault
        } else {
            Exit::Clean
        });
    }

    let mode = args.mode();
    let mut report = Report::default();
    let mut diffs = String::new();
    let mut failed = false;
    // What is left out of the check is still what an editor goes on with.
    let piped = args.paths.iter().any(|path| path.as_os_str() == "-");
    let is_left_out = found
        .targets
        .iter()
        .all(|target| !matches!(target.input, Input::Stdin));
    let mut text = match mode {
        Mode::Write(_) if piped && is_left_out => match read_stdin() {
            Ok(text) => Some(text),
            Err(why) => {
                console.fault(&format!("standard input can't be read: {why}"));
                None
            }
        },
        _ => None,
    };
    let mut ledger = match args.ledger(&configs) {
        Ok(ledger) => ledger,
        Err(error) => {
            console.fault(&error);
            return Ok(Exit::Fault);
        }
    };
    // What is gone can only be told when everything was looked for; but fixed is only what is shown.
    let all = ledger.is_some() && args.write_baseline.is_none() && matches!(mode, Mode::Report);
    let neighbours = Neighbours::of(&found.targets, &configs, &args.config.choice());
    let shown_of = |i: usize| args.options_of(found.targets[i].path(), configs[i].as_deref(), &options);
    let settings_of = |i: usize| {
        let mut options = shown_of(i);
        options.projects = neighbours.around(found.targets[i].path(), configs[i].as_deref());
        if all {
            options.min_level = None;
        }
        options
    };
    if let Some(since) = &mut since {
        let before = neighbours.before(since.old());
        since.learn(&found.targets, |path| {
            let config = settings.of(path);
            let mut options = args.options_of(path, config.as_deref(), &options);
            options.projects = before.around(path, config.as_deref());
            options
        });
    }
    let spare = |target: &Target, findings: &[Diagnostic]| match (&ledger, &since) {
        (Some(ledger), _) => ledger.spared(target, findings),
        (None, Some(since)) => since.spared(target, findings),
        (None, None) => Vec::new(),
    };
    let outcomes = check_all(&found.targets, mode, settings_of, &spare);
    let mut foreign = 0;
    let (mut silenced, mut unsilenced) = (0, 0);
    for (i, (target, mut outcome)) in found.targets.iter().zip(outcomes).enumerate() {
        for fault in &outcome.faults {
            console.fault(fault);
        }
        for note in &outcome.notes {
            console.note(note);
        }
        if target.met && outcome.found.as_ref().is_some_and(Checked::is_foreign) {
            foreign += 1;
            text = text.or(outcome.text);
            console.note(&format!(
                "`{}` is no manifest but something else; it is passed over",
                visible(&target.name)
            ));
            continue;
        }
        report.add_fixed(outcome.fixed);
        silenced += outcome.silenced;
        unsilenced += outcome.unsilenced;
        diffs += &outcome.diff;
        text = text.or(outcome.text);
        if let Some(ledger) = &mut ledger
            && outcome.faults.is_empty()
        {
            let mut none = Vec::new();
            let findings = outcome
                .found
                .as_mut()
                .map_or(&mut none, |found| &mut found.findings);
            let judge = |rule: &str| all && shown_of(i).runs(rule);
            report.add_hidden(ledger.settle(target, findings, judge));
            let shown = shown_of(i);
            findings.retain(|finding| shown.keeps(finding.rule, finding.level));
        }
        if let (Some(since), Some(checked)) = (&mut since, &mut outcome.found) {
            report.add_known(since.settle(target, &mut checked.findings));
        }
        match outcome.found {
            Some(checked) => {
                failed |= checked.reaches(args.fail_on(configs[i].as_deref()));
                if let Some(more) = checked.unlisted() {
                    console.note(&format!("`{}` has {more}", visible(checked.source.name())));
                }
                report.add(checked);
            }
            None if outcome.faults.is_empty() => report.add_clean(&target.name),
            None => {}
        }
    }
    if silenced > 0 {
        let findings = if silenced == 1 {
            "1 finding is"
        } else {
            &*format!("{silenced} findings are")
        };
        console.note(&format!(
            "{findings} silenced by new comments; put the reason in place of `TODO: say why`"
        ));
    }
    if unsilenced > 0 {
        let findings = if unsilenced == 1 {
            "1 finding is"
        } else {
            &*format!("{unsilenced} findings are")
        };
        console.note(&format!(
            "{findings} left, for no comment can stand where it would silence it"
        ));
    }
    if foreign > 0 && foreign == found.targets.len() && !args.force_exclude {
        console.fault("there is no manifest: what is called like one is something else");
    }
    let look = Look {
        color: takes_color(),
        width: width(),
        quiet: args.quiet,
        statistics: args.statistics,
        all: args.all,
        suppressed: args.show_suppressed,
        fixing: matches!(mode, Mode::Write(Change::Fix { .. })),
    };
    match (mode, text) {
        (Mode::Diff(..), _) => {
            console.print(|out| out.write_all(diffs.as_bytes()));
            if !args.quiet {
                aside(|out| writeln!(out, "{}", report.summary_line(look)));
            }
        }
        // Standard output is for the fixed text then, and for nothing else when there is none: it takes the place
        // of what was piped in.
        (Mode::Write(_), text) if piped => {
            console.print(|out| out.write_all(&text.unwrap_or_default()));
            aside(|out| args.format.write(&report, look, out));
        }
        _ => console.print(|out| args.format.write(&report, look, out)),
    }

    let beside = Look {
        color: false,
        width: None,
        quiet: false,
        statistics: false,
        all: true,
        ..look
    };
    for (format, file) in &args.output {
        let mut bytes = Vec::new();
        let written = format
            .write(&report, beside, &mut bytes)
            .map_err(|error| plain(&error))
            .and_then(|()| replace::write(file, &bytes));
        if let Err(why) = written {
            console.fault(&format!("`{}` can't be written: {why}", visible(&shown(file))));
        }
    }

    if let Some(ledger) = ledger {
        ledger.finish(&mut console);
    }

    Ok(match () {
        () if console.faulty() => Exit::Fault,
        () if !args.exit_zero && failed => Exit::Findings,
        () => Exit::Clean,
    })
}

/// What the manifest at `path` reads.
fn reads(path: &Path, console: &mut Console) -> Option<Reads> {
    let name = workspace::shown(path);
    let source = run::read(&Input::File(path.to_owned()))
        .and_then(|bytes| Source::new(&*name, bytes).map_err(|error| error.to_string()));
    match source {
        Ok(source) => {
            let reads = Reads::of(Arc::new(source));
            if !reads.complete {
                let name = visible(&name);
                console.note(&format!(
                    "part of `{name}` can't be read, so that objects are not compared with it"
                ));
            }
            Some(reads)
        }
        Err(why) => {
            console.fault(&format!("`{}` can't be read: {why}", visible(&name)));
            None
        }
    }
}

impl Args {
    /// What fails in a file of this configuration.
    fn fail_on(&self, config: Option<&Loaded>) -> Level {
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
    fn ledger(&self, configs: &[Option<Arc<Loaded>>]) -> Result<Option<Ledger>, String> {
        let configured = || {
            let mut loaded = configs.iter().flatten();
            loaded.find_map(|loaded| Some(loaded.folder().join(loaded.config.baseline.as_ref()?)))
        };
        match (&self.baseline, &self.write_baseline) {
            (Some(file), _) => Ledger::read(file).map(Some),
            (None, Some(file)) => Ok(Some(Ledger::anew(file))),
            // What was found before is known then.
            (None, None) if self.since.is_some() => Ok(None),
            (None, None) => configured().map(|file| Ledger::read(&file)).transpose(),
        }
    }

    /// Says which overrides and projects match nothing, of configurations whose whole folder is looked at.
    fn tell_idle(&self, configs: &[Option<Arc<Loaded>>], found: &Found, console: &Console) {
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
                let hits = |target: &Target| files.matches(&loaded.relative(&absolute(target.path())), false);
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

    fn mode(&self) -> Mode {
        let risky = self.unsafe_fixes;
        let look = diff::Style {
            color: takes_color(),
            escaped: is_terminal(),
        };
        let change = if self.add_ignores {
            Change::Silence
        } else {
            Change::Fix { risky }
        };
        match (self.fix || self.add_ignores, self.diff) {
            (_, true) => Mode::Diff(change, look),
            (true, false) => Mode::Write(change),
            (false, false) => Mode::Report,
        }
    }

    /// The options for a file of this configuration; `line` are those that the command line sets for all files.
    fn options_of(&self, path: &Path, config: Option<&Loaded>, line: &Options) -> Options {
        let mut options = line.clone();
        options.min_level = Some(self.shown(config));
        if let Some(loaded) = config {
            loaded
                .config
                .apply(&loaded.relative(&absolute(path)), &mut options);
            // The command line is stronger; its rules are known to exist.
            let _ = self.set_levels(&mut options);
        }
        options
    }

    fn options(&self) -> Result<Options, clap::Error> {
        let mut options = Options::default();
        options.kind = self.kind;
        for rule in &self.select {
            options
                .select(rule)
                .map_err(|error| usage("select", &error.to_string()))?;
        }
        self.set_levels(&mut options)?;
        Ok(options)
    }

    fn set_levels(&self, options: &mut Options) -> Result<(), clap::Error> {
        for (rule, level) in &self.level {
            options
                .set_level(rule, *level)
                .map_err(|error| usage("level", &error.to_string()))?;
        }
        for rule in &self.ignore {
            options
                .skip(rule)
                .map_err(|error| usage("ignore", &error.to_string()))?;
        }
        Ok(())
    }
}

/// A wrong value of `option`.
fn usage(option: &str, text: &str) -> clap::Error {
    exit::usage(&format!("--{option}: {}", visible(text)))
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
    let (name, file) = text.split_once('=').ok_or("it is written FORMAT=FILE")?;
    let format = Format::ALL.into_iter().find(|format| format.name() == name);
    let format = format.ok_or_else(|| {
        let names = Format::ALL.map(Format::name).join(", ");
        format!("there is no format `{}`, but {names}", visible(name))
    })?;
    match file {
        "" => Err("the file's name is missing".to_owned()),
        "-" => Err("standard output takes what --format says".to_owned()),
        _ => Ok((format, file.into())),
    }
}

/// The names of levels.
pub(super) fn levels() -> impl TypedValueParser<Value = Level> {
    let names = PossibleValuesParser::new(Level::ALL.map(Level::name));
    names.map(|name| name.parse().unwrap_or(Level::Error))
}

/// `RULE=LEVEL`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn level_of(text: &str) -> Result<(String, RuleLevel), String> {
    let (rule, name) = text.split_once('=').ok_or("it is written RULE=LEVEL")?;
    let level = name.parse().map_err(|_| {
        format!(
            "the level is `error`, `warning`, `info` or `off`, not `{}`",
            visible(name)
        )
    })?;
    Ok((rule.to_owned(), level))
}
