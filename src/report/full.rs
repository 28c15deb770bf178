//! The source with the places underlined, why, and what to write instead; at the end one line that sums up.

use std::io::{self, Write};

use super::input::{Look, Report};
use super::page::facts_of;
use super::paint::{Ink, paint};
use super::snippet::Artist;
use super::words::count;
use crate::diagnostic::Level;
use crate::escape::visible_lines;

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let artist = Artist::new(look.color);
    for (i, (source, finding)) in report.shown(look).enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let rule = format!("{}[{}]", finding.level.name(), finding.rule);
        let rule = paint(look.color, Ink::Level(finding.level), &rule);
        let message = indented(&finding.message, "  ");
        let silent = if finding.suppressed { " (suppressed)" } else { "" };
        writeln!(
            out,
            "{rule}{silent}: {}",
            paint(look.color, Ink::Strong, &message)
        )?;
        artist.draw(source, finding, out)?;
        if let Some(help) = &finding.help {
            let word = paint(look.color, Ink::Help, "help:");
            let age = facts_of(finding.rule).map(|date| format!(" (facts of {date})"));
            let help = help.to_owned() + &age.unwrap_or_default();
            writeln!(out, "  {word} {}", indented(&help, "        "))?;
        }
    }
    write_end(report, look, out)
}

/// The line that sums up, apart from what comes before it.
pub(super) fn write_end(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    if look.quiet {
        return Ok(());
    }
    if report.shown(look).next().is_some() {
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report, look))
}

/// Every line but the first indented, so that none can pass for one of ours.
fn indented(text: &str, indent: &str) -> String {
    visible_lines(text)
        .trim_end_matches('\n')
        .replace('\n', &format!("\n{indent}"))
}

/// `3 errors and 1 warning in 2 of 40 files (2 fixable with --fix)`, or after mending `12 fixed, 2 left (1
/// fixable with --unsafe-fixes)`.
pub(super) fn summary(report: &Report, look: Look) -> String {
    let summary = report.summary();
    if summary.files == 0 {
        return "No file was checked".to_owned();
    }
    let levels = [
        (Level::Error, summary.errors, count(summary.errors, "error")),
        (
            Level::Warning,
            summary.warnings,
            count(summary.warnings, "warning"),
        ),
        (Level::Info, summary.infos, count(summary.infos, "info")),
    ];
    let parts: Vec<String> = levels
        .iter()
        .filter(|(_, number, _)| *number > 0)
        .map(|(level, _, text)| paint(look.color, Ink::Level(*level), text))
        .collect();
    let files = count(summary.files, "file");
    let (what, place) = match parts.as_slice() {
        [] => (paint(look.color, Ink::Fine, "No problems"), files),
        [.., last] => {
            let rest = &parts[..parts.len() - 1];
            let what = if rest.is_empty() {
                last.clone()
            } else {
                format!("{} and {last}", rest.join(", "))
            };
            let some = summary.files_with_findings < summary.files;
            (
                what,
                if some {
                    format!("{} of {files}", summary.files_with_findings)
                } else {
                    files
                },
            )
        }
    };
    let risky = summary.fixable - summary.safely_fixable;
    let mut notes = Vec::new();
    match (summary.safely_fixable, risky) {
        (0, 0) => {}
        (0, risky) => notes.push(format!("{risky} fixable with --unsafe-fixes")),
        (safe, 0) => notes.push(format!("{safe} fixable with --fix")),
        (safe, risky) => notes.push(format!(
            "{safe} fixable with --fix, {risky} more with --unsafe-fixes"
        )),
    }
    if summary.omitted > 0 {
        notes.push(format!("{} not listed", summary.omitted));
    }
    if summary.suppressed > 0 {
        notes.push(format!("{} suppressed", summary.suppressed));
    }
    if summary.hidden > 0 {
        notes.push(format!("{} in the baseline", summary.hidden));
    }
    let (what, place) = if look.fixing && !(parts.is_empty() && summary.fixed == 0) {
        let left = summary.errors + summary.warnings + summary.infos;
        let fixed = paint(look.color, Ink::Fine, &format!("{} fixed", summary.fixed));
        (format!("{fixed}, {left} left"), String::new())
    } else {
        (what, format!(" in {place}"))
    };
    match notes.as_slice() {
        [] => format!("{what}{place}"),
        _ => format!("{what}{place} ({})", notes.join(", ")),
    }
}
