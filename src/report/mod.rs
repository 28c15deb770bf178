//! Findings as users and other programs read them. One file a format; none of them knows a rule.
//!
//! Whatever stands in a file, its name or a message: no report holds raw control characters.

use std::io::{self, Write};

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Level};
use crate::fix::Applicability;
use crate::source::{Source, Span, index};

mod concise;
mod excerpt;
mod full;
mod json;
mod paint;
mod snippet;
mod statistics;

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Format {
    /// The source with the places underlined, and a line that sums up.
    #[default]
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object; `schemas/report.schema.json` describes it.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 3] = [Format::Full, Format::Concise, Format::Json];

    /// Its name in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Json => "json",
        }
    }

    /// What it is for, in a few words.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Format::Full => "the source with the places underlined, and a summary",
            Format::Concise => "one line a finding, for editors and grep",
            Format::Json => "one JSON object, for programs",
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
            Format::Full | Format::Concise if look.statistics => {
                statistics::write(report, out)?;
                if self == Format::Full {
                    full::write_end(report, look, out)
                } else {
                    Ok(())
                }
            }
            Format::Full => full::write(report, look, out),
            Format::Concise => concise::write(report, look, out),
            Format::Json => json::write(report, out),
        }
    }
}

/// How a report for people looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Look {
    /// With colours.
    pub color: bool,
    /// Without the line that sums up.
    pub quiet: bool,
    /// Counts of findings by rule in place of the findings.
    pub statistics: bool,
    /// Files were mended: the last line says how many findings were, and how many are left.
    pub fixing: bool,
}

/// What a run found, in the order it is shown in.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<Checked>,
    summary: Summary,
}

/// A run in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Summary {
    /// Files that were checked.
    pub files: usize,
    /// Files with findings that are not suppressed.
    pub files_with_findings: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Advice.
    pub infos: usize,
    /// Findings that a comment silences; counted nowhere else.
    pub suppressed: usize,
    /// Findings with at least one fix.
    pub fixable: usize,
    /// Findings with at least one safe fix.
    pub safely_fixable: usize,
    /// Findings that were mended, which are counted nowhere else.
    pub fixed: usize,
}

impl Report {
    /// Adds a file, after all that are already there.
    pub fn add(&mut self, file: Checked) {
        let summary = &mut self.summary;
        summary.files += 1;
        let mut any = false;
        for finding in &file.findings {
            if finding.suppressed {
                summary.suppressed += 1;
                continue;
            }
            any = true;
            summary.fixable += usize::from(finding.fixable().is_some());
            summary.safely_fixable += usize::from(finding.fixable() == Some(Applicability::Safe));
            match finding.level {
                Level::Error => summary.errors += 1,
                Level::Warning => summary.warnings += 1,
                Level::Info => summary.infos += 1,
            }
        }
        summary.files_with_findings += usize::from(any);
        if !file.findings.is_empty() {
            self.files.push(file);
        }
    }

    /// Counts findings that were mended.
    pub fn add_fixed(&mut self, fixed: usize) {
        self.summary.fixed += fixed;
    }

    /// Counts a file in which nothing was found.
    pub fn add_clean(&mut self) {
        self.summary.files += 1;
    }

    /// The line that sums up for people, without its line break.
    #[must_use]
    pub fn summary_line(&self, look: Look) -> String {
        full::summary(self, look)
    }

    /// The run in numbers.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The files with findings, suppressed ones included.
    #[must_use]
    pub fn files(&self) -> &[Checked] {
        &self.files
    }

    /// Whether any finding reaches `level`.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        self.files
            .iter()
            .any(|file| crate::check::reaches(&file.findings, level))
    }

    /// Every finding with its file, suppressed ones included.
    fn all(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.files
            .iter()
            .flat_map(|file| file.findings.iter().map(|finding| (&file.source, finding)))
    }

    /// Every finding that stands, with its file.
    fn standing(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.all().filter(|(_, finding)| !finding.suppressed)
    }
}

/// `span` moved onto characters that exist.
fn clamped(source: &Source, span: Span) -> Span {
    let floor = |offset: u32| index(source.text().floor_char_boundary(offset as usize));
    Span::new(floor(span.start), floor(span.end))
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
