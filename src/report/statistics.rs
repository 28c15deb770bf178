//! How many findings each rule has, most first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::input::Report;

/// How many findings a rule has, and how many of them can be fixed.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub(super) struct Count {
    found: usize,
    fixable: usize,
}

/// The counts by rule.
pub(super) fn counts(report: &Report) -> BTreeMap<&str, Count> {
    let mut rules: BTreeMap<&str, Count> = BTreeMap::new();
    for (_, finding) in report.standing() {
        let count = rules.entry(finding.rule).or_default();
        count.found += 1;
        count.fixable += usize::from(finding.fixable().is_some());
    }
    let unlisted = report.files().iter().flat_map(|file| file.omitted.rules());
    for (rule, number) in unlisted {
        rules.entry(rule).or_default().found += number;
    }
    rules
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<_> = counts(report).into_iter().collect();
    rows.sort_by_key(|&(_, count)| Reverse(count.found));
    let width = rows.first().map_or(0, |(_, count)| count.found.to_string().len());
    for (rule, Count { found, fixable }) in rows {
        match fixable {
            0 => writeln!(out, "{found:width$}  {rule}")?,
            _ => writeln!(out, "{found:width$}  {rule} ({fixable} fixable)")?,
        }
    }
    Ok(())
}
