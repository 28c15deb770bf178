//! Fixes that are held back, and those that are tried next.

use std::collections::HashSet;

use super::judge::{Objection, Ranks};
use crate::diagnostic::Diagnostic;
use crate::fix::{Applicability, Fix};
use crate::options::Options;

/// How many fixes of one rule may turn out to be faulty before its others are not tried any more.
const MAX_FAULTS: usize = 4;

/// A fix that was not applied.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Refused {
    /// The rule that offered it.
    pub rule: &'static str,
    /// What it would have done.
    pub fix: String,
    /// The line of its finding, from 1, in the new text.
    pub line: u32,
    /// What it would have come to.
    pub why: String,
    /// Whether that is a fault of ours. An unsafe fix may be a wrong guess.
    pub fault: bool,
}

/// A finding that is not to be fixed: its rule, and where it begins.
pub type Spared = (&'static str, u32);

/// A fix that was held back, and where its finding is in the present text.
#[derive(Clone)]
pub(super) struct HeldBack {
    /// Where its finding begins.
    pub at: u32,
    rule: &'static str,
    fix: String,
    why: String,
    fault: bool,
}

impl HeldBack {
    /// `guessed` says whether part of the file was read as it is likely meant.
    pub(super) fn new((finding, fix): (&Diagnostic, &Fix), objection: Objection, guessed: bool) -> Self {
        Self {
            at: finding.span.start,
            rule: finding.rule,
            fix: fix.message.clone(),
            fault: objection.is_fault(fix, guessed),
            why: objection.why,
        }
    }
}

/// What is told of fixes that were held back in `text`.
pub(super) fn told(held: Vec<HeldBack>, text: &str) -> Vec<Refused> {
    let line = |at: u32| {
        let before = text.get(..at as usize).unwrap_or(text);
        let count = |end: &str| before.matches(end).count();
        let ends = count("\n") + count("\r") - count("\r\n");
        crate::source::index(ends + 1)
    };
    held.into_iter()
        .map(|held| Refused {
            rule: held.rule,
            fix: held.fix,
            line: line(held.at),
            why: held.why,
            fault: held.fault,
        })
        .collect()
}

/// The fixes to try next, each the best of its finding: the surest, those of errors first.
pub(super) fn wanted<'f>(
    findings: &'f [Diagnostic],
    options: &Options,
    ranks: &Ranks,
    most: Applicability,
    held: &[HeldBack],
    spared: &HashSet<Spared>,
) -> Vec<(&'f Diagnostic, &'f Fix)> {
    let is_held = |finding: &Diagnostic, fix: &Fix| {
        let same = |held: &&HeldBack| held.rule == finding.rule;
        held.iter()
            .filter(same)
            .any(|held| held.at == finding.span.start && held.fix == fix.message)
            || held.iter().filter(same).filter(|held| held.fault).count() >= MAX_FAULTS
    };
    let mut wanted: Vec<(_, bool, &Diagnostic, &Fix)> = findings
        .iter()
        .filter(|finding| !finding.suppressed && options.keeps(finding.rule, finding.level))
        .filter(|finding| !spared.contains(&(finding.rule, finding.span.start)))
        .filter_map(|finding| {
            let allowed = |fix: &&Fix| fix.applicability <= most && !is_held(finding, fix);
            let fix = finding.fixes.iter().find(allowed)?;
            Some((fix.applicability, !ranks.may_hide(finding.rule), finding, fix))
        })
        .collect();
    if let Some(turn) = wanted.iter().map(|&(turn, ..)| turn).min() {
        wanted.retain(|&(other, ..)| other == turn);
    }
    wanted.sort_by_key(|&(_, mild, ..)| mild);
    wanted
        .into_iter()
        .map(|(_, _, finding, fix)| (finding, fix))
        .collect()
}
