//! The choice between proposals: each is tried in the lines around the place.

use super::super::build::Built;
use super::super::gap;
use super::super::pass;
use super::super::patch::Patch;
use super::proposal::{Guess, Proposal};
use super::score::{self, Score, score};
use super::site::Site;
use super::state::Recovery;
use super::typos;
use super::window::Window;
use crate::source::{Span, index};

/// How many proposals for one place are tried.
pub(super) const MAX_PROPOSALS: usize = 160;

/// How many places are looked at with all proposals.
pub(super) const FEW_PLACES: usize = 16;

/// Where there are so many places, they are looked at with fewer still.
const MANY_PLACES: usize = 48;

/// How many bytes all proposals together may read.
const MAX_TRIED_ALL: usize = 16 << 20;

/// How many bytes all proposals for one place may read together, but for the likeliest.
pub(super) const MAX_TRIED: usize = 400 << 10;

/// How many proposals are tried in vain after the best so far.
pub(super) const PATIENCE: usize = 50;

/// How many proposals are tried in any case.
pub(super) const LEAST_PROPOSALS: usize = 6;

/// What begins so many bytes before the place where reading stopped is looked at by itself.
pub(super) const FAR: u32 = 4_000;

impl Recovery<'_, '_> {
    /// Whether there are so many typos that each is worth less time.
    pub(super) fn is_hurried(&self) -> bool {
        self.places > FEW_PLACES
    }

    /// The window around the place where `built` stopped, and what comes of reading it.
    pub(super) fn window(&mut self, patched: &str, built: &Built) -> (Window, Built) {
        let stopped = built.stopped_at();
        let begun = gap::skip(patched, built.cursor).min(stopped);
        let from = built
            .open
            .iter()
            .find(|open| open.flow)
            .map_or(begun, |open| open.start.min(begun));
        // What began too far above is looked at by itself.
        let place = if stopped - from > FAR {
            Span::at(from)
        } else {
            Span::new(from, stopped)
        };
        let window = Window::around(patched, place, self.is_hurried());
        let of_window = pass::as_platform(&window.text, gap::bom(&window.text), true);
        let same = !of_window.is_whole()
            && (window.source(of_window.stopped_at()) == stopped || stopped - from > FAR);
        if same {
            let refined = pass::refine(of_window, &window.text, gap::bom(&window.text), true);
            return (window, refined);
        }
        self.bytes += 4 * patched.len();
        let window = Window::whole(patched);
        let of_window = pass::build(&window.text, gap::bom(&window.text), true);
        (window, of_window)
    }

    /// The best proposal for the place where `of_window` stopped, on the author's text.
    pub(super) fn best(&mut self, window: &Window, of_window: &Built) -> Proposal {
        let mut site = Site::of_stop(&window.text, of_window, self.guide);
        self.tell_known(&mut site, window);
        // Among so many typos, one that only the whole text may explain is left alone.
        let hopeless = self.is_hurried() && window.is_large();
        let mut found = if hopeless { Vec::new() } else { typos::all(&site) };
        self.few(&mut found, window.text.len());
        let best = match self.as_before(&site, window, &found) {
            None => self.choose(&site, window, &found, |_| true),
            best => best,
        };
        let far = best.is_some_and(|best| best.far);
        let best = best.map_or_else(
            || typos::unexplained(&site),
            |best| found.swap_remove(best.order()),
        );
        self.far = far;
        self.last = Some(std::mem::discriminant(&best.cause));
        self.on_authors_text(best, window)
    }

    /// Where there are many typos, most are of one sort: what undid the last one is tried first, and is enough.
    fn as_before(&mut self, site: &Site<'_>, window: &Window, found: &[Proposal]) -> Option<Score> {
        if !self.is_hurried() {
            return None;
        }
        let last = self.last?;
        let same = |found: &Proposal| !found.drop && std::mem::discriminant(&found.cause) == last;
        let same: Vec<Proposal> = found.iter().filter(|found| same(found)).cloned().collect();
        let best = self.choose(site, window, &same, |score| score.far)?;
        let order = found
            .iter()
            .position(|found| found.patches == same[best.order()].patches)?;
        Some(best.of(order))
    }

    /// Keeps as many proposals as there is time for, the likeliest, and the least of what leaves lines out.
    pub(super) fn few(&mut self, found: &mut Vec<Proposal>, len: usize) {
        self.places += 1;
        let most = match self.places {
            0..=FEW_PLACES => MAX_PROPOSALS,
            _ if self.places <= MANY_PLACES => MAX_PROPOSALS / 4,
            _ => MAX_PROPOSALS / 10,
        };
        let bytes = if self.places <= FEW_PLACES {
            MAX_TRIED
        } else {
            MAX_TRIED / 8
        };
        let most = most.min(bytes / len.max(1)).max(LEAST_PROPOSALS);
        found.sort_by_key(|found| (found.cost, found.drop));
        if found.len() <= most {
            return;
        }
        let mut drops = found.iter().filter(|found| found.drop).take(2).cloned().collect();
        found.retain(|found| !found.drop);
        found.truncate(most - 2);
        found.append(&mut drops);
    }

    /// Tells `site` what is known already of its lines.
    pub(super) fn tell_known(&self, site: &mut Site<'_>, window: &Window) {
        let here = |span: Span| {
            let start = window.here(self.patches.patched(span.start))?;
            let end = window
                .here(self.patches.patched(span.end))
                .unwrap_or(index(window.text.len()));
            Some(Span::new(start, end.max(start)))
        };
        site.holes = self.holes.iter().filter_map(|&hole| here(hole)).collect();
        let guess = |guess: &Guess| {
            Some(Guess {
                span: here(guess.span)?,
                ..*guess
            })
        };
        site.guesses = self.guesses.iter().filter_map(guess).collect();
    }

    /// Carries a proposal from `window` to the author's text.
    pub(super) fn on_authors_text(&self, found: Proposal, window: &Window) -> Proposal {
        found.moved(|span| {
            let span = self.patches.original_span(window.source_span(span));
            Span::new(gap::floor(self.text, span.start), gap::floor(self.text, span.end))
        })
    }

    /// The best of the proposals, those of little cost first.
    pub(super) fn choose(
        &mut self,
        site: &Site<'_>,
        window: &Window,
        found: &[Proposal],
        suits: impl Fn(&Score) -> bool,
    ) -> Option<Score> {
        let mut scores: Vec<Score> = Vec::new();
        let (mut least, mut since) = (u32::MAX, 0);
        for (order, proposal) in found.iter().enumerate() {
            // Whatever it comes to, it costs more than the best does.
            if proposal.cost > least || (since > PATIENCE && least < u32::MAX && !proposal.drop) {
                break;
            }
            let there = |patch: &Patch| Patch {
                span: self.patches.original_span(window.source_span(patch.span)),
                with: patch.with.clone(),
            };
            let room = || {
                let patches: Vec<Patch> = proposal.patches.iter().map(there).collect();
                self.patches.has_room(&patches)
            };
            if proposal.patches.is_empty() || !room() {
                continue;
            }
            if self.tried > MAX_TRIED_ALL || self.is_cancelled() {
                break;
            }
            self.tried += site.text.len();
            let Some(score) = score(site, proposal, order, self.guide).filter(&suits) else {
                continue;
            };
            if proposal.silent {
                return Some(score);
            }
            if !score.drop && score.total < least {
                (least, since) = (score.total, 0);
            }
            since += 1;
            scores.push(score);
        }
        score::best(&scores)
    }
}
