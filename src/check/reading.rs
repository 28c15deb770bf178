//! Reading a file as what it is.

use crate::api::{self, kind};
use crate::manifest::{self, Shape};
use crate::options::Options;
use crate::source::{Source, Span};
use crate::{parse, yaml};

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
