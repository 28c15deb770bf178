//! The source with the places underlined, why, and what to write instead; at the end one line that sums up.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::input::{Look, Report};
use super::page::facts_of;
use super::paint::{Ink, paint};
use super::snippet::Artist;
use super::statistics;
use super::words::{filled, wrapped};
use crate::diagnostic::{Diagnostic, Level};
use crate::escape::visible_lines;
use crate::source::Source;
use crate::words::count;

/// How many findings of a file are written out, and how many in all, unless all are asked for: nobody reads more.
const MOST_OF_FILE: usize = 50;
const MOST: usize = 200;

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let artist = Artist::new(look);
    let mut left = if look.all { usize::MAX } else { MOST };
    let mut unwritten = 0;
    let mut any = false;
    for file in report.files() {
        let findings: Vec<&Diagnostic> = file
            .findings
            .iter()
            .filter(|finding| look.suppressed || !finding.suppressed)
            .collect();
        let most = if look.all {
            usize::MAX
        } else {
            MOST_OF_FILE.min(left)
        };
        let chosen = worst(&findings, most);
        for finding in &chosen {
            if any {
                writeln!(out)?;
            }
            any = true;
            one(&artist, &file.source, finding, look, out)?;
        }
        let more = findings.len() - chosen.len();
        left -= chosen.len();
        unwritten += more;
        if more > 0 && left > 0 {
            let name = visible_lines(file.source.name());
            writeln!(out, "\n{more} more in {name}; --all shows them")?;
        }
    }
    if left == 0 && unwritten > 0 {
        writeln!(out, "\n{unwritten} more are not shown; --all shows them")?;
    }
    if look.statistics {
        if any {
            writeln!(out)?;
        }
        statistics::write(report, out)?;
    }
    write_end(report, look, out)
}

/// At most so many findings, the worst of them, in the order of their places.
fn worst<'f>(findings: &[&'f Diagnostic], most: usize) -> Vec<&'f Diagnostic> {
    if findings.len() <= most {
        return findings.to_vec();
    }
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|&i| findings.get(i).map(|finding| Reverse(finding.level)));
    order.truncate(most);
    order.sort_unstable();
    order
        .into_iter()
        .filter_map(|i| findings.get(i).copied())
        .collect()
}

fn one(
    artist: &Artist,
    source: &Source,
    finding: &Diagnostic,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rule = format!("{}[{}]", finding.level.name(), finding.rule);
    let silent = if finding.suppressed { " (suppressed)" } else { "" };
    let message = wrapped(&finding.message, look.width, rule.len() + silent.len() + 2, "  ");
    let rule = paint(look.color, Ink::Level(finding.level), &rule);
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
        writeln!(out, "  {word} {}", wrapped(&help, look.width, 8, "        "))?;
    }
    Ok(())
}

/// The line that sums up, apart from what comes before it.
pub(super) fn write_end(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    if look.quiet {
        return Ok(());
    }
    if report.shown(look).next().is_some() {
        writeln!(out)?;
    }
    writeln!(out, "{}", filled(&summary(report, look), look.width, 0, ""))
}

/// `3 errors and 1 warning in 2 of 40 files (2 fixable with --fix)`, or after fixing `12 fixed, 2 left (1
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
    if summary.known > 0 {
        notes.push(format!("{} there before", summary.known));
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
