//! One file through all stages.

use std::collections::{HashMap, HashSet};

use crate::api::{self, kind};
use crate::diagnostic::{Diagnostic, Level, Tally, sort_and_join};
use crate::manifest::{self, Integration, Manifest, Shape, Slot, Text};
use crate::options::{Options, RuleLevel};
use crate::rule::{Check, Context, Group, LastModule, LastObject, Rule, Schedule, Sink, SuppressionProblem};
use crate::source::{Source, Span, TooLarge};
use crate::{parse, rules, schedule, suppress, yaml};

/// The rule that speaks of files that are something else.
pub(crate) const NOT_A_MANIFEST: &str = "not-a-manifest";

/// How many findings of one file are kept; the rest are counted in [`Checked::omitted`].
pub const MAX_FINDINGS: usize = 10_000;

/// A file and what was found in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The file.
    pub source: Source,
    /// The findings in the order of their places.
    pub findings: Vec<Diagnostic>,
    /// The findings beyond [`MAX_FINDINGS`], which are not listed.
    pub omitted: Tally,
}

impl Checked {
    /// Whether the file was found to be something else than a manifest.
    #[doc(hidden)]
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.findings.iter().any(|finding| finding.rule == NOT_A_MANIFEST)
    }

    /// A file with these findings, for those who find by themselves.
    #[doc(hidden)]
    #[must_use]
    pub fn new(source: Source, findings: Vec<Diagnostic>, omitted: Tally) -> Self {
        Self {
            source,
            findings,
            omitted,
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.omitted == Tally::default()
    }

    /// Says that not all findings are listed, if so.
    #[must_use]
    pub fn unlisted(&self) -> Option<String> {
        match self.omitted.total() {
            0 => None,
            1 => Some("1 finding more than is listed".to_owned()),
            more => Some(format!("{more} findings more than are listed")),
        }
    }

    /// Whether any finding that stands reaches `level`.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        reaches(&self.findings, level)
            || Level::ALL
                .into_iter()
                .any(|at| at >= level && self.omitted.of(at) > 0)
    }
}

/// Checks `bytes` as the file called `name`, a manifest or API documents. Reads and writes nothing else.
///
/// # Errors
/// [`TooLarge`] when there are more bytes than are checked. Everything else that may be wrong with them is a
/// finding.
///
/// ```
/// use amplint::{Options, check};
///
/// let text = "specVersion: 1.0.0\nintegrations: []\n";
/// let checked = check("amp.yaml", text.into(), &Options::default()).unwrap();
/// assert_eq!(checked.findings[0].rule, "integration-structure");
/// ```
pub fn check(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Checked, TooLarge> {
    Ok(check_source(Source::new(name, bytes)?, options))
}

/// Checks `source` as [`check`] does.
#[doc(hidden)]
#[must_use]
pub fn check_source(source: Source, options: &Options) -> Checked {
    let look = look(&source, options);
    checked(source, look)
}

/// Checks `source` as [`check`] does, for those who may lose interest: `None` once `cancelled` says so, which is asked
/// now and then.
#[doc(hidden)]
#[must_use]
pub fn check_unless(source: Source, options: &Options, cancelled: &dyn Fn() -> bool) -> Option<Checked> {
    let (look, ()) = look_unless(&source, options, cancelled, |_| ())?;
    Some(checked(source, look))
}

/// What a look at a file comes to, no more than can be listed.
pub(crate) fn checked(source: Source, look: Seen) -> Checked {
    let Seen {
        mut findings,
        mut omitted,
        ..
    } = look;
    if findings.len() > MAX_FINDINGS {
        // The mildest go first: what fails a check is never left out for what doesn't.
        findings.sort_by_key(|finding| (finding.suppressed, std::cmp::Reverse(finding.level)));
        for finding in findings.drain(MAX_FINDINGS..) {
            omitted.add(&finding, finding.level);
        }
        sort_and_join(&mut findings);
    }
    Checked {
        source,
        findings,
        omitted,
    }
}

/// What a look at a file shows.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// All findings in the order of their places.
    pub findings: Vec<Diagnostic>,
    /// Those that there were more than can be held.
    pub omitted: Tally,
    /// At how many places the text is not YAML.
    pub broken: usize,
    /// Whether some of it was read as it is likely meant, not as it stands.
    pub guessed: bool,
}

impl Seen {
    /// What of it `options` keep.
    pub(crate) fn kept(mut self, options: &Options) -> Self {
        self.findings
            .retain(|finding| options.keeps(finding.rule, finding.level));
        self.omitted.retain(|rule, level| options.keeps(rule, level));
        self
    }
}

/// Looks for everything in `source` that `options` keep.
pub(crate) fn look(source: &Source, options: &Options) -> Seen {
    look_and(source, options, |_| ()).0
}

/// The same, with what `see` makes of the document on the way.
pub(crate) fn look_and<T>(
    source: &Source,
    options: &Options,
    see: impl FnOnce(&yaml::Document<'_>) -> T,
) -> (Seen, T) {
    let document = read_document(source, options);
    look_through(source, options, &document, see)
}

/// The same; `None` once `cancelled` says so.
pub(crate) fn look_unless<T>(
    source: &Source,
    options: &Options,
    cancelled: &dyn Fn() -> bool,
    see: impl FnOnce(&yaml::Document<'_>) -> T,
) -> Option<(Seen, T)> {
    let document = read_document_unless(source, options, cancelled)?;
    Some(look_through(source, options, &document, see))
}

fn look_through<T>(
    source: &Source,
    options: &Options,
    document: &yaml::Document<'_>,
    see: impl FnOnce(&yaml::Document<'_>) -> T,
) -> (Seen, T) {
    let seen = see(document);
    let mut payloads = kind::payloads(document, options.kind).map(|nodes| api::read(document, &nodes));
    if let (Some(payloads), Some(kind), None) = (&mut payloads, options.kind, document.root())
        && document.problems().is_empty()
    {
        payloads.expect_one(kind);
    }
    let manifest = if payloads.is_some() {
        Manifest::none()
    } else {
        manifest::read(document)
    };
    let context = Context {
        source,
        document,
        manifest: &manifest,
        payloads: payloads.as_ref(),
        reads: options.manifest.as_deref(),
        destinations: options.destinations.as_deref(),
        own: options.own.as_deref(),
        projects: &options.projects,
        module: LastModule::default(),
        object: LastObject::default(),
    };
    // Of what is something else, nothing else is worth a word.
    let foreign = payloads.is_none() && manifest::foreign(document).is_some();
    // Whether a comment silences something can only be told when everything has been looked for.
    let suppressions = !foreign && suppress::any(document);
    let mut run = Run::new(&context, options, suppressions);
    if foreign {
        run.active.retain_only(NOT_A_MANIFEST);
    }
    run.file();
    without_echoes(document, &mut run.sink.findings);
    set_levels(&mut run.sink.findings, options);
    sort_and_join(&mut run.sink.findings);
    if suppressions {
        let problems = suppress::apply(source, document, options, &mut run.sink.findings);
        let before = run.sink.findings.len();
        run.suppressions(&problems);
        set_levels(&mut run.sink.findings[before..], options);
        sort_and_join(&mut run.sink.findings);
    }
    let Sink {
        findings, omitted, ..
    } = run.sink;
    let broken = document
        .problems()
        .iter()
        .filter(|problem| problem.is_typo())
        .count();
    let guessed = |problem: &yaml::Problem| matches!(problem.kind, yaml::ProblemKind::Typo(_));
    let look = Seen {
        findings,
        omitted,
        broken,
        guessed: broken > 0 || document.problems().iter().any(guessed),
    };
    (look.kept(options), seen)
}

/// Reads `source` as what it is, a manifest or API documents: where several fixes of what is not YAML do, by what
/// leaves least wrong.
#[must_use]
pub fn read_document<'s>(source: &'s Source, options: &Options) -> yaml::Document<'s> {
    read_until(source, options, false, &|| false)
}

/// The same, for those who may lose interest: `None` once `cancelled` says so, which is asked now and then.
#[must_use]
pub(crate) fn read_document_unless<'s>(
    source: &'s Source,
    options: &Options,
    cancelled: &dyn Fn() -> bool,
) -> Option<yaml::Document<'s>> {
    let document = read_until(source, options, false, cancelled);
    // What was broken off half way is no reading.
    (!cancelled()).then_some(document)
}

/// The same for a manifest in which what is YAML stands as it is meant, however odd it is.
#[must_use]
pub(crate) fn read_as_written<'s>(
    source: &'s Source,
    cancelled: &dyn Fn() -> bool,
) -> Option<yaml::Document<'s>> {
    let document = read_until(source, &Options::default(), true, cancelled);
    (!cancelled()).then_some(document)
}

fn read_until<'s>(
    source: &'s Source,
    options: &Options,
    as_written: bool,
    cancelled: &dyn Fn() -> bool,
) -> yaml::Document<'s> {
    let guide = yaml::Guide {
        faults: &|document| faults(document, options),
        knows: &Shape::known,
        heads: &Shape::heads,
        cancelled,
        as_written,
        above: &Shape::above,
        lists: &Shape::lists,
        begins: &Shape::begins,
        prose: &Shape::prose,
        together: &Shape::together,
    };
    parse::parse_for(source, &guide)
}

/// Where something is wrong with the shape of what `document` holds.
fn faults(document: &yaml::Document<'_>, options: &Options) -> Vec<Span> {
    let problems = match kind::payloads(document, options.kind) {
        Some(nodes) => api::read(document, &nodes).violations,
        None => manifest::read(document).violations,
    };
    let place = |problem: &manifest::Violation| document.span(problem.at.place(document));
    problems.iter().map(place).collect()
}

/// Of so many values without a JSON form nothing else is said.
const MOST_NO_JSON: usize = 100;

/// Leaves out what is said of values that a typo stands within, but for the typo itself.
fn without_echoes(document: &yaml::Document<'_>, findings: &mut Vec<Diagnostic>) {
    let doubtful = document.doubtful();
    findings.retain(|finding| {
        let at = finding.span;
        let before = doubtful.partition_point(|span| span.start < at.end);
        let meets = before > 0 && doubtful[before - 1].end > at.start;
        finding.rule.starts_with("yaml-") || !meets
    });
    // Where a key that has shifted belongs is a guess.
    let shifted = findings.iter().filter(|finding| finding.rule == "yaml-syntax");
    let shifted: HashSet<Span> = shifted.map(|finding| finding.span).collect();
    findings.retain(|finding| finding.rule != "misplaced-key" || !shifted.contains(&finding.span));
    // Of a value without a JSON form, that is said.
    let no_json = document.problems().iter();
    let no_json = no_json.filter(|problem| matches!(problem.kind, yaml::ProblemKind::NoJson { .. }));
    for span in no_json.map(|problem| problem.span).take(MOST_NO_JSON) {
        let at = |finding: &Diagnostic| finding.span == span && finding.level == Level::Error;
        if findings
            .iter()
            .any(|finding| at(finding) && finding.rule.starts_with("yaml-"))
        {
            findings.retain(|finding| !at(finding) || finding.rule.starts_with("yaml-"));
        }
    }
}

fn set_levels(findings: &mut [Diagnostic], options: &Options) {
    for finding in findings {
        if let Some(RuleLevel::At(level)) = options.level(finding.rule) {
            finding.level = level;
        }
    }
}

/// The active rules, by what they are called for.
#[derive(Default)]
struct Active {
    file: Vec<&'static Rule>,
    yaml: Vec<&'static Rule>,
    shape: Vec<&'static Rule>,
    integration: Vec<&'static Rule>,
    read_object: Vec<&'static Rule>,
    write_object: Vec<&'static Rule>,
    subscribe_object: Vec<&'static Rule>,
    schedule: Vec<&'static Rule>,
    payload: Vec<&'static Rule>,
    suppression: Vec<&'static Rule>,
}

impl Active {
    /// Leaves out all rules but one about files.
    fn retain_only(&mut self, id: &str) {
        let mut file = std::mem::take(&mut self.file);
        file.retain(|rule| rule.id == id);
        *self = Self {
            file,
            ..Self::default()
        };
    }
}

struct Run<'a> {
    context: &'a Context<'a>,
    active: Active,
    sink: Sink<'a>,
    /// Schedules (and whether they are watchSchema's) in which nothing was found.
    clean: HashSet<(&'a str, bool)>,
    parsed: HashMap<&'a str, Result<schedule::Cron, Vec<schedule::CronError>>>,
}

/// Calls every rule in `$rules`, whose check must be `Check::$on`.
macro_rules! call {
    ($run:ident, $rules:ident, $on:ident $(, $argument:expr)*) => {
        for rule in &$run.active.$rules {
            if let Check::$on(check) = rule.check {
                $run.sink.begin(rule.id, rule.level);
                check($run.context $(, $argument)*, &mut $run.sink);
            }
        }
    };
}

impl<'a> Run<'a> {
    /// With `all`, rules below the level that is shown run too.
    fn new(context: &'a Context<'a>, options: &Options, all: bool) -> Self {
        let mut active = Active::default();
        let mut levels = HashMap::new();
        for &rule in rules::ALL {
            let level = match options.level(rule.id) {
                Some(RuleLevel::Off) => continue,
                Some(RuleLevel::At(level)) => {
                    levels.insert(rule.id, level);
                    level
                }
                None => rule.level,
            };
            if !all && !options.keeps(rule.id, level) {
                continue;
            }
            match rule.check {
                Check::File(_) if rule.group != Group::File && !context.is_manifest() => continue,
                Check::File(_) => &mut active.file,
                Check::Yaml(_) => &mut active.yaml,
                Check::Shape(_) => &mut active.shape,
                Check::Integration(_) => &mut active.integration,
                Check::ReadObject(_) => &mut active.read_object,
                Check::WriteObject(_) => &mut active.write_object,
                Check::SubscribeObject(_) => &mut active.subscribe_object,
                Check::Schedule(_) => &mut active.schedule,
                Check::Payload(_) => &mut active.payload,
                Check::Suppression(_) => &mut active.suppression,
            }
            .push(rule);
        }
        Self {
            context,
            active,
            sink: Sink::new(context.document, levels),
            clean: HashSet::new(),
            parsed: HashMap::new(),
        }
    }

    fn file(&mut self) {
        call!(self, file, File);
        for problem in self.context.document.problems() {
            call!(self, yaml, Yaml, problem);
        }
        for problem in &self.context.manifest.violations {
            call!(self, shape, Shape, problem);
        }
        for integration in self.context.manifest.integrations() {
            self.integration(integration);
        }
        if let Some(payloads) = self.context.payloads {
            for problem in &payloads.violations {
                call!(self, shape, Shape, problem);
            }
            for payload in &payloads.items {
                call!(self, payload, Payload, payload);
            }
        }
    }

    fn suppressions(&mut self, problems: &[SuppressionProblem]) {
        for problem in problems {
            call!(self, suppression, Suppression, problem);
        }
    }

    fn integration(&mut self, integration: &'a Integration<'a>) {
        call!(self, integration, Integration, integration);
        for object in integration.read_objects() {
            call!(self, read_object, ReadObject, integration, object);
            if let Slot::Value(text) = &object.schedule {
                self.schedule(text, false);
            }
        }
        for object in integration.write_objects() {
            call!(self, write_object, WriteObject, integration, object);
        }
        for object in integration.subscribe_objects() {
            call!(self, subscribe_object, SubscribeObject, integration, object);
        }
        if let Some(text) = integration
            .watch_schema
            .get()
            .and_then(|watch| watch.schedule.get())
        {
            self.schedule(text, true);
        }
    }

    fn schedule(&mut self, text: &'a Text<'a>, watch_schema: bool) {
        if self.clean.contains(&(text.as_str(), watch_schema)) {
            return;
        }
        let cron = self
            .parsed
            .entry(text.as_str())
            .or_insert_with(|| schedule::parse(text.as_str()));
        let schedule = Schedule {
            text,
            cron,
            watch_schema,
        };
        let before = self.sink.reported;
        for rule in &self.active.schedule {
            if let Check::Schedule(check) = rule.check {
                self.sink.begin(rule.id, rule.level);
                check(self.context, &schedule, &mut self.sink);
            }
        }
        if self.sink.reported == before {
            self.clean.insert((text.as_str(), watch_schema));
        }
    }
}

/// Whether any finding in `findings` reaches `level`.
#[must_use]
pub fn reaches(findings: &[Diagnostic], level: Level) -> bool {
    findings
        .iter()
        .any(|finding| !finding.suppressed && finding.level >= level)
}
