//! How many findings each rule has, most first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::input::Report;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, finding) in report.standing() {
        let (found, fixable) = rules.entry(finding.rule).or_default();
        *found += 1;
        *fixable += usize::from(finding.fixable().is_some());
    }
    let unlisted = report.files().iter().flat_map(|file| file.omitted.rules());
    for (rule, number) in unlisted {
        rules.entry(rule).or_default().0 += number;
    }
    let mut rows: Vec<_> = rules.into_iter().collect();
    rows.sort_by_key(|&(_, (found, _))| Reverse(found));
    let width = rows.first().map_or(0, |(_, (found, _))| found.to_string().len());
    for (rule, (found, fixable)) in rows {
        match fixable {
            0 => writeln!(out, "{found:width$}  {rule}")?,
            _ => writeln!(out, "{found:width$}  {rule} ({fixable} fixable)")?,
        }
    }
    Ok(())
}
