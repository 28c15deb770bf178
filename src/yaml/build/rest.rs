//! What stands after the first document.

use super::super::gap;
use super::super::node::{DAMAGED, NodeId};
use super::super::problem::{Problem, ProblemKind};
use super::super::stop::Reason;
use super::{Builder, Stop};
use crate::source::{Cut, Span};

impl Builder<'_> {
    /// What follows the first document: nothing, another one that is ignored, or text that belongs to it in a
    /// way that the platform doesn't see.
    pub(in crate::yaml) fn rest(&mut self, from: u32) -> Stop {
        let (text, mut at) = (self.text, from);
        let (mut marked, mut closed) = (false, false);
        loop {
            let rest = text.cut(at..);
            let after = rest.strip_prefix("---").or_else(|| rest.strip_prefix("..."));
            let mark = after.is_some_and(|after| after.chars().next().is_none_or(char::is_whitespace))
                && gap::column(text, at) == 0;
            if rest.is_empty() {
                if !closed {
                    self.gap_to(at);
                }
                return Stop::End;
            }
            if !mark && marked {
                if !closed {
                    self.gap_to(at);
                }
                self.extra_document(at);
                return Stop::End;
            }
            if !mark {
                return Stop::Error {
                    offset: at,
                    reason: Reason::DocumentPlace,
                };
            }
            // The comments of a second document are its own.
            if !closed {
                self.gap_to(at);
                closed = rest.starts_with("---");
                self.cursor = if closed { at } else { at + 3 };
            }
            let next = gap::skip(text, at + 3);
            marked = true;
            at = next;
        }
    }

    pub(in crate::yaml) fn extra_document(&mut self, start: u32) {
        // The start of what the platform ignores: the marker, when there is one, else the content.
        let from = gap::skip(self.text, self.cursor);
        let at = from.min(start);
        let line_end = gap::line_end(self.text, at);
        let end = gap::trim_end(self.text, at, line_end);
        self.problems.push(Problem {
            kind: ProblemKind::ExtraDocument,
            span: Span::new(at, end),
        });
        // What goes on there would have been part of what was open here.
        let last = self.nodes.len().checked_sub(1);
        let mut open = last.map_or(NodeId::NONE, NodeId::from_index);
        while gap::column(self.text, start) > 0 && open != NodeId::NONE {
            self.nodes[open.index()].flags |= DAMAGED;
            open = self.nodes[open.index()].parent;
        }
    }
}
