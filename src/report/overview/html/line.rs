//! Lines of a file with what is found in them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::escape::visible;
use crate::report::page;
use crate::source::{Source, Span};
use crate::words::shortened;

/// How many characters of a source line are shown.
const LONGEST_LINE: usize = 160;

/// A source line, what of it is marked, and what is found there.
#[derive(Serialize)]
pub(super) struct Line {
    /// Lines before it are left out.
    gap: bool,
    number: u32,
    before: String,
    marked: String,
    after: String,
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    level: &'static str,
    rule: &'static str,
    message: String,
    help: Option<String>,
    url: Option<String>,
}

/// The lines of findings, each with those around it.
pub(super) fn lines(source: &Source, findings: &[&Diagnostic]) -> Vec<Line> {
    let mut wanted = BTreeMap::<u32, Vec<&Diagnostic>>::new();
    let last = source.line_count();
    for finding in findings {
        let line = source.line_of(finding.span.start);
        wanted.entry(line).or_default().push(finding);
        for around in [line.saturating_sub(1).max(1), (line + 1).min(last.max(1))] {
            wanted.entry(around).or_default();
        }
    }
    let mut before = 0;
    let mut lines = Vec::new();
    for (number, found) in wanted {
        let span = source.line_span(number);
        let marked = found.first().map(|finding| finding.span);
        let (head, middle, tail) = split(source, span, marked);
        lines.push(Line {
            gap: before > 0 && number > before + 1,
            number,
            before: shortened(&visible(head), LONGEST_LINE),
            marked: shortened(&visible(middle), LONGEST_LINE),
            after: shortened(&visible(tail), LONGEST_LINE),
            findings: found.iter().map(|finding| Found::new(finding)).collect(),
        });
        before = number;
    }
    lines
}

/// A line before, in and after what is marked of it.
fn split(source: &Source, line: Span, marked: Option<Span>) -> (&str, &str, &str) {
    let text = source.slice(line).trim_end_matches(['\n', '\r']);
    let Some(marked) = marked else {
        return (text, "", "");
    };
    let at = |offset: u32| (offset.saturating_sub(line.start) as usize).min(text.len());
    let (start, end) = (at(marked.start), at(marked.end));
    match (
        text.get(..start),
        text.get(start..end.max(start)),
        text.get(end.max(start)..),
    ) {
        (Some(before), Some(marked), Some(after)) => (before, marked, after),
        _ => (text, "", ""),
    }
}

impl Found {
    fn new(finding: &Diagnostic) -> Self {
        Self {
            level: finding.level.name(),
            rule: finding.rule,
            message: visible(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| visible(help).into_owned()),
            url: page(finding.rule),
        }
    }
}
