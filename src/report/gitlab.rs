//! GitLab's code quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::fingerprint::Fingerprints;
use super::input::Report;
use super::lines::{Lines, write_json};
use super::page::page;
use super::words::{clamped, told};
use crate::diagnostic::Level;
use crate::source::Position;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Findings(report), Lines::new(0, 1), out)
}

/// Made one by one while they are written.
struct Findings<'a>(&'a Report);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut fingerprints = Fingerprints::default();
        for (source, finding) in self.0.all() {
            // Silenced ones are counted, so that silencing one gives the next no other fingerprint.
            let fingerprint = fingerprints.next(source, finding);
            if finding.suppressed {
                continue;
            }
            let span = clamped(source, finding.span);
            list.serialize_element(&Finding {
                description: told(finding),
                check_name: finding.rule,
                fingerprint,
                severity: severity(finding.level),
                location: Location {
                    path: source.name(),
                    positions: Positions {
                        begin: source.position(span.start).into(),
                        end: source.position(span.end).into(),
                    },
                },
                content: Content::of(finding.rule),
            })?;
        }
        // There is no other place to say it.
        for file in self.0.files() {
            let Some(more) = file.unlisted() else { continue };
            let source = &file.source;
            list.serialize_element(&Finding {
                description: Cow::Owned(more),
                check_name: env!("CARGO_PKG_NAME"),
                fingerprint: fingerprints.of(source.name(), "", ""),
                severity: severity(Level::Info),
                location: Location {
                    path: source.name(),
                    positions: Positions {
                        begin: source.position(0).into(),
                        end: source.position(0).into(),
                    },
                },
                content: None,
            })?;
        }
        list.end()
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Info => "info",
    }
}

#[derive(serde::Serialize)]
struct Finding<'a> {
    description: Cow<'a, str>,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
}

/// More to read, in Markdown.
#[derive(serde::Serialize)]
struct Content {
    body: String,
}

impl Content {
    fn of(rule: &str) -> Option<Self> {
        let body = format!("[{rule}]({})", page(rule)?);
        Some(Self { body })
    }
}

#[derive(serde::Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(serde::Serialize)]
struct Positions {
    begin: Point,
    end: Point,
}

#[derive(serde::Serialize)]
struct Point {
    line: u32,
    column: u32,
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
        }
    }
}
