//! A tree that was read with changes, brought back to the author's text.

use super::super::build::Built;
use super::super::gap;
use super::super::lines::Line;
use super::super::node::{DAMAGED, GUESSED, Kind, Node, NodeId, Style};
use super::super::patch::Patches;
use super::super::tree::Document;
use super::proposal::Guess;
use crate::source::{Cut, Span, index};

/// The tree with all spans on the author's text, and marks where something is missing.
pub(super) fn assemble<'s>(
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
    let original = |span: Span| {
        let span = patches.original_span(span);
        Span::new(gap::floor(text, span.start), gap::floor(text, span.end))
    };
    for node in &mut nodes {
        node.span = original(node.span);
    }
    for span in &mut comments {
        *span = original(*span);
    }
    // What an edit has made a comment is none in the author's text.
    comments.retain(|span| text.cut(span).starts_with('#'));
    for problem in &mut problems {
        problem.span = original(problem.span);
    }
    if root == NodeId::NONE && !holes.is_empty() {
        root = NodeId::from_index(nodes.len());
        nodes.push(Node::hole(Span::new(gap::bom(text), index(text.len()))));
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
    pub(in crate::yaml) fn hole(text: &'s str) -> Self {
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
        let node = &self.nodes[last];
        let empty = match node.kind {
            Kind::Scalar(Style::Literal | Style::Folded) => self.text_of(NodeId::from_index(last)).is_empty(),
            Kind::Scalar(_) => node.span.is_empty(),
            _ => false,
        };
        if empty && hole.contains(Span::at(gap::skip(self.text, node.span.end))) {
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
