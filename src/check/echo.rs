//! What says again what is said already.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Level};
use crate::source::Span;
use crate::yaml;

/// Of so many values without a JSON form nothing else is said.
const MOST_NO_JSON: usize = 100;

/// Leaves out what is said of values that a typo stands within, but for the typo itself.
pub(super) fn without_echoes(document: &yaml::Document<'_>, findings: &mut Vec<Diagnostic>) {
    let doubtful = document.doubtful();
    findings.retain(|finding| {
        let at = finding.span;
        let before = doubtful.partition_point(|span| span.start < at.end);
        let meets = before > 0 && doubtful[before - 1].end > at.start;
        finding.rule.starts_with("yaml-") || !meets
    });
    // Where a key that has shifted belongs is a guess.
    let shifted = findings.iter().filter(|finding| finding.rule == "yaml-syntax");
    let shifted: HashSet<Span> = shifted.map(|finding| finding.span).collect();
    findings.retain(|finding| finding.rule != "misplaced-key" || !shifted.contains(&finding.span));
    // Of a value without a JSON form, that is said.
    let no_json = document.problems().iter();
    let no_json = no_json.filter(|problem| matches!(problem.kind, yaml::ProblemKind::NoJson { .. }));
    for span in no_json.map(|problem| problem.span).take(MOST_NO_JSON) {
        let at = |finding: &Diagnostic| finding.span == span && finding.level == Level::Error;
        if findings
            .iter()
            .any(|finding| at(finding) && finding.rule.starts_with("yaml-"))
        {
            findings.retain(|finding| !at(finding) || finding.rule.starts_with("yaml-"));
        }
    }
}
