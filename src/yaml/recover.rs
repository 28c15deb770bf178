//! Reading on after a syntax error.
//!
//! The parser stops at the first error for good. So: find the mistake behind it ([`super::cause`]), mend it
//! in a copy and read again; where no mend helps, blank out the smallest block around it, then the next
//! larger one. Spans are carried back to the author's text at the end. Attempts are bounded in number and in
//! bytes, so a hopeless file costs a few reads, not one a line.

use super::build::{self, Built, Stop};
use super::cause::{self, Diagnosis};
use super::gap;
use super::lines::Line;
use super::patch::{Patch, Patches};
use super::tree::{DAMAGED, Document, Kind, Node, NodeId};
use super::{Problem, ProblemKind, Syntax};
use crate::source::{Source, Span, index};

/// How often a file is read at the most.
const MAX_ROUNDS: usize = 48;

/// How many bytes all rounds after the third may read together.
const MAX_BYTES: usize = 48 << 20;

/// One mistake and the lines it has cost so far.
struct Incident {
    /// Where reading stopped, on the author's text.
    stopped: u32,
    /// What has been given up or mended.
    region: Span,
    /// How much was tried: 0 a mend, then ever larger blocks.
    level: u32,
}

struct Recovery<'s> {
    text: &'s str,
    patches: Patches,
    problems: Vec<Problem>,
    /// Blanked regions, and values replaced by nothing.
    holes: Vec<Span>,
    incident: Option<Incident>,
}

/// Reads the first document, mending and skipping what is not YAML.
pub(super) fn read(source: &Source) -> Document<'_> {
    let text = source.clean_text();
    let bom = source.bom_len();
    let built = build::build(text, bom, false);
    if built.is_whole() {
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
        patches: Patches::default(),
        problems: Vec::new(),
        holes: Vec::new(),
        incident: None,
    };
    let mut patched = text.to_owned();
    let mut built = build::build(&patched, bom, true);
    let mut bytes = 0;
    for round in 1..=MAX_ROUNDS {
        if built.is_whole() {
            break;
        }
        bytes += text.len();
        if round == MAX_ROUNDS || (round > 3 && bytes > MAX_BYTES) {
            let from = recovery.patches.original(built.stopped_at());
            recovery.holes.push(Span::new(from, index(text.len())));
            break;
        }
        recovery.step(&patched, &built);
        patched = recovery.patches.apply(text);
        built = build::build(&patched, bom, true);
    }
    recovery.finish(built)
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

    fn diagnose(&self, text: &str) -> Diagnosis {
        match (&self.stop, self.dash_key) {
            // The dash comes first in the file and usually explains what comes after it.
            (_, Some(key)) => cause::dash(text, key),
            (Stop::Error { offset, info }, _) => cause::diagnose(text, self, *offset, info),
            (Stop::TooDeep { offset }, _) => cause::too_deep(text, *offset),
            (Stop::End, None) => cause::too_deep(text, self.cursor),
        }
    }
}

impl<'s> Recovery<'s> {
    /// Takes one step past the place where `built` stopped.
    fn step(&mut self, patched: &str, built: &Built) {
        let stopped = self.patches.original(built.stopped_at());
        let found = built.diagnose(patched);
        let span = self.patches.original_span(found.span);
        if let Some(incident) = &self.incident
            && (stopped <= incident.stopped || span.start <= incident.region.end)
        {
            self.widen(stopped);
            return;
        }
        let moved: Vec<Patch> = found
            .patches
            .iter()
            .map(|patch| Patch {
                span: self.patches.original_span(patch.span),
                with: patch.with.clone(),
            })
            .collect();
        let related = found.related.map(|related| self.patches.original_span(related));
        let hole = found.hole.map(|hole| self.patches.original_span(hole));
        let line_end = gap::line_end(self.text, span.start);
        let mended = !moved.is_empty() && self.patches.add(&moved);
        let region = if mended {
            Span::new(gap::line_start(self.text, span.start), line_end.max(span.end))
        } else {
            Span::at(gap::line_start(self.text, span.start))
        };
        if !found.silent {
            let repair = if mended && hole.is_none() {
                moved.into_iter().map(|patch| (patch.span, patch.with)).collect()
            } else {
                Vec::new()
            };
            let syntax = Syntax {
                cause: found.cause,
                related,
                repair,
            };
            self.problems.push(Problem {
                kind: ProblemKind::Syntax(syntax),
                span,
            });
        }
        self.incident = Some(Incident {
            stopped,
            region,
            level: 0,
        });
        if mended {
            self.holes.extend(hole);
        } else {
            self.widen(stopped);
        }
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

    /// The tree with all spans on the author's text, and marks where something is missing.
    fn finish(self, built: Built) -> Document<'s> {
        let Built {
            mut nodes,
            values,
            mut comments,
            mut problems,
            mut root,
            ..
        } = built;
        for node in &mut nodes {
            node.span = self.patches.original_span(node.span);
        }
        for span in &mut comments {
            *span = self.patches.original_span(*span);
        }
        for problem in &mut problems {
            problem.span = self.patches.original_span(problem.span);
        }
        problems.extend(self.problems);
        if root == NodeId::NONE {
            root = NodeId::from_index(nodes.len());
            nodes.push(Node::hole(Span::new(bom_end(self.text), index(self.text.len()))));
        }
        let mut document = Document {
            text: self.text,
            nodes,
            values,
            comments,
            problems,
            root,
        };
        for hole in &self.holes {
            document.mark(*hole);
        }
        document
    }
}

impl Document<'_> {
    /// Marks what `hole` touches: values inside it are unknown, collections around it may lack something.
    fn mark(&mut self, hole: Span) {
        let indent = Line::at(self.text, gap::skip(self.text, hole.start).min(hole.end)).indent;
        let first = self.nodes.partition_point(|node| node.span.start < hole.start);
        for node in &mut self.nodes[first..] {
            if node.span.start >= hole.end {
                break;
            }
            if hole.contains(node.span) && !matches!(node.kind, Kind::Sequence | Kind::Mapping) {
                node.kind = Kind::Hole;
                node.span = hole;
            }
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
