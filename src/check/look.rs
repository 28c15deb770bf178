//! One look at a file: everything that is found in it.

use super::checked::NOT_A_MANIFEST;
use super::echo::without_echoes;
use super::reading::{read_document, read_document_unless};
use super::run::Run;
use crate::api::{self, kind};
use crate::diagnostic::{Diagnostic, Tally, sort_and_join};
use crate::manifest::{self, Manifest};
use crate::options::{Options, RuleLevel};
use crate::rule::{Context, LastModule, LastObject, Sink};
use crate::source::Source;
use crate::{suppress, yaml};

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

fn set_levels(findings: &mut [Diagnostic], options: &Options) {
    for finding in findings {
        if let Some(RuleLevel::At(level)) = options.level(finding.rule) {
            finding.level = level;
        }
    }
}
