//! Typos in what is YAML all the same: an odd place is undone when less is wrong with the document then.

use super::super::build::Built;
use super::super::gap;
use super::super::guide::Guide;
use super::super::lines::Line;
use super::super::pass;
use super::super::problem::{Problem, ProblemKind};
use super::cause::Cause;
use super::judge::FAR;
use super::odd::{Odd, OddSort};
use super::proposal::Proposal;
use super::score::{Score, score};
use super::site::Site;
use super::state::Recovery;
use super::typos;
use super::window::Window;
use crate::source::{Cut, Span};

/// How many places that are YAML are looked at because they are odd.
pub(super) const MAX_ODD: usize = 40;

impl Recovery<'_, '_> {
    /// Undoes the next typo in a text that is YAML, if there is one with which the document makes less sense.
    pub(super) fn odd(&mut self, patched: &str, built: &Built) -> bool {
        let Some(guide) = self.guide.filter(|guide| !guide.as_written) else {
            return false;
        };
        for odd in built.doubtful(patched, guide) {
            if self.odd.len() >= MAX_ODD || self.is_cancelled() {
                return false;
            }
            if !self.odd.insert(self.patches.original(odd.at.start)) {
                continue;
            }
            if let Some(found) = self.odd_at(patched, odd, guide) {
                self.problems.push(found);
                return true;
            }
        }
        false
    }

    /// What is told of an odd place; its edits are made.
    fn odd_at(&mut self, patched: &str, odd: Odd, guide: &Guide<'_>) -> Option<Problem> {
        // What has been taken out of its line is why it is empty.
        let line = Line::at(self.text, self.patches.original(odd.at.start));
        let taken = |hole: &Span| hole.start <= line.end && line.start <= hole.end;
        if matches!(odd.sort, OddSort::Empty) && self.holes.iter().any(taken) {
            return None;
        }
        let (mut from, mut window) = (odd.at, None);
        if let OddSort::Repeated { first } = odd.sort {
            from.start = from.start.min(first.start);
        }
        if from.len() > FAR {
            from.start = odd.at.start;
        }
        let cut = Window::around(patched, from, self.is_hurried());
        if let (Some(at), Some(first)) = (cut.here(odd.at.start), cut.here(from.start)) {
            window = Some((cut, at, first));
        }
        let (window, at, first) =
            window.unwrap_or_else(|| (Window::whole(patched), odd.at.start, from.start));
        let of_window = pass::build(&window.text, gap::bom(&window.text), true);
        if !of_window.is_whole() {
            return None;
        }
        let mut site = Site::of_odd(&window.text, at, &of_window, self.guide);
        self.tell_known(&mut site, &window);
        let key = Span::new(at, at + odd.at.len());
        let first = Span::new(first, first + odd.at.len());
        let mut found = typos::odd(&site, odd.sort, key, first, guide);
        self.few(&mut found, window.text.len());
        if found.is_empty() {
            return None;
        }
        self.bytes += window.text.len();
        let now = score(&site, &Proposal::none(), 0, self.guide)?;
        // A key that nobody knows is likelier misspelled twice than twice the first of an item.
        let strange = matches!(odd.sort, OddSort::Repeated { .. }) && !site.knows(window.text.cut(key));
        let better = |score: &Score| {
            let less = score.faults < now.faults && score.total < now.total;
            // That the mark is odd says enough.
            let marked = matches!(odd.sort, OddSort::Marked) && score.faults <= now.faults;
            // Lines change their places only where all is well then.
            let moves = matches!(
                odd.sort,
                OddSort::Keyless { .. } | OddSort::Margin | OddSort::Empty
            );
            let well = score.faults == 0 || !(moves || strange);
            // An item with nothing in it is told of by itself.
            let much = score.faults + 2 <= now.faults || !matches!(odd.sort, OddSort::Empty);
            score.whole && well && much && (less || marked)
        };
        let best = self.choose(&site, &window, &found, better)?;
        let found = self.on_authors_text(found.swap_remove(best.order()), &window);
        if !self.patches.add(&found.patches) {
            return None;
        }
        self.guesses.extend(found.guess);
        self.holes.extend(&found.holes);
        let told_elsewhere = matches!(odd.sort, OddSort::Repeated { .. } | OddSort::Header)
            && matches!(
                found.cause,
                Cause::NoDash { .. } | Cause::NoHeader { .. } | Cause::Depth { .. }
            );
        Some(Problem {
            span: found.span,
            kind: if told_elsewhere {
                ProblemKind::Typo(found.syntax(true))
            } else if !matches!(odd.sort, OddSort::LoneColon) {
                ProblemKind::Misread(found.syntax(true))
            } else {
                ProblemKind::Syntax(found.syntax(true))
            },
        })
    }
}
