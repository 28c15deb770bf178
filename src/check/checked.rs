//! A file and its findings.

use crate::diagnostic::{Diagnostic, Level, Tally};
use crate::source::Source;

/// The rule that speaks of files that are something else.
pub(crate) const NOT_A_MANIFEST: &str = "not-a-manifest";

/// How many findings of one file are kept; the rest are counted in [`Checked::omitted`].
pub const MAX_FINDINGS: usize = 10_000;

/// A file and what was found in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The file.
    pub source: Source,
    /// The findings in the order of their places.
    pub findings: Vec<Diagnostic>,
    /// The findings beyond [`MAX_FINDINGS`], which are not listed.
    pub omitted: Tally,
}

impl Checked {
    /// Whether the file was found to be something else than a manifest.
    #[doc(hidden)]
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.findings.iter().any(|finding| finding.rule == NOT_A_MANIFEST)
    }

    /// A file with these findings, for those who find by themselves.
    #[doc(hidden)]
    #[must_use]
    pub fn new(source: Source, findings: Vec<Diagnostic>, omitted: Tally) -> Self {
        Self {
            source,
            findings,
            omitted,
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.omitted == Tally::default()
    }

    /// Says that not all findings are listed, if so.
    #[must_use]
    pub fn unlisted(&self) -> Option<String> {
        match self.omitted.total() {
            0 => None,
            1 => Some("1 finding more than is listed".to_owned()),
            more => Some(format!("{more} findings more than are listed")),
        }
    }

    /// Whether any finding that stands reaches `level`.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        reaches(&self.findings, level)
            || Level::ALL
                .into_iter()
                .any(|at| at >= level && self.omitted.of(at) > 0)
    }
}

/// Whether any finding in `findings` reaches `level`.
#[must_use]
pub fn reaches(findings: &[Diagnostic], level: Level) -> bool {
    findings
        .iter()
        .any(|finding| !finding.suppressed && finding.level >= level)
}
