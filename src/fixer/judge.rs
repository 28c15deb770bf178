//! What speaks against fixes that were tried: what is found and said afterwards is held against what was before.

use std::collections::{HashMap, HashSet};

use super::meaning::Meaning;
use crate::check::Seen;
use crate::diagnostic::{Diagnostic, Level};
use crate::fix::{Applicability, Edit, Fix, OffsetMap};
use crate::rule::{Check, Group, Rule};
use crate::rules;
use crate::source::Span;

/// Fixes that were applied together.
pub(super) struct Tried<'t> {
    /// Each with its finding.
    pub fixes: &'t [(&'t Diagnostic, &'t Fix)],
    /// All their edits, in order.
    pub edits: &'t [&'t Edit],
}

impl Tried<'_> {
    /// What speaks against them, given what was found and said before and is after.
    pub(super) fn against(
        &self,
        before: &Seen,
        meaning: &Meaning,
        (after, says): &(Seen, Meaning),
        ranks: &Ranks,
    ) -> Option<Objection> {
        let moves = OffsetMap::of(self.edits);
        let chosen: Vec<&Diagnostic> = self.fixes.iter().map(|&(finding, _)| finding).collect();
        let moved: Vec<_> = self
            .fixes
            .iter()
            .flat_map(|(_, fix)| &fix.moves)
            .copied()
            .collect();
        let sure = self
            .fixes
            .iter()
            .all(|(_, fix)| fix.applicability == Applicability::Safe);
        let mut objection = meaning
            .difference(says, self.edits, &moved, sure)
            .map(Objection::fault)
            .or_else(|| objection(before, after, &chosen, &moves, ranks))?;
        if says.is_misread() && meaning.same_to_platform(says, self.edits, &moved) {
            objection.blame = Blame::Nobody;
        }
        Some(objection)
    }
}

/// What speaks against a fix.
#[derive(Clone)]
pub(super) struct Objection {
    /// What it comes to.
    pub why: String,
    blame: Blame,
}

/// Whose fault it is.
#[derive(Clone, Copy)]
enum Blame {
    /// Whatever the fix is, it should not come to this.
    Ours,
    /// An unsafe fix may be a wrong guess.
    Guess,
    /// To the platform nothing else has changed, but the rest may be meant otherwise.
    Nobody,
}

impl Objection {
    /// Whatever the fix is, it should not come to this.
    pub(super) fn fault(why: impl Into<String>) -> Self {
        Self::new(why, Blame::Ours)
    }

    /// An unsafe fix may be a wrong guess.
    pub(super) fn guess(why: impl Into<String>) -> Self {
        Self::new(why, Blame::Guess)
    }

    /// The fix may be right, but what it brings to light has to be put right first.
    pub(super) fn exposed() -> Self {
        let why = "with it the platform comes to other errors, and refuses the file";
        Self::new(why, Blame::Nobody)
    }

    fn new(why: impl Into<String>, blame: Blame) -> Self {
        let why = why.into();
        Self { why, blame }
    }

    /// Whether it is a fault of ours that `fix` comes to this in a text of which some was read as it is likely meant, if
    /// it was `guessed`.
    pub(super) fn is_fault(&self, fix: &Fix, guessed: bool) -> bool {
        // How that is meant is a guess at best, and so is what it has to do with the rest.
        !guessed
            && match self.blame {
                Blame::Ours => true,
                Blame::Guess => fix.applicability == Applicability::Safe,
                Blame::Nobody => false,
            }
    }
}

/// What speaks against the edits that `moves` describes, which fix `chosen`.
fn objection(
    before: &Seen,
    after: &Seen,
    chosen: &[&Diagnostic],
    moves: &OffsetMap,
    ranks: &Ranks,
) -> Option<Objection> {
    if after.broken > before.broken {
        return Some(Objection::fault("less of the file is YAML with it"));
    }
    let gone = Counts::new(chosen.iter().copied());
    let (old, new) = (Counts::new(&before.findings), Counts::new(&after.findings));
    let more = |rule: &&str| new.all(rule) + gone.all(rule) > old.all(rule);
    let suspects: HashSet<&str> = gone.0.keys().copied().filter(more).collect();
    if !suspects.is_empty() {
        let mut left: HashMap<(&str, &str), Vec<Span>> = HashMap::new();
        for finding in after.findings.iter().filter(|f| suspects.contains(f.rule)) {
            let like = left.entry((finding.rule, &finding.message)).or_default();
            like.push(finding.span);
        }
        let stays = |finding: &&&Diagnostic| {
            let place = Span::new(
                moves.place(finding.span.start).start,
                moves.place(finding.span.end).end,
            );
            let meets = |span: &Span| span.start < place.end && place.start < span.end;
            let like = left.get(&(finding.rule, finding.message.as_str()));
            like.is_some_and(|spans| spans.iter().any(meets))
        };
        if chosen.iter().find(stays).is_some() {
            return Some(Objection::fault("its finding stays"));
        }
    }
    let reveals = chosen.iter().all(|finding| ranks.may_hide(finding.rule));
    let reads_on = chosen
        .iter()
        .all(|finding| matches!(finding.rule, "yaml-syntax" | "yaml-typo"));
    let read = !chosen.iter().all(|finding| ranks.is_shape(finding.rule));
    let brought = after
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .filter(|finding| new.errors(finding.rule) + gone.errors(finding.rule) > old.errors(finding.rule))
        .find(|finding| !reveals || (ranks.sees_all(finding.rule, read) && !reads_on))?;
    // The one that is new, if that can be told by its words.
    let known: HashSet<&str> = before.findings.iter().map(|f| f.message.as_str()).collect();
    let of_rule = |finding: &&Diagnostic| finding.rule == brought.rule;
    let fresh = |finding: &&Diagnostic| !known.contains(finding.message.as_str());
    let shown = after
        .findings
        .iter()
        .filter(of_rule)
        .find(fresh)
        .unwrap_or(brought);
    let why = format!("it brings the error {}: {}", shown.rule, shown.message);
    Some(Objection::guess(why))
}

/// How many findings of each rule there are, and how many of them are errors.
struct Counts(HashMap<&'static str, (usize, usize)>);

impl Counts {
    fn new<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>) -> Self {
        let mut counts: HashMap<_, (usize, usize)> = HashMap::new();
        for finding in findings {
            let count = counts.entry(finding.rule).or_default();
            count.0 += 1;
            count.1 += usize::from(finding.level == Level::Error);
        }
        Self(counts)
    }

    fn all(&self, rule: &str) -> usize {
        self.0.get(rule).map_or(0, |count| count.0)
    }

    fn errors(&self, rule: &str) -> usize {
        self.0.get(rule).map_or(0, |count| count.1)
    }
}

/// What the rules say of themselves.
pub(super) struct Ranks(HashMap<&'static str, &'static Rule>);

impl Ranks {
    pub(super) fn new() -> Self {
        Self(rules::ALL.iter().map(|&rule| (rule.id, rule)).collect())
    }

    /// Whether what a rule finds may be an error. Other rules don't look behind such a value, so fixing it
    /// may show them more.
    pub(super) fn may_hide(&self, id: &str) -> bool {
        self.0.get(id).is_none_or(|rule| rule.level == Level::Error)
    }

    /// Whether what a rule finds is in the way of reading a value. Until it is fixed, that value can't clash with
    /// another.
    fn is_shape(&self, id: &str) -> bool {
        self.0
            .get(id)
            .is_some_and(|rule| matches!(rule.check, Check::Shape(_)))
    }

    /// Whether what a rule finds was there to be seen all the time, unless the text was not YAML: the rules
    /// about YAML, and those about names that clash where those could be `read`.
    fn sees_all(&self, id: &str, read: bool) -> bool {
        !self.is_shape(id)
            && self.0.get(id).is_some_and(|rule| match rule.group {
                Group::File => true,
                Group::Names => read,
                _ => false,
            })
    }
}
