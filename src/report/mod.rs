//! Findings as users and other programs read them. One file a format; none of them knows a rule.
//!
//! Whatever stands in a file, its name or a message: no report holds raw control characters.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Level};
use crate::escape::visible;
use crate::fix::Applicability;
use crate::source::{Source, Span, index};

mod concise;
mod excerpt;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod lines;
mod page;
mod paint;
mod sarif;
mod snippet;
mod statistics;

pub use excerpt::MAX_WIDTH;
pub use page::page;

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
            Format::Sarif => sarif::write(report, out),
            Format::Github => github::write(report, out),
            Format::Gitlab => gitlab::write(report, out),
            Format::Junit => junit::write(report, out),
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
    /// Findings that a comment silences are listed too.
    pub suppressed: bool,
    /// Files were mended: the last line says how many findings were, and how many are left.
    pub fixing: bool,
}

/// What a run found, in the order it is shown in.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<Checked>,
    /// The names of files in which nothing was found.
    clean: Vec<String>,
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
    /// Findings that a baseline hides, which are counted nowhere else.
    pub hidden: usize,
    /// Findings that were mended, which are counted nowhere else.
    pub fixed: usize,
    /// Findings that are not listed, for a file has too many.
    pub omitted: usize,
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
        summary.errors += file.omitted.of(Level::Error);
        summary.warnings += file.omitted.of(Level::Warning);
        summary.infos += file.omitted.of(Level::Info);
        summary.suppressed += file.omitted.suppressed();
        summary.omitted += file.omitted.total();
        summary.files_with_findings += usize::from(any || file.omitted.total() > 0);
        if file.is_clean() {
            self.clean.push(file.source.name().to_owned());
        } else {
            self.files.push(file);
        }
    }

    /// Counts findings that were mended.
    pub fn add_fixed(&mut self, fixed: usize) {
        self.summary.fixed += fixed;
    }

    /// Adds a file in which nothing was found.
    pub fn add_clean(&mut self, name: impl Into<String>) {
        self.summary.files += 1;
        self.clean.push(name.into());
    }

    /// Counts findings that a baseline hides.
    pub fn add_hidden(&mut self, hidden: usize) {
        self.summary.hidden += hidden;
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
        self.files.iter().any(|file| file.reaches(level))
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

    /// Every finding that people want to see, with its file.
    fn shown(&self, look: Look) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.all()
            .filter(move |(_, finding)| look.suppressed || !finding.suppressed)
    }
}

/// `span` moved onto characters that exist.
fn clamped(source: &Source, span: Span) -> Span {
    let floor = |offset: u32| index(source.text().floor_char_boundary(offset as usize));
    Span::new(floor(span.start), floor(span.end))
}

/// What there is to say where there is room for one text only.
fn told(finding: &Diagnostic) -> Cow<'_, str> {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message).into(),
        None => Cow::Borrowed(&finding.message),
    }
}

/// The same after place, level and rule, as in the `concise` format.
fn told_in_full(source: &Source, finding: &Diagnostic) -> String {
    let place = source.position(clamped(source, finding.span).start);
    format!(
        "{}:{}:{}: {}[{}] {}",
        visible(source.name()),
        place.line,
        place.column,
        finding.level.name(),
        finding.rule,
        told(finding)
    )
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
