//! What there is to report.

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Level};
use crate::fix::Applicability;
use crate::source::Source;

/// How a report for people looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Look {
    /// With colours.
    pub color: bool,
    /// How many columns a line may have; without it lines are as long as they get, but for those of a file.
    pub width: Option<usize>,
    /// Without the line that sums up.
    pub quiet: bool,
    /// Counts of findings by rule beside the findings.
    pub statistics: bool,
    /// Every finding is written out, however many there are.
    pub all: bool,
    /// Findings that a comment silences are listed too.
    pub suppressed: bool,
    /// Files were fixed: the last line says how many findings were, and how many are left.
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
#[non_exhaustive]
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
    /// Findings that were there before what is looked at was changed, which are counted nowhere else.
    pub known: usize,
    /// Findings that were fixed, which are counted nowhere else.
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

    /// Counts findings that were fixed.
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

    /// Counts findings that were there before.
    pub fn add_known(&mut self, known: usize) {
        self.summary.known += known;
    }

    /// The run in numbers.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The names of files in which nothing was found.
    pub(super) fn clean(&self) -> &[String] {
        &self.clean
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
    pub(super) fn all(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.files
            .iter()
            .flat_map(|file| file.findings.iter().map(|finding| (&file.source, finding)))
    }

    /// Every finding that stands, with its file.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.all().filter(|(_, finding)| !finding.suppressed)
    }

    /// Every finding that people want to see, with its file.
    pub(super) fn shown(&self, look: Look) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.all()
            .filter(move |(_, finding)| look.suppressed || !finding.suppressed)
    }
}
