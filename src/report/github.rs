//! Workflow commands, by which GitHub annotates files: `::error file=…,line=…::message`. In the log each reads as
//! a line of the `concise` format, with the help below it.

use std::io::{self, Write};

use super::input::{Look, Report};
use super::words::{clamped, told_in_full};
use crate::diagnostic::{Diagnostic, Level};
use crate::escape::visible_lines;
use crate::source::{Source, Span};
use crate::words::count;

/// How many annotations of each level GitHub shows of a step.
const SHOWN: usize = 10;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let of = |level| {
        report
            .shown(Look::default())
            .filter(move |(_, finding)| finding.level == level)
    };
    // What fails a check comes first, and the note before advice, which is shown as a notice like it.
    for level in [Level::Error, Level::Warning] {
        of(level).try_for_each(|(source, finding)| command(source, finding, out))?;
    }
    note(report, out)?;
    of(Level::Info).try_for_each(|(source, finding)| command(source, finding, out))
}

/// Says how many annotations nobody will see.
fn note(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in report.files() {
        if let Some(more) = file.unlisted() {
            let name = data(file.source.name());
            writeln!(out, "::notice title=amplint::{name} has {more}")?;
        }
    }
    let beyond = |level, shown| {
        let listed = report.standing().filter(|(_, finding)| finding.level == level);
        listed.count().saturating_sub(shown)
    };
    let (errors, warnings) = (beyond(Level::Error, SHOWN), beyond(Level::Warning, SHOWN));
    if errors + warnings + beyond(Level::Info, SHOWN) == 0 {
        return Ok(());
    }
    // The note itself takes the place of one.
    let infos = beyond(Level::Info, SHOWN - 1);
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning"), (infos, "info")]
        .into_iter()
        .filter(|&(number, _)| number > 0)
        .map(|(number, name)| count(number, name))
        .collect();
    writeln!(
        out,
        "::notice title=amplint::GitHub shows {SHOWN} annotations of each level; only the log of this step shows {} more",
        parts.join(", ")
    )
}

fn command(source: &Source, finding: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let name = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let span = clamped(source, finding.span);
    let (start, end) = (source.position(span.start), source.position(span.end));
    write!(
        out,
        "::{name} title=amplint ({}),file={},line={}",
        property(finding.rule),
        property(source.name()),
        start.line
    )?;
    // Columns are allowed within one line only.
    if start.line == end.line {
        write!(
            out,
            ",endLine={},col={},endColumn={}",
            end.line, start.column, end.column
        )?;
    } else {
        write!(out, ",endLine={}", last_line(source, span))?;
    }
    writeln!(out, "::{}", data(&told_in_full(source, finding)))
}

/// The line of the last character.
fn last_line(source: &Source, span: Span) -> u32 {
    source.line_of(span.end.saturating_sub(1).max(span.start))
}

/// `text` as the message of a command.
fn data(text: &str) -> String {
    visible_lines(text).replace('%', "%25").replace('\n', "%0A")
}

/// `text` as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
