//! What is known while a broken text is read: the edits made so far, what is told of them, and what it has cost.

use std::collections::HashSet;

use super::super::build::Built;
use super::super::gap;
use super::super::guide::Guide;
use super::super::lines::{Line, outside_block_texts};
use super::super::pass;
use super::super::patch::{HOLE, Patch, Patches};
use super::super::problem::{Problem, ProblemKind};
use super::cause::Cause;
use super::proposal::{Guess, Proposal};
use crate::source::Span;

/// One typo and the lines it has cost so far.
pub(super) struct Incident {
    /// Where reading stopped, on the author's text.
    pub stopped: u32,
    /// What has been given up or changed.
    pub region: Span,
    /// How much was tried: 0 an edit, then ever larger blocks.
    pub level: u32,
    /// Whether lines were left out because nothing explains them.
    pub lost: bool,
}

/// A text that is being read in spite of what is wrong with it.
pub(super) struct Recovery<'s, 'g> {
    pub text: &'s str,
    pub guide: Option<&'g Guide<'g>>,
    pub patches: Patches,
    pub problems: Vec<Problem>,
    /// Regions left out, and values replaced by nothing.
    pub holes: Vec<Span>,
    /// What was read with a guess.
    pub guesses: Vec<Guess>,
    /// How much has been read.
    pub bytes: usize,
    pub incident: Option<Incident>,
    /// Whether that of the last place let reading go on for more than a line.
    pub far: bool,
    /// What undid the last typo.
    pub last: Option<std::mem::Discriminant<Cause>>,
    /// How much proposals have read.
    pub tried: usize,
    /// How many places were looked at.
    pub places: usize,
    /// Where odd places are that have been looked at.
    pub odd: HashSet<u32>,
}

impl<'s, 'g> Recovery<'s, 'g> {
    pub(super) fn new(text: &'s str, guide: Option<&'g Guide<'g>>) -> Self {
        Self {
            text,
            guide,
            patches: Patches::default(),
            problems: Vec::new(),
            holes: Vec::new(),
            guesses: Vec::new(),
            bytes: 0,
            incident: None,
            far: true,
            last: None,
            tried: 0,
            places: 0,
            odd: HashSet::new(),
        }
    }

    /// Reads the text with all edits.
    pub(super) fn reread(&self) -> (String, Built) {
        let patched = self.patches.apply(self.text);
        let built = pass::as_platform(&patched, gap::bom(&patched), true);
        (patched, built)
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.guide.is_some_and(|guide| (guide.cancelled)())
    }

    /// Makes the edits of a proposal, if there is room for them, here and where the same typo stands, and reports it.
    pub(super) fn make(&mut self, mut found: Proposal) -> bool {
        let made = !found.patches.is_empty() && self.patches.add(&found.patches);
        if made && let Some(again) = found.again.take() {
            let after = found
                .patches
                .iter()
                .map(|patch| patch.span.end)
                .max()
                .unwrap_or(0);
            let more = self.again(&*again, after);
            if self.patches.add(&more) {
                found.cause.add(more.len());
                let holes = more.iter().filter(|patch| patch.with.starts_with(HOLE));
                found.holes.extend(holes.map(|patch| patch.span));
                found.patches.extend(more);
            }
        }
        self.report(found, made);
        made
    }

    /// Makes the edits if they can be made, and tells of it with or without them.
    pub(super) fn make_or_tell(&mut self, found: Proposal) {
        let made = self.patches.add(&found.patches);
        self.report(found, made);
    }

    pub(super) fn report(&mut self, found: Proposal, made: bool) {
        if made {
            self.holes.extend(&found.holes);
            self.guesses.extend(found.guess);
        }
        if !found.silent {
            self.problems.push(Problem {
                span: found.span,
                kind: ProblemKind::Syntax(found.syntax(made)),
            });
        }
    }

    /// The edits where the same typo stands after `after`.
    fn again(&self, again: &dyn Fn(&str, Line<'_>) -> Option<Patch>, after: u32) -> Vec<Patch> {
        let Some(line) = Line::at(self.text, after).after(self.text) else {
            return Vec::new();
        };
        let lines = outside_block_texts(self.text, line);
        let patches = lines.filter_map(|line| again(self.text, line));
        patches
            .filter(|patch| self.patches.has_room(std::slice::from_ref(patch)))
            .collect()
    }
}
