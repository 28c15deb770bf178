//! Reading on after a syntax error.
//!
//! The parser stops at the first error for good. So: find the mistake behind it ([`super::cause`]), mend it
//! in a copy and read again; where no mend helps, blank out the smallest block around it, then the next
//! larger one. Spans are carried back to the author's text at the end. Attempts are bounded in number and in
//! bytes, so a hopeless file costs a few reads, not one a line.

use std::collections::HashSet;

use super::blanks;
use super::build::{self, Built, Stop};
use super::cause::{self, Cause, Diagnosis, Guess};
use super::gap;
use super::lines::Line;
use super::patch::{Patch, Patches};
use super::template;
use super::tree::{DAMAGED, Document, FLOW, GUESSED, KEY, Kind, Node, NodeId, Style};
use super::{Guide, Problem, ProblemKind, Syntax};
use crate::source::{Source, Span, index};

/// How often a file is read at the most: a mistake may stand in every object.
pub const MAX_ROUNDS: usize = 1000;

/// How many bytes all rounds may read together; three rounds are free.
pub const MAX_REREAD: usize = 48 << 20;

/// From this round on, a sixth of that has to do.
const MANY_ROUNDS: usize = 48;

/// How many keys that are YAML are looked at because they are odd.
const MAX_ODD: usize = 40;

/// How many bytes that may read together; [`FREE_ODD`] reads are free.
const MAX_ODD_BYTES: usize = 1 << 20;
const FREE_ODD: usize = 4;

/// A mend with which so much more is wrong than without the lines is none.
const MUCH_WORSE: usize = 3;

/// One mistake and the lines it has cost so far.
struct Incident {
    /// Where reading stopped, on the author's text.
    stopped: u32,
    /// What has been given up or mended.
    region: Span,
    /// How much was tried: 0 a mend, then ever larger blocks.
    level: u32,
}

struct Recovery<'s, 'g> {
    text: &'s str,
    guide: Option<&'g Guide<'g>>,
    patches: Patches,
    problems: Vec<Problem>,
    /// Blanked regions, and values replaced by nothing.
    holes: Vec<Span>,
    /// What was read with a guess.
    guesses: Vec<Guess>,
    /// How much has been read.
    bytes: usize,
    incident: Option<Incident>,
    /// Where keys stand that have been looked at because they are YAML, but odd.
    odd: HashSet<u32>,
    /// How often the text has been read for that.
    odd_reads: usize,
}

/// Reads the first document, mending and skipping what is not YAML. What stands at `ignore` has been reported
/// and is left out. Where several mends do, `guide` tells which is best.
pub(super) fn read<'s>(source: &'s Source, ignore: Option<Span>, guide: Option<&Guide<'_>>) -> Document<'s> {
    let text = source.clean_text();
    let bom = source.bom_len();
    let built = build::build(text, bom, false);
    let whole = built.is_whole();
    let foreign = blanks::find(text, whole);
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
        odd: HashSet::new(),
        odd_reads: 0,
    };
    if let Some(span) = ignore {
        recovery.patches.blank(text, span);
    }
    if let Some(found) = foreign {
        recovery.mend(found);
    }
    if !whole {
        for found in cause::conflicts(text) {
            recovery.conflict(found);
        }
    }
    let mut patched = recovery.patches.apply(text);
    let mut built = build::build(&patched, bom, true);
    if !built.is_whole()
        && let Some((without, rest)) = recovery.set_template_aside(&built)
    {
        (patched, built) = (without, rest);
    }
    if !built.is_whole() {
        for found in cause::foreign_lines(text) {
            if let Some(mended) = recovery.set_lines_aside(found, &built) {
                (patched, built) = mended;
            }
        }
    }
    for round in 1..=MAX_ROUNDS {
        if built.is_whole() {
            if !recovery.slip(&patched, &built) {
                break;
            }
            patched = recovery.patches.apply(text);
            built = build::build(&patched, bom, true);
            continue;
        }
        recovery.bytes += text.len();
        let most = if round < MANY_ROUNDS {
            MAX_REREAD
        } else {
            MAX_REREAD / 6
        };
        if round == MAX_ROUNDS || (round > 3 && recovery.bytes > most) {
            recovery.give_up(recovery.patches.original(built.stopped_at()));
            break;
        }
        recovery.step(&patched, &built);
        patched = recovery.patches.apply(text);
        built = build::build(&patched, bom, true);
    }
    recovery.finish(built)
}

/// What is YAML but may come from a slip.
struct Odd {
    at: Span,
    sort: OddSort,
}

enum OddSort {
    /// A key that stands in its mapping before.
    Repeated { first: Span },
    /// A key with nothing under it but another key beside it.
    Header,
    /// A key without a name.
    LoneColon,
    /// A line in a text without quotes that would else be a list item.
    Item,
}

/// The first line of the text at `span` after its first that would else begin a list item.
fn swallowed_item(text: &str, span: Span) -> Option<Span> {
    let written = &text[span.range()];
    memchr::memchr2(b'\n', b'\r', written.as_bytes())?;
    let lines = std::iter::successors(Line::at(text, span.start).after(text), |line| line.after(text));
    let mut lines = lines.take_while(|line| line.start < span.end);
    let item = lines.find(|line| line.is_item())?;
    Some(item.content_span())
}

impl Built {
    fn is_whole(&self) -> bool {
        matches!(self.stop, Stop::End) && self.dash_key.is_none()
    }

    fn stopped_at(&self) -> u32 {
        match (&self.stop, self.dash_key) {
            (_, Some(key)) => key.start,
            (Stop::Error { offset, .. } | Stop::TooDeep { offset }, None) => *offset,
            (Stop::End, None) => self.cursor,
        }
    }

    /// What may be wrong; never empty.
    fn diagnose(&self, text: &str, guide: Option<&Guide<'_>>) -> Vec<Diagnosis> {
        match (&self.stop, self.dash_key) {
            // The dash comes first in the file and usually explains what comes after it.
            (_, Some(key)) => cause::dash_key(text, key),
            (Stop::Error { offset, reason }, _) => cause::diagnose(text, self, *offset, *reason, guide),
            (Stop::TooDeep { offset }, _) => vec![cause::too_deep(text, *offset)],
            (Stop::End, None) => vec![cause::too_deep(text, self.cursor)],
        }
    }

    /// What is YAML in `text`, but may come from a slip.
    fn odd<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Odd> + 'a {
        let span = |node: NodeId| self.nodes[node.index()].span;
        let repeated = self
            .problems
            .iter()
            .filter_map(move |problem| match problem.kind {
                ProblemKind::DuplicateKey { key, first } => Some(Odd {
                    at: span(key),
                    sort: OddSort::Repeated { first: span(first) },
                }),
                _ => None,
            });
        let headers = self.nodes.iter().filter_map(move |node| {
            let key = NodeId::from_raw(node.slot);
            let empty = node.span.is_empty() && node.flags & KEY == 0 && node.next != NodeId::NONE;
            let of_mapping = || {
                node.parent != NodeId::NONE
                    && self.nodes[node.parent.index()].kind == Kind::Mapping
                    && self.nodes[node.parent.index()].flags & FLOW == 0
            };
            (empty && matches!(node.kind, Kind::Scalar(_)) && of_mapping()).then(|| Odd {
                at: span(key),
                sort: OddSort::Header,
            })
        });
        let plain = |node: &&Node| node.kind == Kind::Scalar(Style::Plain);
        let scalars = self.nodes.iter().filter(plain).filter_map(move |node| {
            let (at, sort) = if node.flags & KEY == 0 {
                (swallowed_item(text, node.span)?, OddSort::Item)
            } else {
                let colon = node.span.is_empty() && text[node.span.start as usize..].starts_with(':');
                (colon.then_some(node.span)?, OddSort::LoneColon)
            };
            Some(Odd { at, sort })
        });
        repeated.chain(headers).chain(scalars)
    }

    fn repeated_keys(&self) -> usize {
        let repeated = |problem: &&Problem| matches!(problem.kind, ProblemKind::DuplicateKey { .. });
        self.problems.iter().filter(repeated).count()
    }
}

impl<'s> Recovery<'s, '_> {
    /// Says that nothing is read from `from` on.
    fn give_up(&mut self, from: u32) {
        self.holes.push(Span::new(from, index(self.text.len())));
        let syntax = Syntax {
            cause: Cause::GivenUp {
                mistakes: index(self.problems.len()),
            },
            related: None,
            repair: Vec::new(),
        };
        let mut line = Line::at(self.text, from);
        if line.content.is_empty() {
            line = line.after_content(self.text).unwrap_or(line);
        }
        self.problems.push(Problem {
            kind: ProblemKind::Syntax(syntax),
            span: line.content_span(),
        });
    }

    /// Leaves out what belongs to a template, and says so, if the rest can then be read further than `built`.
    fn set_template_aside(&mut self, built: &Built) -> Option<(String, Built)> {
        let found = template::find(self.text)?;
        let blank = |&span: &Span| Patch {
            span,
            with: " ".repeat(span.len() as usize),
        };
        let blanks: Vec<Patch> = found.lines.iter().chain(&found.values).map(blank).collect();
        let mut patches = self.patches.clone();
        if !patches.add(&blanks) {
            return None;
        }
        let patched = patches.apply(self.text);
        let rest = build::build(&patched, bom_end(self.text), true);
        if !rest.is_whole() && rest.stopped_at() <= built.stopped_at() {
            return None;
        }
        self.patches = patches;
        self.holes.extend(found.lines.iter().chain(&found.values));
        // The lines are one mistake: that the file is a template.
        let lines = index(found.lines.len());
        let first = found.lines.first().map(|&span| (span, lines));
        for (span, lines) in first
            .into_iter()
            .chain(found.values.iter().map(|&span| (span, 0)))
        {
            self.problems.push(Problem {
                kind: ProblemKind::Syntax(Syntax {
                    cause: Cause::Template { lines },
                    related: None,
                    repair: Vec::new(),
                }),
                span,
            });
        }
        Some((patched, rest))
    }

    /// Mends lines of another language, if the rest can then be read further than `built`.
    fn set_lines_aside(&mut self, found: Diagnosis, built: &Built) -> Option<(String, Built)> {
        let mut patches = self.patches.clone();
        if !patches.add(&found.patches) {
            return None;
        }
        let patched = patches.apply(self.text);
        let rest = build::build(&patched, bom_end(self.text), true);
        let further = rest.is_whole()
            || patches.original(rest.stopped_at()) > self.patches.original(built.stopped_at());
        if !further {
            return None;
        }
        self.mend(found);
        Some((patched, rest))
    }

    /// Reads one version of what a merge has left.
    fn conflict(&mut self, found: Diagnosis) {
        let mended = self.patches.add(&found.patches);
        let patches = if found.related.is_some() {
            Vec::new()
        } else {
            found.patches
        };
        self.report(Diagnosis { patches, ..found }, mended);
    }

    /// Mends the next slip in a text that is YAML, if there is one with which the document makes less sense.
    fn slip(&mut self, patched: &str, built: &Built) -> bool {
        let Some(guide) = self.guide else {
            return false;
        };
        for odd in built.odd(patched) {
            let spent = self.odd_reads >= FREE_ODD && self.odd_reads * self.text.len() > MAX_ODD_BYTES;
            if spent || self.odd.len() >= MAX_ODD {
                return false;
            }
            if !self.odd.insert(self.patches.original(odd.at.start)) {
                continue;
            }
            let found = match odd.sort {
                OddSort::Repeated { first } => cause::repeated(patched, odd.at, first, guide),
                OddSort::Header => cause::slipped_header(patched, odd.at, guide)
                    .into_iter()
                    .collect(),
                OddSort::LoneColon => cause::lone_colon(patched, odd.at.start),
                OddSort::Item => cause::swallowed_items(patched, odd.at.start, guide),
            };
            let found: Vec<Diagnosis> = found
                .into_iter()
                .map(|found| found.moved(|span| self.patches.original_span(span)))
                .collect();
            if found.is_empty() {
                continue;
            }
            self.odd_reads += found.len() + 2;
            let now = Diagnosis::none();
            let Some(now) = self.score(&now, 0) else {
                return false;
            };
            let scores: Vec<Score> = found
                .iter()
                .enumerate()
                .filter_map(|(i, found)| self.score(found, i))
                .filter(|score| score.reached == u32::MAX && score.faults < now.faults)
                .collect();
            let Some(best) = scores.iter().min_by_key(|score| score.key()) else {
                continue;
            };
            let found = found[best.order].clone();
            if self.patches.add(&found.patches) {
                self.guesses.extend(found.guess);
                self.problems.push(Problem {
                    span: found.span,
                    kind: match odd.sort {
                        OddSort::Repeated { .. } | OddSort::Header => ProblemKind::Slip(found.syntax(true)),
                        OddSort::LoneColon | OddSort::Item => ProblemKind::Syntax(found.syntax(true)),
                    },
                });
                return true;
            }
        }
        false
    }

    /// Takes one step past the place where `built` stopped.
    fn step(&mut self, patched: &str, built: &Built) {
        let stopped = self.patches.original(built.stopped_at());
        let found: Vec<Diagnosis> = built
            .diagnose(patched, self.guide)
            .into_iter()
            .map(|found| found.moved(|span| self.patches.original_span(span)))
            .collect();
        let first = found[0].span;
        if let Some(incident) = &self.incident
            && (stopped <= incident.stopped || first.start <= incident.region.end)
        {
            self.widen(stopped);
            return;
        }
        let found = self.best(found, stopped);
        let more = match found.cause {
            Cause::UnquotedStar => cause::more_stars(self.text, found.span),
            _ => Vec::new(),
        };
        let span = found.span;
        let line = Line::at(self.text, span.start);
        let mended = self.mend(found);
        let region = if mended && span.end <= line.content_start() {
            // What is wrong with the line itself is another mistake than its indentation.
            Span::new(line.start, span.end)
        } else if mended {
            Span::new(line.start, line.end.max(span.end))
        } else {
            Span::at(gap::line_start(self.text, span.start))
        };
        self.incident = Some(Incident {
            stopped,
            region,
            level: 0,
        });
        if !mended {
            self.widen(stopped);
        }
        let more: Vec<Diagnosis> = more
            .into_iter()
            .filter(|found| self.patches.has_room(&found.patches))
            .collect();
        let patches: Vec<Patch> = more
            .iter()
            .flat_map(|found| found.patches.iter().cloned())
            .collect();
        if self.patches.add(&patches) {
            more.into_iter().for_each(|found| self.report(found, true));
        }
    }

    /// Mends the mistake, if there is room for that, and reports it.
    fn mend(&mut self, found: Diagnosis) -> bool {
        let mended = !found.patches.is_empty() && self.patches.add(&found.patches);
        self.report(found, mended);
        mended
    }

    fn report(&mut self, found: Diagnosis, mended: bool) {
        if mended {
            self.holes.extend(found.hole);
            self.guesses.extend(found.guess);
        }
        if found.silent {
            return;
        }
        let certain = mended && found.hole.is_none();
        self.problems.push(Problem {
            span: found.span,
            kind: ProblemKind::Syntax(found.syntax(certain)),
        });
    }

    /// The one of several diagnoses whose mend gets the parser farthest past `stopped`; of equal ones the one that
    /// gives the more sensible document. Lines are left out, as few as possible, only when all else gets nowhere
    /// or is much worse.
    fn best(&mut self, mut found: Vec<Diagnosis>, stopped: u32) -> Diagnosis {
        if found.len() < 2 {
            return found.swap_remove(0);
        }
        let scores: Vec<Option<Score>> = found
            .iter()
            .enumerate()
            .map(|(i, found)| self.score(found, i).filter(|score| score.reached > stopped))
            .collect();
        let of = |drop: bool| scores.iter().flatten().filter(move |score| score.drop == drop);
        let mend = of(false).min_by_key(|score| score.key());
        // A mend that stops at the next line was none.
        let next = Line::at(self.text, stopped)
            .after_content(self.text)
            .map_or(u32::MAX, |next| next.end);
        let far = |score: &&Score| score.reached > next || score.other;
        let drop = of(true)
            .filter(far)
            .min_by_key(|score| score.order)
            .or_else(|| of(true).min_by_key(|score| score.key()));
        let best = match (mend, drop) {
            (Some(mend), Some(drop)) if !far(&mend) && far(&drop) => Some(drop),
            (Some(mend), _) => {
                let better =
                    |drop: &&Score| drop.reached >= mend.reached && mend.faults >= drop.faults + MUCH_WORSE;
                of(true)
                    .filter(better)
                    .min_by_key(|score| score.order)
                    .or(Some(mend))
            }
            (None, drop) => drop,
        };
        found.swap_remove(best.map_or(0, |score| score.order))
    }

    /// How good the mend of `found` is; `None` when it can't be tried.
    fn score(&mut self, found: &Diagnosis, order: usize) -> Option<Score> {
        if self.bytes > MAX_REREAD || (found.patches.is_empty() && !found.silent) {
            return None;
        }
        let mut patches = self.patches.clone();
        if !patches.add(&found.patches) {
            return None;
        }
        self.bytes += self.text.len();
        let patched = patches.apply(self.text);
        let built = build::build(&patched, bom_end(self.text), true);
        // The next mistake is one of another sort, not what the mend has moved on.
        let other = built.is_whole() || built.diagnose(&patched, self.guide).len() == 1;
        let reached = if built.is_whole() {
            u32::MAX
        } else {
            patches.original(built.stopped_at())
        };
        let mut holes: Vec<Span> = self.holes.iter().copied().chain(found.hole).collect();
        if !built.is_whole() {
            holes.push(Span::new(reached, index(self.text.len())));
        }
        let guesses: Vec<Guess> = self.guesses.iter().copied().chain(found.guess).collect();
        let repeated = built.repeated_keys();
        let document = assemble(self.text, &patches, &holes, &guesses, built);
        let faults = found.penalty + self.guide.map_or(0, |guide| repeated + (guide.faults)(&document));
        let line = if reached == u32::MAX {
            reached
        } else {
            gap::line_start(self.text, reached)
        };
        Some(Score {
            reached,
            line,
            faults,
            untidy: found.untidy,
            mends: found.patches.len(),
            drop: found.drop,
            other,
            order,
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
        let block = Span::new(block.start.max(bom_end(text)), block.end);
        incident.region = block;
        self.patches.blank(text, block);
        self.holes.push(block);
    }

    fn finish(self, built: Built) -> Document<'s> {
        let mut document = assemble(self.text, &self.patches, &self.holes, &self.guesses, built);
        document.problems.extend(self.problems);
        document
    }
}

/// How good a mend is.
#[derive(Clone, Copy)]
struct Score {
    /// Where the parser stopped with it.
    reached: u32,
    /// The start of that line; where in it says nothing.
    line: u32,
    /// What is wrong with the document then.
    faults: usize,
    /// How many lines are indented oddly then, more than before.
    untidy: i32,
    /// How many replacements it takes.
    mends: usize,
    /// Whether it leaves lines out.
    drop: bool,
    /// Whether the parser stopped for another sort of mistake.
    other: bool,
    order: usize,
}

impl Score {
    /// Less is better.
    fn key(&self) -> impl Ord + use<> {
        (
            std::cmp::Reverse(self.line),
            self.faults,
            self.untidy,
            self.mends,
            self.order,
        )
    }
}

/// The tree with all spans on the author's text, and marks where something is missing.
fn assemble<'s>(
    text: &'s str,
    patches: &Patches,
    holes: &[Span],
    guesses: &[Guess],
    built: Built,
) -> Document<'s> {
    let Built {
        mut nodes,
        values,
        mut comments,
        mut problems,
        mut root,
        ..
    } = built;
    for node in &mut nodes {
        node.span = patches.original_span(node.span);
    }
    for span in &mut comments {
        *span = patches.original_span(*span);
    }
    for problem in &mut problems {
        problem.span = patches.original_span(problem.span);
    }
    if root == NodeId::NONE && !holes.is_empty() {
        root = NodeId::from_index(nodes.len());
        nodes.push(Node::hole(Span::new(bom_end(text), index(text.len()))));
    }
    let mut document = Document {
        text,
        nodes,
        values,
        comments,
        problems,
        root,
    };
    for hole in holes {
        document.mark(*hole);
    }
    for guess in guesses {
        document.doubt(*guess);
    }
    document
}

impl<'s> Document<'s> {
    /// A document of which nothing can be read.
    pub(super) fn hole(text: &'s str) -> Self {
        let nodes = vec![Node::hole(Span::new(0, index(text.len())))];
        let root = NodeId::from_index(0);
        Self {
            text,
            nodes,
            values: Vec::new(),
            comments: Vec::new(),
            problems: Vec::new(),
            root,
        }
    }

    /// Marks what begins inside `guess`.
    fn doubt(&mut self, guess: Guess) {
        let first = self
            .nodes
            .partition_point(|node| node.span.start < guess.span.start);
        let inside = |node: &&mut Node| node.span.start < guess.span.end;
        for node in self.nodes[first..].iter_mut().take_while(inside) {
            if guess.unknown && matches!(node.kind, Kind::Scalar(_)) {
                node.kind = Kind::Hole;
            } else {
                node.flags |= GUESSED;
            }
        }
    }

    /// Marks what `hole` touches: values inside it are unknown, collections around it may lack something.
    fn mark(&mut self, hole: Span) {
        let indent = Line::at(self.text, gap::skip(self.text, hole.start).min(hole.end)).indent;
        let first = self.nodes.partition_point(|node| node.span.start < hole.start);
        for node in &mut self.nodes[first..] {
            if node.span.start >= hole.end {
                break;
            }
            if !matches!(node.kind, Kind::Sequence | Kind::Mapping) {
                node.kind = Kind::Hole;
                node.span = hole;
            }
        }
        // What begins right after it may have begun in it.
        let after = self
            .nodes
            .partition_point(|node| node.span.start < hole.end.max(hole.start + 1));
        let mut at = NodeId::from_index(after);
        while let Some(node) = self.nodes.get_mut(at.index())
            && node.span.start >= hole.end
        {
            if matches!(node.kind, Kind::Sequence | Kind::Mapping) {
                node.flags |= DAMAGED;
            }
            at = node.parent;
        }
        // What stood just before: a key without a value has lost it, and what encloses it may have lost more.
        let Some(last) = first.checked_sub(1) else {
            let root = self.root;
            self.nodes[root.index()].flags |= DAMAGED;
            return;
        };
        let empty = self.nodes[last].span.is_empty() && matches!(self.nodes[last].kind, Kind::Scalar(_));
        if empty && hole.contains(Span::at(gap::skip(self.text, self.nodes[last].span.start))) {
            self.nodes[last].kind = Kind::Hole;
        }
        let mut at = NodeId::from_index(last);
        let mut innermost = true;
        while at != NodeId::NONE {
            let node = &self.nodes[at.index()];
            let column = node.span.start - gap::line_start(self.text, node.span.start);
            let parent = node.parent;
            if matches!(node.kind, Kind::Sequence | Kind::Mapping) && (column + 3 >= indent || innermost) {
                innermost &= column > indent;
                self.nodes[at.index()].flags |= DAMAGED;
            }
            at = parent;
        }
    }
}

fn bom_end(text: &str) -> u32 {
    if text.starts_with('\u{FEFF}') { 3 } else { 0 }
}
