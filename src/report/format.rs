//! The formats, by name.

use std::io::{self, Write};

use super::input::{Look, Report};
use super::{concise, full, github, gitlab, json, junit, sarif};

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Format {
    /// The source with the places underlined, and a line that sums up.
    #[default]
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object; `schemas/report.schema.json` describes it.
    Json,
    /// SARIF 2.1.0, which code scanning services and editors read.
    Sarif,
    /// Commands by which a GitHub workflow annotates files.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML: a test case for each finding.
    Junit,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 7] = [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
    ];

    /// Its name in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
        }
    }

    /// What it is for, in a few words.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Format::Full => "the source with the places underlined, and a summary",
            Format::Concise => "one line a finding, for editors and grep",
            Format::Json => "one JSON object, for programs",
            Format::Sarif => "SARIF 2.1.0, for code scanning services and editors",
            Format::Github => "annotations of a GitHub workflow",
            Format::Gitlab => "GitLab's code quality report",
            Format::Junit => "JUnit's XML, a test case a finding",
        }
    }

    /// Whether people read it, so that colour and other looks mean something.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Format::Full | Format::Concise)
    }

    /// Writes `report`; `look` matters to formats that people read.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Format::Full => full::write(report, look, out),
            Format::Concise => concise::write(report, look, out),
            Format::Json => json::write(report, look, out),
            Format::Sarif => sarif::write(report, out),
            Format::Github => github::write(report, out),
            Format::Gitlab => gitlab::write(report, out),
            Format::Junit => junit::write(report, out),
        }
    }
}

impl Report {
    /// The line that sums up for people, without its line break.
    #[must_use]
    pub fn summary_line(&self, look: Look) -> String {
        full::summary(self, look)
    }
}
