//! How good a proposal is: how much can be read with it, how much is wrong with what is read, and how much it changes.

use std::cmp::Reverse;

use super::super::build::{Built, Stop};
use super::super::gap;
use super::super::guide::Guide;
use super::super::lines::Line;
use super::super::pass;
use super::super::patch::Patches;
use super::super::stop::Reason;
use super::assemble::assemble;
use super::cause::Cause;
use super::odd::OddSort;
use super::proposal::Proposal;
use super::site::Site;
use crate::source::{Span, index};

/// What something wrong with the document weighs.
pub(super) const FAULT: u32 = 8;

/// What a key weighs that nobody knows: what stands under it may be lost, and nobody minds.
const STRANGE: u32 = 4;

/// What it weighs that reading stops again, further on.
const STOPS: u32 = 16;

/// What it weighs that reading stops on the next line already, and for the same reason as before.
const STOPS_AT_ONCE: u32 = 60;

/// How much more has to be wrong with an edit than without the lines for these to be left out.
const MUCH_WORSE: u32 = 3;

/// How good a proposal is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    /// Whether everything is read.
    pub whole: bool,
    /// The start of the line where reading stops.
    line: u32,
    /// Whether that is not just the next line, for the same reason.
    pub far: bool,
    /// How much is wrong with the document.
    pub faults: u32,
    /// What the changes and all that is wrong weigh together.
    pub total: u32,
    /// Whether it leaves lines out.
    pub drop: bool,
    order: usize,
}

impl Score {
    /// The same, of another of the proposals.
    pub(super) fn of(self, order: usize) -> Self {
        Self { order, ..self }
    }

    /// Which of the proposals it is of.
    pub(super) fn order(&self) -> usize {
        self.order
    }
}

/// The best of several. Lines are left out only when all else gets nowhere or is much worse.
pub(super) fn best(scores: &[Score]) -> Option<Score> {
    let of = |drop: bool| scores.iter().copied().filter(move |score| score.drop == drop);
    let furthest = of(false).map(|score| score.line).max().unwrap_or(0);
    let key = |score: &Score| {
        let behind = if score.line < furthest { FAULT } else { 0 };
        (score.total + behind, Reverse(score.line), score.order)
    };
    let edit = of(false).min_by_key(key);
    // As few lines as possible.
    let drop = of(true)
        .filter(|score| score.far)
        .min_by_key(|score| score.order)
        .or_else(|| of(true).min_by_key(key));
    // How far the least of them gets: where that is no further, the next typo is one of its own.
    let alone = of(true)
        .min_by_key(|score| score.order)
        .map_or(0, |score| score.line);
    match (edit, drop) {
        (Some(edit), Some(drop)) if !edit.far && drop.far && edit.line < alone => Some(drop),
        (Some(edit), _) => {
            let better = |drop: &Score| {
                drop.line >= edit.line && edit.faults >= drop.faults + MUCH_WORSE && drop.total < edit.total
            };
            // Of as few lines as possible: with more of them what is wrong in them goes too.
            let least = of(true).min_by_key(|score| score.order);
            least.filter(better).or(Some(edit))
        }
        (None, drop) => drop,
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
    let built = pass::build(&patched, gap::bom(&patched), true);
    let whole = built.is_whole();
    let reached = if whole {
        u32::MAX
    } else {
        patches.original(built.stopped_at())
    };
    // Lines that have changed places explain everything or nothing.
    let explains = whole || !matches!(proposal.cause, Cause::Swapped);
    if reached <= site.at || !explains {
        return None;
    }
    let other = match built.stop {
        Stop::Error { reason, offset } => reached > site.line.end && is_of_its_line(&patched, reason, offset),
        _ => false,
    };
    let next = site.line.after_content(text).map_or(u32::MAX, |next| next.end);
    let stops = match reached {
        u32::MAX => 0,
        reached if reached > next => STOPS,
        _ if other => STOPS + FAULT,
        _ => STOPS_AT_ONCE,
    };
    let flow = built.open.iter().find(|open| open.flow).map(|open| open.start);
    let begun = flow.unwrap_or(u32::MAX).min(gap::skip(&patched, built.cursor));
    let strange = guide.map_or(0, |guide| built.strange_keys(&patched, guide));
    let faults = faults(site, &patched, &patches, proposal, reached, built, guide);
    // What was begun and not ended there has not been read.
    let line = if whole {
        u32::MAX
    } else {
        gap::line_start(text, patches.original(begun).min(reached))
    };
    let edits = index(proposal.patches.len().saturating_sub(1)).min(6);
    let untidy = u32::try_from(proposal.untidy + 1).unwrap_or(0);
    Some(Score {
        whole,
        line,
        far: stops != STOPS_AT_ONCE,
        drop: proposal.drop,
        faults,
        total: stops
            + FAULT * faults
            + STRANGE * strange
            + proposal.cost
            + 2 * untidy.min(8)
            + edits.div_ceil(2),
        order,
    })
}

/// Whether what the parser stopped at is wrong with that line alone, whatever stands above it.
fn is_of_its_line(text: &str, reason: Reason, offset: u32) -> bool {
    match reason {
        Reason::AnchorName
        | Reason::UnknownAnchor
        | Reason::Reserved
        | Reason::Escape
        | Reason::OpenQuote
        | Reason::QuoteIndent
        | Reason::AfterQuote
        | Reason::Bracket
        | Reason::FlowMapping
        | Reason::FlowSequence
        | Reason::BlockHeader
        | Reason::ColonInFlow => true,
        Reason::ColonPlace => {
            let line = Line::at(text, offset);
            line.pair()
                .is_some_and(|(key, value)| key.end < offset && value.is_some())
        }
        _ => false,
    }
}

fn faults(
    site: &Site<'_>,
    patched: &str,
    patches: &Patches,
    proposal: &Proposal,
    reached: u32,
    built: Built,
    guide: Option<&Guide<'_>>,
) -> u32 {
    let Some(guide) = guide else { return 0 };
    let text = site.text;
    let mut holes: Vec<Span> = site.holes.iter().chain(&proposal.holes).copied().collect();
    if reached != u32::MAX {
        holes.push(Span::new(reached, index(text.len())));
    }
    let guesses: Vec<_> = site.guesses.iter().copied().chain(proposal.guess).collect();
    // An item that is swallowed by the text above it is lost.
    let items = || built.odd(patched).filter(|odd| matches!(odd.sort, OddSort::Item));
    let lost = if site.reason.is_some() { items().count() } else { 0 };
    let repeated = built.repeated_keys() + lost;
    let document = assemble(text, patches, &holes, &guesses, built);
    index(repeated + (guide.faults)(&document).len())
}
