//! The JSON report, version 1. `schemas/report.schema.json` describes it, and is tested against it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::input::{Look, Report};
use super::lines::{Lines, write_json};
use super::page::{facts_of, page};
use super::statistics::{Count, counts};
use super::words::clamped;
use crate::diagnostic::Diagnostic;
use crate::source::{Position, Source, Span};

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary();
    let whole = Whole {
        version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        summary: Summary {
            files: summary.files,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            suppressed: summary.suppressed,
            fixable: summary.fixable,
            omitted: Some(summary.omitted).filter(|&number| number > 0),
        },
        statistics: look.statistics.then(|| counts(report)),
        findings: Findings(report),
    };
    // The object's keys and the findings on a line each.
    write_json(&whole, Lines::new(1, 2), out)
}

#[derive(serde::Serialize)]
struct Whole<'a> {
    version: u8,
    tool: Tool,
    summary: Summary,
    /// Only when they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<BTreeMap<&'a str, Count>>,
    findings: Findings<'a>,
}

#[derive(serde::Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(serde::Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    fixable: usize,
    /// Only when there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<usize>,
}

/// Made one by one while they are written: a large report takes no memory.
struct Findings<'a>(&'a Report);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for (source, finding) in self.0.all() {
            list.serialize_element(&Finding::new(source, finding))?;
        }
        list.end()
    }
}

#[derive(serde::Serialize)]
struct Finding<'a> {
    rule: &'static str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    url: Option<String>,
    file: &'a str,
    path: &'a str,
    #[serde(rename = "namePath")]
    name_path: &'a str,
    span: Place,
    labels: Vec<Label<'a>>,
    fixes: Vec<Fix<'a>>,
    suppressed: bool,
    #[serde(rename = "factsDate", skip_serializing_if = "Option::is_none")]
    facts_date: Option<&'static str>,
}

impl<'a> Finding<'a> {
    fn new(source: &'a Source, finding: &'a Diagnostic) -> Self {
        let label = |source: &'a Source, span, message| Label {
            message,
            file: source.name(),
            span: Place::new(source, span),
        };
        let own = finding
            .label
            .iter()
            .map(|message| label(source, finding.span, message));
        let others = finding
            .labels
            .iter()
            .map(|other| label(other.source_in(source), other.span, &other.message));
        Self {
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            url: page(finding.rule),
            file: source.name(),
            path: &finding.path,
            name_path: &finding.name_path,
            span: Place::new(source, finding.span),
            labels: own.chain(others).collect(),
            fixes: finding.fixes.iter().map(|fix| Fix::new(source, fix)).collect(),
            suppressed: finding.suppressed,
            facts_date: facts_of(finding.rule),
        }
    }
}

#[derive(serde::Serialize)]
struct Label<'a> {
    message: &'a str,
    file: &'a str,
    span: Place,
}

#[derive(serde::Serialize)]
struct Fix<'a> {
    message: &'a str,
    applicability: &'static str,
    edits: Vec<Edit<'a>>,
}

impl<'a> Fix<'a> {
    fn new(source: &Source, fix: &'a crate::fix::Fix) -> Self {
        let edits = fix.edits.iter();
        Self {
            message: &fix.message,
            applicability: fix.applicability.name(),
            edits: edits
                .map(|edit| Edit {
                    span: Place::new(source, edit.span),
                    text: &edit.text,
                })
                .collect(),
        }
    }
}

#[derive(serde::Serialize)]
struct Edit<'a> {
    span: Place,
    text: &'a str,
}

#[derive(serde::Serialize)]
pub(super) struct Place {
    start: Point,
    end: Point,
}

impl Place {
    pub(super) fn new(source: &Source, span: Span) -> Self {
        let span = clamped(source, span);
        Self {
            start: source.position(span.start).into(),
            end: source.position(span.end).into(),
        }
    }
}

#[derive(serde::Serialize)]
struct Point {
    offset: u32,
    line: u32,
    column: u32,
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self {
            offset: position.offset,
            line: position.line,
            column: position.column,
        }
    }
}
