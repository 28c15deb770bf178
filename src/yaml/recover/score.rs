//! How good a proposal is: how much can be read with it, how much is wrong with what is read, and how much it changes.

use std::cmp::Reverse;

use super::super::Guide;
use super::super::build::{self, Built};
use super::super::gap;
use super::super::patch::Patches;
use super::assemble::assemble;
use super::proposal::Proposal;
use super::site::Site;
use crate::source::{Span, index};

/// What something wrong with the document weighs.
pub(super) const FAULT: u32 = 8;

/// What it weighs that reading stops again, further on.
const STOPS: u32 = 24;

/// What it weighs that reading stops at once.
const STOPS_AT_ONCE: u32 = 80;

/// How good a proposal is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    /// Whether everything is read.
    pub whole: bool,
    /// The start of the line where reading stops.
    line: u32,
    /// How much is wrong with the document.
    pub faults: u32,
    /// What the changes and all that is wrong weigh together.
    pub total: u32,
    order: usize,
}

impl Score {
    /// Which of the proposals it is of.
    pub(super) fn order(&self) -> usize {
        self.order
    }

    /// The least that a proposal of this cost comes to, if nothing is wrong with it.
    pub(super) fn least_with(&self, cost: u32) -> u32 {
        cost
    }

    /// Less is better.
    pub(super) fn key(&self) -> impl Ord + use<> {
        (self.total, Reverse(self.line), self.order)
    }
}

/// What reading costs with `proposal`, and what comes of it; `None` when it gets no further.
pub(super) fn score(
    site: &Site<'_>,
    proposal: &Proposal,
    order: usize,
    guide: Option<&Guide<'_>>,
) -> Option<Score> {
    let text = site.text;
    let mut patches = Patches::default();
    if !patches.add(&proposal.patches) {
        return None;
    }
    let patched = patches.apply(text);
    let built = build::build(&patched, gap::bom(text), true);
    let whole = built.is_whole();
    let reached = if whole {
        u32::MAX
    } else {
        patches.original(built.stopped_at())
    };
    if reached <= site.at {
        return None;
    }
    let next = site.line.after_content(text).map_or(u32::MAX, |next| next.end);
    let stops = match reached {
        u32::MAX => 0,
        reached if reached > next => STOPS,
        _ => STOPS_AT_ONCE,
    };
    let faults = faults(text, &patches, proposal, reached, built, guide);
    let line = if whole {
        u32::MAX
    } else {
        gap::line_start(text, reached)
    };
    let edits = index(proposal.patches.len().saturating_sub(1)).min(6);
    let untidy = u32::try_from(proposal.untidy + 3).unwrap_or(0);
    Some(Score {
        whole,
        line,
        faults,
        total: stops + FAULT * faults + proposal.cost + 2 * untidy.min(8) + edits.div_ceil(2),
        order,
    })
}

fn faults(
    text: &str,
    patches: &Patches,
    proposal: &Proposal,
    reached: u32,
    built: Built,
    guide: Option<&Guide<'_>>,
) -> u32 {
    let Some(guide) = guide else { return 0 };
    let mut holes: Vec<Span> = proposal.holes.clone();
    if reached != u32::MAX {
        holes.push(Span::new(reached, index(text.len())));
    }
    let guesses: Vec<_> = proposal.guess.into_iter().collect();
    let repeated = built.repeated_keys();
    let document = assemble(text, patches, &holes, &guesses, built);
    index(repeated + (guide.faults)(&document).len())
}
