//! `amplint compare`

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::report::Look;
use amplint::report::changes::{ChangeFormat, Comparison};
use amplint::source::Source;
use amplint::workspace::{
    Blob, Exclude, Input, Loaded, Revision, Settings, absolute, find, is_manifest, nice, plain, shown,
};
use amplint::{Acceptance, Compared, FailOn, Options, RuleLevel, accept, changes, compare, manifest, parse};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::check::{ConfigArgs, level_of, levels};
use super::exit::{self, Exit};
use super::output::{Color, Console, width};
use super::paths::{existing, resolved, root_of};
use super::replace;
use super::run::read as read_input;
use super::settings::tell_faults;

/// Say what an edit does to customers who have installed an integration
///
/// Exit codes: 0 nothing that fails, 1 a change that fails, 2 wrong usage or something unreadable.
#[derive(Debug, clap::Args)]
pub struct Args {
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
pub fn run(args: &Args) -> Result<Exit, clap::Error> {
    let options = args.options()?;
    for (i, (_, file)) in args.output.iter().enumerate() {
        if args.output[..i].iter().any(|(_, other)| other == file) {
            let name = shown(file);
            return Err(usage("output", &format!("two reports can't both be in `{name}`")));
        }
    }
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
    let mut fails = false;
    let mut ledger = Ledger::new(&args.accept);
    for (pair, loaded) in pairs.into_iter().zip(&configs) {
        let mut options = options.clone();
        if let Some(loaded) = loaded {
            let path = loaded.relative(&absolute(&pair.path));
            loaded.config.apply_levels(&path, &mut options);
            // The command line is stronger; its changes are known to exist.
            let _ = args.set_levels(&mut options);
        }
        let mut compared = compare(pair.old, pair.new, &options);
        ledger.accept(&mut compared, loaded.as_deref());
        let fail_on = args.fail_on(loaded.as_deref()).class();
        fails |= compared
            .differences
            .iter()
            .any(|found| found.accepted.is_none() && fail_on.is_some_and(|class| found.class <= class));
        // What fails must be seen.
        compared.differences.retain(|found| {
            !args.select.is_empty()
                || found.level >= args.min_level
                || fail_on.is_some_and(|class| found.class <= class)
        });
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
        color: console.color(),
        width: width(),
        quiet: args.quiet,
        ..Look::default()
    };
    if !console.faulty() || !comparison.files.is_empty() {
        console.print(|out| args.format.write(&comparison, look, out));
    }
    let beside = Look::default();
    for (format, file) in &args.output {
        let mut bytes = Vec::new();
        let written = format
            .write(&comparison, beside, &mut bytes)
            .map_err(|error| plain(&error))
            .and_then(|()| replace::write(file, &bytes));
        if let Err(why) = written {
            console.fault(&format!("`{}` can't be written: {why}", visible(&shown(file))));
        }
    }
    Ok(match () {
        () if console.faulty() => Exit::Fault,
        () if fails => Exit::Findings,
        () => Exit::Clean,
    })
}

/// Two versions of one file.
struct Pair {
    /// Where the new one lies, else the old one: for its settings.
    path: PathBuf,
    old: Option<Arc<Source>>,
    new: Option<Arc<Source>>,
}

impl Pair {
    fn name(&self) -> &str {
        let source = self.new.as_ref().or(self.old.as_ref());
        source.map_or("", |source| source.name())
    }
}

/// What is to be compared, and what could not be read.
type Pairs = Result<(Vec<Pair>, Vec<String>), String>;

fn source(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, String> {
    let source = Source::new(name, bytes).map_err(|error| error.to_string());
    source
        .map(Arc::new)
        .map_err(|why| format!("`{}` can't be read: {why}", visible(name)))
}

fn read(path: &Path) -> Result<Arc<Source>, String> {
    let name = shown(path);
    let bytes = read_input(&Input::File(path.to_owned()))
        .map_err(|why| format!("`{}` can't be read: {why}", visible(&name)))?;
    source(&name, bytes)
}

/// Two files, or two folders.
fn two(old: &Path, new: &Path, settings: &mut Settings) -> Pairs {
    for path in [old, new] {
        if !path.exists() {
            return Err(format!("`{}` does not exist", visible(&shown(path))));
        }
    }
    match (old.is_dir(), new.is_dir()) {
        (false, false) => {
            let pair = Pair {
                path: new.to_owned(),
                old: Some(read(old)?),
                new: Some(read(new)?),
            };
            Ok((vec![pair], Vec::new()))
        }
        (true, true) => {
            let (old, mut faults) = tree(old, settings);
            let (new, more) = tree(new, settings);
            faults.extend(more);
            if old.is_empty() && new.is_empty() && faults.is_empty() {
                faults.push("neither folder holds a manifest that is not ignored or excluded".to_owned());
            }
            let pairs = paired(old, new);
            Ok((pairs, faults))
        }
        (is_folder, _) => {
            let (folder, file) = if is_folder { (old, new) } else { (new, old) };
            Err(format!(
                "`{}` is a folder and `{}` a file; two of a kind can be compared",
                visible(&shown(folder)),
                visible(&shown(file))
            ))
        }
    }
}

/// A version of each file, by its path below what both versions have in common.
type Versions = BTreeMap<PathBuf, (PathBuf, Arc<Source>)>;

/// The manifests in `folder`.
fn tree(folder: &Path, settings: &mut Settings) -> (Versions, Vec<String>) {
    let (targets, mut faults) = walk(std::slice::from_ref(&folder.to_owned()), settings);
    let mut found = Versions::new();
    for path in targets {
        match read(&path) {
            Ok(source) => {
                let below = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                found.insert(below, (path, source));
            }
            Err(fault) => faults.push(fault),
        }
    }
    (found, faults)
}

/// The manifests that `paths` mean. That there are none is no fault here.
fn walk(paths: &[PathBuf], settings: &mut Settings) -> (Vec<PathBuf>, Vec<String>) {
    let taken = std::mem::replace(settings, Settings::new(amplint::workspace::Choice::None));
    let (found, taken) = find(paths, "", Exclude::default(), taken);
    *settings = taken;
    let named: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
    // What a configuration includes besides manifests holds no integrations.
    let manifest = |path: &Path| {
        named.contains(path)
            || path
                .file_name()
                .is_some_and(|name| is_manifest(name.as_encoded_bytes()))
    };
    let targets = found.targets.into_iter().filter_map(|target| match target.input {
        Input::File(path) => Some(path).filter(|path| manifest(path)),
        Input::Stdin => None,
    });
    let faults = found
        .faults
        .into_iter()
        .filter(|fault| !fault.contains("holds no manifest"));
    (targets.collect(), faults.collect())
}

/// What belongs together: by path, then what is gone from one place and new in another with the same integrations.
fn paired(mut old: Versions, new: Versions) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut fresh = Vec::new();
    for (below, (path, source)) in new {
        match old.remove(&below) {
            Some((_, before)) => pairs.push(Pair {
                path,
                old: Some(before),
                new: Some(source),
            }),
            None => fresh.push((path, source)),
        }
    }
    let mut gone: Vec<(PathBuf, Arc<Source>, BTreeSet<String>)> = old
        .into_values()
        .map(|(path, source)| {
            let names = integrations(&source);
            (path, source, names)
        })
        .collect();
    for (path, source) in fresh {
        let names = integrations(&source);
        let shared = |other: &BTreeSet<String>| {
            let shared = names.intersection(other).count();
            (shared > 0 && shared * 2 >= names.len().max(other.len())).then_some(shared)
        };
        let best = gone
            .iter()
            .enumerate()
            .filter_map(|(i, (_, _, other))| Some((shared(other)?, std::cmp::Reverse(i))))
            .max();
        let before = best.map(|(_, std::cmp::Reverse(i))| gone.remove(i).1);
        pairs.push(Pair {
            path,
            old: before,
            new: Some(source),
        });
    }
    pairs.extend(gone.into_iter().map(|(path, source, _)| Pair {
        path,
        old: Some(source),
        new: None,
    }));
    pairs
}

/// The names of a manifest's integrations.
fn integrations(source: &Source) -> BTreeSet<String> {
    let document = parse::parse(source);
    let manifest = manifest::read(&document);
    let names = manifest
        .integrations()
        .iter()
        .filter_map(|integration| integration.name.get());
    names.map(|name| name.as_str().to_owned()).collect()
}

/// The work tree and a revision.
fn against(paths: &[PathBuf], name: &str, settings: &mut Settings) -> Pairs {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut pairs = Vec::new();
    let mut faults = Vec::new();
    // Paths may lie in several repositories.
    let mut groups: Vec<(Revision, Vec<PathBuf>)> = Vec::new();
    for path in paths {
        let folder = existing(path);
        let revision = Revision::open(&folder, name)?;
        match groups
            .iter_mut()
            .find(|(known, _)| known.root() == revision.root())
        {
            Some((_, paths)) => paths.push(path.clone()),
            None => groups.push((revision, vec![path.clone()])),
        }
    }
    for (revision, paths) in groups {
        let (found, more) = in_repository(&revision, name, &paths, settings)?;
        pairs.extend(found);
        faults.extend(more);
    }
    if pairs.is_empty() && faults.is_empty() {
        faults.push(format!(
            "there is no manifest to compare: neither here nor in `{}`",
            visible(name)
        ));
    }
    Ok((pairs, faults))
}

fn in_repository(revision: &Revision, name: &str, paths: &[PathBuf], settings: &mut Settings) -> Pairs {
    let root = resolved(revision.root());
    let (there, gone): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|path| path.exists());
    let (targets, mut faults) = if there.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        walk(&there, settings)
    };
    let mut new = Versions::new();
    for path in targets {
        match read(&path) {
            Ok(source) => {
                new.insert(resolved(&path), (path, source));
            }
            Err(fault) => faults.push(fault),
        }
    }
    let asked: Vec<PathBuf> = paths.iter().map(|path| resolved(path)).collect();
    let wanted = |path: &Path| {
        let path = root_of(path, revision, &root);
        asked.contains(&path)
            || (path
                .file_name()
                .is_some_and(|name| is_manifest(name.as_encoded_bytes()))
                && asked.iter().any(|above| path.starts_with(above)))
    };
    let mut blobs: Vec<Blob> = revision.files(&wanted)?;
    // What the configuration leaves out of the work tree it leaves out of the revision.
    blobs.retain(|blob| {
        let path = root_of(&blob.path, revision, &root);
        new.contains_key(&path) || !left_out(&path, &asked, settings)
    });
    let texts = revision.read(&blobs)?;
    let mut old = Versions::new();
    for (blob, bytes) in blobs.into_iter().zip(texts) {
        let path = root_of(&blob.path, revision, &root);
        let source = source(&format!("{name}:{}", nice_of(&path)), bytes)?;
        old.insert(path.clone(), (path, source));
    }
    for path in gone {
        if !old.contains_key(&resolved(&path)) && !old.keys().any(|known| known.starts_with(resolved(&path)))
        {
            let (path, name) = (shown(&path), visible(name));
            faults.push(format!(
                "`{}` exists neither here nor in `{name}`",
                visible(&path)
            ));
        }
    }
    Ok((paired(old, new), faults))
}

/// `path` as reports name it: from where the program runs.
fn nice_of(path: &Path) -> String {
    let here = std::env::current_dir().ok().map(|here| resolved(&here));
    match here.as_deref().and_then(|here| path.strip_prefix(here).ok()) {
        Some(rest) => shown(rest),
        None => nice(path),
    }
}

/// Whether a configuration leaves a file out that is not named itself.
fn left_out(path: &Path, asked: &[PathBuf], settings: &mut Settings) -> bool {
    if asked.iter().any(|named| named == path) {
        return false;
    }
    settings
        .of(path)
        .is_some_and(|loaded| loaded.config.exclude.matches(&loaded.relative(path), false))
}

/// What is accepted, and which of that something was accepted by.
struct Ledger {
    line: Vec<Acceptance>,
    line_used: Vec<bool>,
    /// By the name of the configuration.
    configs: BTreeMap<String, (Vec<Acceptance>, Vec<bool>)>,
}

impl Ledger {
    fn new(line: &[Acceptance]) -> Self {
        Self {
            line: line.to_vec(),
            line_used: vec![false; line.len()],
            configs: BTreeMap::new(),
        }
    }

    fn accept(&mut self, compared: &mut Compared, loaded: Option<&Loaded>) {
        if let Some(loaded) = loaded.filter(|loaded| !loaded.config.accept.is_empty()) {
            let (list, used) = self.configs.entry(loaded.name.clone()).or_insert_with(|| {
                let list = loaded.config.accept.clone();
                let used = vec![false; list.len()];
                (list, used)
            });
            accept(&mut compared.differences, list, used);
        }
        accept(&mut compared.differences, &self.line, &mut self.line_used);
    }

    fn unused(self) -> Vec<Acceptance> {
        let configs = self.configs.into_values();
        let all = configs.chain([(self.line, self.line_used)]);
        all.flat_map(|(list, used)| list.into_iter().zip(used))
            .filter_map(|(entry, used)| (!used).then_some(entry))
            .collect()
    }
}

impl Args {
    fn fail_on(&self, loaded: Option<&Loaded>) -> FailOn {
        let configured = loaded.and_then(|loaded| loaded.config.compare_fail_on);
        self.fail_on
            .or(configured.map(|(fail_on, _)| fail_on))
            .unwrap_or_default()
    }

    fn options(&self) -> Result<Options, clap::Error> {
        let mut options = Options::default();
        for name in &self.select {
            known("select", name)?;
            options
                .select(name)
                .map_err(|error| usage("select", &error.to_string()))?;
        }
        self.set_levels(&mut options)?;
        Ok(options)
    }

    fn set_levels(&self, options: &mut Options) -> Result<(), clap::Error> {
        for (name, level) in &self.level {
            known("level", name)?;
            options
                .set_level(name, *level)
                .map_err(|error| usage("level", &error.to_string()))?;
        }
        for name in &self.ignore {
            known("ignore", name)?;
            options
                .skip(name)
                .map_err(|error| usage("ignore", &error.to_string()))?;
        }
        Ok(())
    }
}

/// That there is a change called `name`.
fn known(option: &str, name: &str) -> Result<(), clap::Error> {
    unknown(name).map_or(Ok(()), |why| Err(usage(option, &why)))
}

/// Why there is no change called `name`, if so.
fn unknown(name: &str) -> Option<String> {
    if changes::find(name).is_some() {
        return None;
    }
    let hint = match changes::nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`amplint rules` lists the changes, too".to_owned(),
    };
    Some(format!("there is no change `{}`; {hint}", visible(name)))
}

/// A wrong value of `option`.
fn usage(option: &str, text: &str) -> clap::Error {
    exit::usage(&format!("--{option}: {}", visible(text)))
}

fn formats() -> impl TypedValueParser<Value = ChangeFormat> {
    let names = ChangeFormat::ALL.map(|format| PossibleValue::new(format.name()).help(format.summary()));
    let find = |name: String| {
        let known = ChangeFormat::ALL.into_iter().find(|format| format.name() == name);
        known.unwrap_or(ChangeFormat::ALL[0])
    };
    PossibleValuesParser::new(names).map(find)
}

fn classes() -> impl TypedValueParser<Value = FailOn> {
    let names = FailOn::ALL.map(FailOn::name);
    PossibleValuesParser::new(names).map(|name| FailOn::named(&name).unwrap_or_default())
}

fn output_of(text: &str) -> Result<(ChangeFormat, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("it is written FORMAT=FILE")?;
    let format = ChangeFormat::ALL.into_iter().find(|format| format.name() == name);
    let format = format.ok_or_else(|| {
        let names = ChangeFormat::ALL.map(ChangeFormat::name).join(", ");
        format!("there is no format `{}`, but {names}", visible(name))
    })?;
    match file {
        "" => Err("the file's name is missing".to_owned()),
        "-" => Err("standard output takes what --format says".to_owned()),
        _ => Ok((format, file.into())),
    }
}

fn accept_of(text: &str) -> Result<Acceptance, String> {
    let (change, at) = text.split_once('=').ok_or("it is written CHANGE=AT")?;
    if let Some(why) = unknown(change) {
        return Err(why);
    }
    if at.trim().is_empty() {
        return Err("the name path is missing".to_owned());
    }
    Ok(Acceptance {
        change: change.to_owned(),
        at: at.to_owned(),
        reason: "--accept".to_owned(),
        until: None,
    })
}
