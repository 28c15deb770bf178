//! The JSON report, version 1. `schemas/report.schema.json` describes it, and is tested against it.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::ser::{CharEscape, Formatter};

use super::{Report, clamped};
use crate::diagnostic::Diagnostic;
use crate::escape::is_hidden;
use crate::source::{Position, Source, Span};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
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
        },
        findings: Findings(report),
    };
    whole.serialize(&mut serde_json::Serializer::with_formatter(
        &mut *out,
        Lines::default(),
    ))?;
    writeln!(out)
}

#[derive(serde::Serialize)]
struct Whole<'a> {
    version: u8,
    tool: Tool,
    summary: Summary,
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
    url: Option<&'static str>,
    file: &'a str,
    path: &'a str,
    span: Place,
    labels: Vec<Label<'a>>,
    fixes: Vec<Fix<'a>>,
    suppressed: bool,
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
        let others = finding.labels.iter().map(|other| {
            let source = other.source.as_deref().unwrap_or(source);
            label(source, other.span, &other.message)
        });
        Self {
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            url: None,
            file: source.name(),
            path: &finding.path,
            span: Place::new(source, finding.span),
            labels: own.chain(others).collect(),
            fixes: finding.fixes.iter().map(|fix| Fix::new(source, fix)).collect(),
            suppressed: finding.suppressed,
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
struct Place {
    start: Point,
    end: Point,
}

impl Place {
    fn new(source: &Source, span: Span) -> Self {
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

/// The object's keys and the findings on a line each, and nothing hidden in the texts.
#[derive(Default)]
struct Lines {
    depth: usize,
    /// There is a finding.
    filled: bool,
}

impl Lines {
    /// Up to this depth every entry has its own line.
    const OPEN: usize = 2;

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        out.write_all(bracket)
    }

    fn entry<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        match self.depth {
            1 => out.write_all(b"\n  "),
            _ if first => Ok(()),
            _ => out.write_all(b" "),
        }
    }
}

impl Formatter for Lines {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if self.depth == Self::OPEN {
            self.filled = true;
            return out.write_all(if first { b"\n    " } else { b",\n    " });
        }
        self.entry(out, first)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(if self.depth + 1 == Self::OPEN && self.filled {
            b"\n  ]"
        } else {
            b"]"
        })
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut copied = 0;
        for (i, c) in text.char_indices().filter(|&(_, c)| is_hidden(c)) {
            out.write_all(&text.as_bytes()[copied..i])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            copied = i + c.len_utf8();
        }
        out.write_all(&text.as_bytes()[copied..])
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(out, escape)
    }
}
