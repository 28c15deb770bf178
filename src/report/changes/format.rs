//! The formats, by name.

use std::io::{self, Write};

use super::findings::findings;
use super::input::Comparison;
use super::{concise, full, json, markdown};
use crate::report::{Format, Look};

/// How changes are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChangeFormat {
    /// As findings are written; JSON has a shape of its own, `schemas/compare.schema.json`.
    Findings(Format),
    /// A comment for a pull request.
    Markdown,
}

impl ChangeFormat {
    /// All formats.
    pub const ALL: [ChangeFormat; 8] = [
        ChangeFormat::Findings(Format::Full),
        ChangeFormat::Findings(Format::Concise),
        ChangeFormat::Markdown,
        ChangeFormat::Findings(Format::Json),
        ChangeFormat::Findings(Format::Sarif),
        ChangeFormat::Findings(Format::Github),
        ChangeFormat::Findings(Format::Gitlab),
        ChangeFormat::Findings(Format::Junit),
    ];

    /// Its name in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ChangeFormat::Findings(format) => format.name(),
            ChangeFormat::Markdown => "markdown",
        }
    }

    /// What it is for, in a few words.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            ChangeFormat::Findings(Format::Full) => "both places underlined, and a summary",
            ChangeFormat::Findings(Format::Concise) => "one line a change, for editors and grep",
            ChangeFormat::Findings(Format::Junit) => "JUnit's XML, a test case a change",
            ChangeFormat::Findings(format) => format.summary(),
            ChangeFormat::Markdown => "a comment for a pull request, a table by class",
        }
    }

    /// Writes `comparison`; `look` matters to formats that people read.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, comparison: &Comparison, look: Look, out: &mut dyn Write) -> io::Result<()> {
        match self {
            ChangeFormat::Findings(Format::Full) => full::write(comparison, look, out),
            ChangeFormat::Findings(Format::Concise) => concise::write(comparison, look, out),
            ChangeFormat::Findings(Format::Json) => json::write(comparison, out),
            ChangeFormat::Findings(format) => format.write(&findings(comparison), look, out),
            ChangeFormat::Markdown => markdown::write(comparison, out),
        }
    }
}
