//! What is wrong only because of a typo that has been told: the value it stands within, the mapping around a key that it
//! has spoilt.

use super::super::gap;
use super::super::guide::Guide;
use super::super::lines::Line;
use super::super::node::{DAMAGED, KEY, Kind, NodeId};
use super::super::problem::{Problem, ProblemKind, Syntax};
use super::super::tree::Document;
use super::cause::Cause;
use crate::source::Span;

/// A typo that reading went on with, and all that it changes.
fn typo(problem: &Problem) -> Option<(&Syntax, Span)> {
    let (ProblemKind::Syntax(syntax) | ProblemKind::Misread(syntax)) = &problem.kind else {
        return None;
    };
    let whole = syntax.repair.iter().fold(problem.span, |whole, (span, _)| {
        Span::new(whole.start.min(span.start), whole.end.max(span.end))
    });
    Some((syntax, whole))
}

impl Document<'_> {
    /// Where scalars are that a typo stands within, or right beside, in order: what else may be wrong with them can be
    /// told once it is fixed.
    pub(crate) fn doubtful(&self) -> Vec<Span> {
        let mut found = Vec::new();
        for problem in &self.problems {
            let Some((syntax, _)) = typo(problem).filter(|(syntax, _)| syntax.cause.is_within()) else {
                continue;
            };
            found.push(problem.span);
            let edits = syntax.repair.iter().map(|&(span, _)| span);
            for span in edits.chain([problem.span]) {
                found.extend(self.scalars_at(span));
                // What stands after the header of a block text is on the next line.
                if matches!(syntax.cause, Cause::Trailing('|' | '>')) {
                    found.extend(self.scalars_at(Span::new(span.start, gap::skip(self.text, span.end))));
                }
            }
        }
        found.sort();
        let mut apart: Vec<Span> = Vec::with_capacity(found.len());
        for span in found {
            match apart.last_mut().filter(|last| span.start < last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => apart.push(span),
            }
        }
        apart
    }

    /// The scalars that touch `span`.
    fn scalars_at(&self, span: Span) -> impl Iterator<Item = Span> {
        let after = self.nodes.partition_point(|node| node.span.start <= span.end);
        let touching = self.nodes[..after].iter().rev().take(8);
        let scalars =
            touching.filter(move |node| matches!(node.kind, Kind::Scalar(_)) && node.span.end >= span.start);
        scalars.map(|node| node.span)
    }

    /// Marks the mappings with a key that nobody knows on a line with a typo: what they lack may be what that key was.
    pub(super) fn doubt_keys(&mut self, guide: &Guide<'_>) {
        let lines = self.problems.iter().filter_map(typo).map(|(_, span)| {
            let (first, last) = (Line::at(self.text, span.start), Line::at(self.text, span.end));
            Span::new(first.start, last.end)
        });
        let lines: Vec<Span> = lines.collect();
        let mut damaged = Vec::new();
        for span in lines {
            let first = self.nodes.partition_point(|node| node.span.start < span.start);
            for node in self.nodes[first..]
                .iter()
                .take_while(|node| node.span.start < span.end)
            {
                let name = self.text.get(node.span.range()).unwrap_or_default();
                let name = name.trim_matches(['"', '\'']);
                let known = name == "<<" || name.starts_with("x-") || (guide.knows)(name);
                if node.flags & KEY != 0 && !known && node.parent != NodeId::NONE {
                    damaged.push(node.parent);
                }
            }
        }
        for node in damaged {
            self.nodes[node.index()].flags |= DAMAGED;
        }
    }
}
