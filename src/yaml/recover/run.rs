//! The loop: a step past each place where reading stops, within bounds.

use super::super::build::Built;
use super::super::gap;
use super::super::lines::Line;
use super::super::pass;
use super::super::patch::Patch;
use super::super::problem::{Problem, ProblemKind};
use super::super::tree::Document;
use super::assemble::assemble;
use super::cause::Cause;
use super::proposal::Proposal;
use super::state::{Incident, Recovery};
use super::typos;
use crate::source::{Span, index};

/// How often a file is read at the most: a typo may stand in every object.
pub const MAX_ROUNDS: usize = 1000;

/// How many bytes all rounds may read together; three rounds are free.
pub const MAX_REREAD: usize = 48 << 20;

/// From this round on, a sixth of that has to do.
const MANY_ROUNDS: usize = 48;

impl<'s> Recovery<'s, '_> {
    /// Looks for what concerns the file as a whole: merges, templates, lines of other languages.
    pub(super) fn whole_file(&mut self, mut now: (String, Built)) -> (String, Built) {
        let conflicts = typos::conflict::find(self.text);
        if !conflicts.is_empty() {
            for found in conflicts {
                self.make_or_tell(found);
            }
            now = self.reread();
        }
        let template = typos::template::proposals(self.text);
        if !template.is_empty() {
            now = self.try_together(template, now);
        }
        for found in typos::foreign::find(self.text) {
            now = self.try_together(vec![found], now);
        }
        now
    }

    /// Makes the edits that belong together, if the rest can then be read further than `now`.
    fn try_together(&mut self, found: Vec<Proposal>, now: (String, Built)) -> (String, Built) {
        if now.1.is_whole() {
            return now;
        }
        let mut patches = self.patches.clone();
        let edits: Vec<Patch> = found
            .iter()
            .flat_map(|found| found.patches.iter().cloned())
            .collect();
        if !patches.add(&edits) {
            return now;
        }
        let patched = patches.apply(self.text);
        let built = pass::as_platform(&patched, gap::bom(&patched), true);
        let further = built.is_whole()
            || patches.original(built.stopped_at()) > self.patches.original(now.1.stopped_at());
        if !further {
            return now;
        }
        self.patches = patches;
        for found in found {
            self.report(found, true);
        }
        (patched, built)
    }

    /// Reads to the end, step by step.
    pub(super) fn run(mut self, (mut patched, mut built): (String, Built)) -> Document<'s> {
        for round in 1..=MAX_ROUNDS {
            if built.is_whole() {
                if !self.odd(&patched, &built) {
                    break;
                }
                (patched, built) = self.reread();
                continue;
            }
            self.bytes += self.text.len();
            let most = if round < MANY_ROUNDS {
                MAX_REREAD
            } else {
                MAX_REREAD / 6
            };
            if round == MAX_ROUNDS || (round > 3 && self.bytes > most) || self.is_cancelled() {
                self.give_up(self.patches.original(built.stopped_at()));
                break;
            }
            self.step(&patched, &built);
            (patched, built) = self.reread();
        }
        let mut document = assemble(self.text, &self.patches, &self.holes, &self.guesses, built);
        document.problems.extend(self.problems);
        if let Some(guide) = self.guide {
            document.doubt_keys(guide);
        }
        document
    }

    /// Says that nothing is read from `from` on.
    fn give_up(&mut self, from: u32) {
        self.holes.push(Span::new(from, index(self.text.len())));
        let mut line = Line::at(self.text, from);
        if line.content.is_empty() {
            line = line.after_content(self.text).unwrap_or(line);
        }
        let cause = Cause::GivenUp {
            mistakes: index(self.problems.len()),
        };
        let found = Proposal::new(cause, line.content_span());
        self.report(found, false);
    }

    /// Whether `line` is the next one after those that were left out last, or one of them.
    fn goes_on(&self, line: Line<'_>) -> bool {
        self.incident
            .as_ref()
            .filter(|incident| incident.lost)
            .is_some_and(|incident| {
                let next = Line::at(self.text, incident.region.end).after_content(self.text);
                next.is_none_or(|next| line.start <= next.start)
            })
            || self
                .problems
                .last()
                .is_some_and(|last| Line::at(self.text, last.span.start).start == line.start)
    }

    /// Whether an alias may be of an anchor that has been told to be something else, before keys it was to name.
    fn had_anchor(&self, cause: &Cause) -> bool {
        let of_header = |problem: &Problem| {
            let line = Line::at(self.text, problem.span.start);
            let value = line.pair().and_then(|(_, value)| value);
            let below = line.after_content(self.text);
            matches!(problem.kind, ProblemKind::Syntax(_))
                && value.is_some_and(|value| value.start <= problem.span.start)
                && below.is_some_and(|below| below.indent > line.inner_column() && below.pair().is_some())
        };
        matches!(cause, Cause::UnknownAnchor) && self.problems.iter().any(of_header)
    }

    /// Takes one step past the place where `built` stopped.
    fn step(&mut self, patched: &str, built: &Built) {
        let (window, of_window) = self.window(patched, built);
        let stopped = self.patches.original(window.source(of_window.stopped_at()));
        if let Some(incident) = &self.incident
            && stopped <= incident.stopped
        {
            self.widen(stopped);
            return;
        }
        let mut found = self.best(&window, &of_window);
        if let Some(incident) = &self.incident
            && incident.level > 0
            && found.span.start <= incident.region.end
        {
            self.widen(stopped);
            return;
        }
        let span = found.span;
        let line = Line::at(self.text, span.start);
        let hole = !found.offer && !found.holes.is_empty();
        let lost = found.drop || found.patches.is_empty();
        // What nothing explains either, right after what had to be left out, is lost with that.
        let went_on = self.goes_on(line);
        found.silent |= (lost || !self.far) && went_on || self.had_anchor(&found.cause);
        let more = match found.cause {
            Cause::UnquotedStar => typos::more_stars(self.text, span),
            _ => Vec::new(),
        };
        let bracket = matches!(found.cause, Cause::UnclosedBracket(_));
        let left_out = found.holes.first().copied();
        let made = self.make(found);
        let region = if made && lost {
            left_out.map_or(span, |gone| Span::new(line.start, gone.end.max(line.end)))
        } else if made && span.end <= line.content_start() {
            // What is wrong with the line itself is another typo than its indentation.
            Span::new(line.start, span.end)
        } else if made {
            Span::new(line.start, line.end.max(span.end))
        } else {
            Span::at(gap::line_start(self.text, span.start))
        };
        self.incident = Some(Incident {
            stopped,
            region,
            level: 0,
            lost: lost || hole || bracket || went_on && !self.far,
        });
        if !made {
            self.widen(stopped);
        }
        // Each schedule without quotes is a finding of its own, but need not be met one by one.
        for found in more {
            if self.patches.add(&found.patches) {
                self.report(found, true);
            }
        }
    }
}
