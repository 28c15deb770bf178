//! The JSON report of a comparison, version 1. `schemas/compare.schema.json` describes it.

use std::io::{self, Write};

use serde::Serialize;

use super::input::Comparison;
use crate::change::{Class, Difference, Spot};
use crate::compare::Compared;
use crate::report::json::Place;
use crate::report::lines::{Lines, write_json};
use crate::report::page;
use crate::source::Source;

pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let gap = |file: &'_ Compared, gap: &crate::change::Gap| {
        let source = if gap.old { &file.old } else { &file.new };
        source.as_ref().map(|source| Gap {
            at: gap.at.clone(),
            message: gap.why,
            file: source.name().to_owned(),
            span: Place::new(source, gap.span),
        })
    };
    let whole = Whole {
        version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        summary: Summary {
            breaking: comparison.count(Class::Breaking),
            everyone: comparison.count(Class::Everyone),
            new: comparison.count(Class::New),
            compatible: comparison.count(Class::Compatible),
            accepted: comparison.accepted(),
        },
        changes: comparison
            .all()
            .map(|(file, found)| Change::new(file, found))
            .collect(),
        not_compared: comparison
            .files
            .iter()
            .flat_map(|file| file.gaps.iter().filter_map(move |found| gap(file, found)))
            .collect(),
        unused: comparison
            .unused
            .iter()
            .map(|entry| Unused {
                change: &entry.change,
                at: &entry.at,
                reason: &entry.reason,
            })
            .collect(),
    };
    write_json(&whole, Lines::new(1, 2), out)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole<'a> {
    version: u8,
    tool: Tool,
    summary: Summary,
    changes: Vec<Change<'a>>,
    not_compared: Vec<Gap>,
    unused: Vec<Unused<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    breaking: usize,
    everyone: usize,
    new: usize,
    compatible: usize,
    accepted: usize,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the report calls it so")]
struct Change<'a> {
    change: &'static str,
    class: &'static str,
    level: &'static str,
    certainty: &'static str,
    at: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    url: Option<String>,
    old: Option<Side<'a>>,
    new: Option<Side<'a>>,
    accepted: Option<Accepted<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    file: &'a str,
    span: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Accepted<'a> {
    reason: &'a str,
    until: Option<&'a str>,
}

#[derive(Serialize)]
struct Gap {
    at: String,
    message: &'static str,
    file: String,
    span: Place,
}

#[derive(Serialize)]
struct Unused<'a> {
    change: &'a str,
    at: &'a str,
    reason: &'a str,
}

impl<'a> Change<'a> {
    fn new(file: &'a Compared, found: &'a Difference) -> Self {
        let side = |source: Option<&'a Source>, spot: Option<&'a Spot>| {
            let (source, spot) = (source?, spot?);
            Some(Side {
                file: source.name(),
                span: Place::new(source, spot.span),
                text: &spot.text,
            })
        };
        Self {
            change: found.change,
            class: found.class.name(),
            level: found.level.name(),
            certainty: found.certainty.name(),
            at: &found.at,
            message: &found.message,
            help: found.help.as_deref(),
            url: page(found.change),
            old: side(file.old.as_deref(), found.old.as_ref()),
            new: side(file.new.as_deref(), found.new.as_ref()),
            accepted: found.accepted.as_ref().map(|accepted| Accepted {
                reason: &accepted.reason,
                until: accepted.until.as_deref(),
            }),
        }
    }
}
