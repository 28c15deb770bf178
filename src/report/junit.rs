//! JUnit's XML: a suite for each file, a failed case for each finding, one that passes for a file without.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::input::Report;
use super::words::told_in_full;
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::escape::visible_lines;
use crate::source::Source;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary();
    let found: usize = report.files().iter().map(failures).sum();
    let passed = summary.files - summary.files_with_findings;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"amplint\" tests=\"{}\" failures=\"{found}\" errors=\"0\">",
        found + passed
    )?;
    for file in report.files() {
        write_file(file, out)?;
    }
    for name in report.clean() {
        write_clean(name, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn write_file(file: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let source = &file.source;
    let failures = failures(file);
    if failures == 0 {
        return write_clean(source.name(), out);
    }
    open_suite(source.name(), failures, failures, out)?;
    standing(file).try_for_each(|finding| write_case(source, finding, out))?;
    if let Some(more) = file.unlisted() {
        let name = xml(source.name());
        writeln!(
            out,
            "    <testcase name=\"amplint\" classname=\"{name}\" file=\"{name}\">"
        )?;
        writeln!(out, "      <failure message=\"{more}\"/>")?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn standing(file: &Checked) -> impl Iterator<Item = &Diagnostic> {
    file.findings.iter().filter(|finding| !finding.suppressed)
}

/// How many cases of `file` fail: one for each finding, and one for all that are not listed.
fn failures(file: &Checked) -> usize {
    standing(file).count() + usize::from(file.unlisted().is_some())
}

fn write_clean(name: &str, out: &mut dyn Write) -> io::Result<()> {
    open_suite(name, 1, 0, out)?;
    let name = xml(name);
    writeln!(
        out,
        "    <testcase name=\"amplint\" classname=\"{name}\" file=\"{name}\"/>"
    )?;
    writeln!(out, "  </testsuite>")
}

fn open_suite(name: &str, tests: usize, failures: usize, out: &mut dyn Write) -> io::Result<()> {
    let name = xml(name);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )
}

fn write_case(source: &Source, finding: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let name = xml(source.name());
    writeln!(
        out,
        "    <testcase name=\"{}\" classname=\"{name}\" file=\"{name}\" line=\"{}\">",
        xml(&format!("{} {}", finding.rule, finding.path)),
        source.line_of(finding.span.start)
    )?;
    writeln!(
        out,
        "      <failure type=\"{}\" message=\"{}\">{}</failure>",
        finding.level.name(),
        xml(&finding.message),
        xml(&told_in_full(source, finding))
    )?;
    writeln!(out, "    </testcase>")
}

/// `text` for an attribute or an element. XML has no way to write most control characters; they are shown as
/// escapes as everywhere.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in visible_lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(out, "{}", c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}
