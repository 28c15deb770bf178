//! Reading on after a syntax error.
//!
//! The parser stops at the first error for good. So: propose edits that may undo the typo behind it ([`typos`]), try each
//! in the lines around it ([`window`]), and go on with the best ([`score`]); where none helps, leave out the smallest block around
//! it, then the next larger one. What is told derives from the edit. Spans are carried back to the author's text at the end.
//! Attempts are bounded in number and in bytes, so a hopeless file costs a few reads, not one a line.

mod assemble;
mod cause;
mod odd;
mod proposal;
mod score;
mod site;
mod typos;
mod window;

use std::collections::HashSet;

use super::build::Built;
use super::gap;
use super::guide::Guide;
use super::lines::Line;
use super::pass;
use super::patch::{Patch, Patches};
use super::problem::{Problem, ProblemKind};
use super::tree::Document;
use crate::source::{Source, Span, index};
use assemble::assemble;
pub use cause::Cause;
use odd::{Odd, OddSort};
use proposal::{Guess, Proposal};
use score::{Score, score};
use site::Site;
pub use typos::template::TEMPLATE_MARKS;
pub use typos::{colon_like, inside_backticks, inside_curly_quotes, is_other_quote};
use window::Window;

/// How often a file is read at the most: a typo may stand in every object.
pub const MAX_ROUNDS: usize = 1000;

/// How many bytes all rounds may read together; three rounds are free.
pub const MAX_REREAD: usize = 48 << 20;

/// From this round on, a sixth of that has to do.
const MANY_ROUNDS: usize = 48;

/// How many proposals for one place are tried.
const MAX_PROPOSALS: usize = 160;

/// How many places are looked at with all proposals.
const FEW_PLACES: usize = 16;

/// How many bytes all proposals for one place may read together, but for the likeliest.
const MAX_TRIED: usize = 400 << 10;

/// How many proposals are tried in vain after the best so far.
const PATIENCE: usize = 50;

/// How many proposals are tried in any case.
const LEAST_PROPOSALS: usize = 6;

/// What begins so many bytes before the place where reading stopped is looked at by itself.
const FAR: u32 = 4_000;

/// How many places that are YAML are looked at because they are odd.
const MAX_ODD: usize = 40;

/// One typo and the lines it has cost so far.
struct Incident {
    /// Where reading stopped, on the author's text.
    stopped: u32,
    /// What has been given up or changed.
    region: Span,
    /// How much was tried: 0 an edit, then ever larger blocks.
    level: u32,
}

struct Recovery<'s, 'g> {
    text: &'s str,
    guide: Option<&'g Guide<'g>>,
    patches: Patches,
    problems: Vec<Problem>,
    /// Regions left out, and values replaced by nothing.
    holes: Vec<Span>,
    /// What was read with a guess.
    guesses: Vec<Guess>,
    /// How much has been read.
    bytes: usize,
    incident: Option<Incident>,
    /// What undid the last typo.
    last: Option<std::mem::Discriminant<Cause>>,
    /// How much proposals have read.
    tried: usize,
    /// How many places were looked at.
    places: usize,
    /// Where odd places are that have been looked at.
    odd: HashSet<u32>,
}

/// Reads the first document, undoing and skipping what is not YAML. What stands at `ignore` has been reported
/// and is left out. Where several edits do, `guide` tells which is best.
pub(super) fn read<'s>(source: &'s Source, ignore: Option<Span>, guide: Option<&Guide<'_>>) -> Document<'s> {
    let text = source.clean_text();
    let bom = source.bom_len();
    let built = pass::build(text, bom, false);
    let whole = built.is_whole();
    let foreign = typos::space::find(text, whole);
    if whole && foreign.is_none() && ignore.is_none() && (guide.is_none() || built.odd(text).next().is_none())
    {
        return Document {
            text,
            nodes: built.nodes,
            values: built.values,
            comments: built.comments,
            problems: built.problems,
            root: built.root,
        };
    }
    let mut recovery = Recovery {
        text,
        guide,
        patches: Patches::default(),
        problems: Vec::new(),
        holes: Vec::new(),
        guesses: Vec::new(),
        bytes: 0,
        incident: None,
        last: None,
        tried: 0,
        places: 0,
        odd: HashSet::new(),
    };
    if let Some(span) = ignore {
        recovery.patches.blank(text, span);
    }
    if let Some(found) = foreign {
        recovery.make(found);
    }
    let mut built = recovery.reread();
    if !whole {
        built = recovery.whole_file(built);
    }
    recovery.run(built)
}

impl<'s> Recovery<'s, '_> {
    /// Reads the text with all edits.
    fn reread(&self) -> (String, Built) {
        let patched = self.patches.apply(self.text);
        let built = pass::build(&patched, gap::bom(self.text), true);
        (patched, built)
    }

    /// Looks for what concerns the file as a whole: merges, templates, lines of other languages.
    fn whole_file(&mut self, mut now: (String, Built)) -> (String, Built) {
        let conflicts = typos::conflict::find(self.text);
        if !conflicts.is_empty() {
            conflicts.into_iter().for_each(|found| self.make_or_tell(found));
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
        let built = pass::build(&patched, gap::bom(self.text), true);
        let further = built.is_whole()
            || patches.original(built.stopped_at()) > self.patches.original(now.1.stopped_at());
        if !further {
            return now;
        }
        self.patches = patches;
        found.into_iter().for_each(|found| self.report(found, true));
        (patched, built)
    }

    /// Reads to the end, step by step.
    fn run(mut self, (mut patched, mut built): (String, Built)) -> Document<'s> {
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
        document
    }

    fn is_cancelled(&self) -> bool {
        self.guide.is_some_and(|guide| (guide.cancelled)())
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

    /// Takes one step past the place where `built` stopped.
    fn step(&mut self, patched: &str, built: &Built) {
        let stopped = self.patches.original(built.stopped_at());
        if let Some(incident) = &self.incident
            && stopped <= incident.stopped
        {
            self.widen(stopped);
            return;
        }
        let found = self.best(patched, built);
        if let Some(incident) = &self.incident
            && incident.level > 0
            && found.span.start <= incident.region.end
        {
            self.widen(stopped);
            return;
        }
        let span = found.span;
        let line = Line::at(self.text, span.start);
        let more = match found.cause {
            Cause::UnquotedStar => typos::more_stars(self.text, span),
            _ => Vec::new(),
        };
        let made = self.make(found);
        let region = if made && span.end <= line.content_start() {
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

    /// The window around the place where `built` stopped, and what comes of reading it.
    fn window(&mut self, patched: &str, built: &Built) -> (Window, Built) {
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
        let window = Window::around(patched, place);
        let of_window = pass::build(&window.text, gap::bom(&window.text), true);
        let same = !of_window.is_whole()
            && (window.source(of_window.stopped_at()) == stopped || stopped - from > FAR);
        if same {
            return (window, of_window);
        }
        self.bytes += 4 * patched.len();
        let window = Window::whole(patched);
        let of_window = pass::build(&window.text, gap::bom(&window.text), true);
        (window, of_window)
    }

    /// The best proposal for the place where `built` stopped, on the author's text.
    fn best(&mut self, patched: &str, built: &Built) -> Proposal {
        let (window, of_window) = self.window(patched, built);
        let mut site = Site::of_stop(&window.text, &of_window, self.guide);
        self.tell_known(&mut site, &window);
        let mut found = typos::all(&site);
        self.few(&mut found, window.text.len());
        let best = match self.as_before(&site, &window, &found) {
            None => self.choose(&site, &window, &found, |_| true),
            best => best,
        };
        let best = best.map_or_else(
            || typos::unexplained(&site),
            |best| found.swap_remove(best.order()),
        );
        self.last = Some(std::mem::discriminant(&best.cause));
        self.on_authors_text(best, &window)
    }

    /// Where there are many typos, most are of one sort: what undid the last one is tried first, and is enough.
    fn as_before(&mut self, site: &Site<'_>, window: &Window, found: &[Proposal]) -> Option<Score> {
        if self.places <= FEW_PLACES {
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
    fn few(&mut self, found: &mut Vec<Proposal>, len: usize) {
        self.places += 1;
        let most = match self.places {
            0..=FEW_PLACES => MAX_PROPOSALS,
            _ if self.places <= MANY_ROUNDS => MAX_PROPOSALS / 4,
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
    fn tell_known(&self, site: &mut Site<'_>, window: &Window) {
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
    fn on_authors_text(&self, found: Proposal, window: &Window) -> Proposal {
        found.moved(|span| {
            let span = self.patches.original_span(window.source_span(span));
            Span::new(gap::floor(self.text, span.start), gap::floor(self.text, span.end))
        })
    }

    /// The best of the proposals, those of little cost first.
    fn choose(
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
            if self.tried > MAX_REREAD / 3 || self.is_cancelled() {
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

    /// Makes the edits of a proposal, if there is room for them, here and where the same typo stands, and reports it.
    fn make(&mut self, mut found: Proposal) -> bool {
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
                found.patches.extend(more);
            }
        }
        self.report(found, made);
        made
    }

    /// The edits where the same typo stands after `after`.
    fn again(&self, again: &dyn Fn(&str, Line<'_>) -> Option<Patch>, after: u32) -> Vec<Patch> {
        let Some(line) = Line::at(self.text, after).after(self.text) else {
            return Vec::new();
        };
        let lines = super::lines::outside_block_texts(self.text, line);
        let patches = lines.filter_map(|line| again(self.text, line));
        patches
            .filter(|patch| self.patches.has_room(std::slice::from_ref(patch)))
            .collect()
    }

    /// Makes the edits if they can be made, and tells of it with or without them.
    fn make_or_tell(&mut self, found: Proposal) {
        let made = self.patches.add(&found.patches);
        self.report(found, made);
    }

    fn report(&mut self, found: Proposal, made: bool) {
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

    /// Undoes the next typo in a text that is YAML, if there is one with which the document makes less sense.
    fn odd(&mut self, patched: &str, built: &Built) -> bool {
        let Some(guide) = self.guide else {
            return false;
        };
        for odd in built.odd(patched) {
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
        let (mut from, mut window) = (odd.at, None);
        if let OddSort::Repeated { first } = odd.sort {
            from.start = from.start.min(first.start);
        }
        if from.len() > FAR {
            from.start = odd.at.start;
        }
        let cut = Window::around(patched, from);
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
        let better = |score: &Score| score.whole && score.faults < now.faults && score.total < now.total;
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
            } else {
                ProblemKind::Syntax(found.syntax(true))
            },
        })
    }

    /// Gives up the next larger block around the incident.
    fn widen(&mut self, stopped: u32) {
        let Some(incident) = &mut self.incident else {
            return;
        };
        incident.level += 1;
        incident.stopped = incident.stopped.max(stopped);
        let text = self.text;
        let line = Line::at(text, incident.region.start);
        let mut block = line.block(text);
        let at_stop = Line::at(text, stopped);
        match incident.level {
            1 => {}
            2 => {
                // The parser may have stopped at the line that is really broken.
                block = Span::new(block.start, block.end.max(at_stop.end));
            }
            level => {
                // The block that hangs from an ancestor; at last the whole text.
                let mut ancestor = line;
                for _ in 2..level {
                    let indent = ancestor.indent;
                    let mut above = ancestor.before(text);
                    while let Some(here) = above
                        && here.indent >= indent
                        && here.start > 0
                    {
                        above = here.before(text);
                    }
                    match above {
                        Some(here) if here.indent < indent => ancestor = here,
                        _ => {
                            ancestor = Line::at(text, 0);
                            break;
                        }
                    }
                }
                let whole = ancestor.start == 0;
                block = if whole {
                    Span::new(0, index(text.len()))
                } else {
                    ancestor.block(text)
                };
                block.end = block.end.max(at_stop.end);
            }
        }
        let block = Span::new(
            block.start.min(incident.region.start),
            block.end.max(incident.region.end),
        );
        let block = Span::new(block.start.max(gap::bom(text)), block.end);
        incident.region = block;
        self.patches.blank(text, block);
        self.holes.push(block);
    }
}
