//! Changes as findings in the new files, for formats of other tools.

use std::sync::Arc;

use super::input::Comparison;
use crate::change::Difference;
use crate::check::Checked;
use crate::compare::Compared;
use crate::diagnostic::{Diagnostic, Tally};
use crate::report::Report;
use crate::source::Source;

/// A report of the changes. What is gone is shown at the nearest place that is left of it: such tools know the new
/// files only.
pub(super) fn findings(comparison: &Comparison) -> Report {
    let mut report = Report::default();
    for file in &comparison.files {
        let Some(shown) = file.new.as_ref().or(file.old.as_ref()) else {
            continue;
        };
        let prefix = comparison
            .revision
            .as_ref()
            .map(|revision| format!("{revision}:"));
        let name = match (&file.new, &prefix) {
            (None, Some(prefix)) => shown.name().strip_prefix(prefix.as_str()).unwrap_or(shown.name()),
            _ => shown.name(),
        };
        let differences = file.differences.iter();
        let findings: Vec<Diagnostic> = differences
            .map(|found| finding(file, found, comparison.revision.is_none()))
            .collect();
        // The text is as large as it was when it was read.
        let Ok(source) = Source::new(name, shown.encoding().encode(shown.text())) else {
            continue;
        };
        report.add(Checked {
            source,
            findings,
            omitted: Tally::default(),
        });
    }
    report
}

fn finding(file: &Compared, found: &Difference, with_old: bool) -> Diagnostic {
    let mut finding = plain(found);
    let about = format!(
        "{}, {}; at {}",
        found.class.name(),
        found.certainty.words(),
        found.at
    );
    finding.help = Some(match &found.help {
        Some(help) => format!("{help}\n{about}"),
        None => about,
    });
    match (&file.new, &found.new, &found.old) {
        (Some(_), Some(spot), _) => finding.span = spot.span,
        (Some(_), None, _) => finding.span = found.anchor,
        (None, _, Some(spot)) => finding.span = spot.span,
        (None, _, None) => {}
    }
    if with_old && file.new.is_some() {
        old_place(&mut finding, file, found);
    }
    finding
}

/// A change without places.
pub(super) fn plain(found: &Difference) -> Diagnostic {
    Diagnostic {
        rule: found.change,
        level: found.level,
        message: found.message.clone(),
        span: crate::source::Span::default(),
        label: None,
        labels: Vec::new(),
        help: found.help.clone(),
        fixes: Vec::new(),
        path: found.at.clone(),
        name_path: found.at.clone(),
        suppressed: found.accepted.is_some(),
    }
}

/// Adds the place in the old version.
pub(super) fn old_place(finding: &mut Diagnostic, file: &Compared, found: &Difference) {
    if let (Some(old), Some(spot)) = (&file.old, &found.old) {
        finding.also_in(&Arc::clone(old), spot.span, "before");
    }
}
