//! What edits are made on.

use crate::source::{Source, Span};
use crate::yaml::{Document, NodeId};

/// A text with its tree.
#[derive(Clone, Copy, Debug)]
pub struct Editor<'a> {
    /// The text.
    pub source: &'a Source,
    /// The tree.
    pub document: &'a Document<'a>,
}

impl<'a> Editor<'a> {
    /// On `source`, which `document` was read from.
    #[must_use]
    pub fn new(source: &'a Source, document: &'a Document<'a>) -> Self {
        Self { source, document }
    }

    /// The lines that hold `span`, line break included, when nothing else stands on them (at the end of the
    /// file the break before them); else `span` itself.
    #[must_use]
    pub fn whole_lines(&self, span: Span) -> Span {
        let (first, last) = (self.source.line_of(span.start), self.source.line_of(span.end));
        let (start, end) = (
            self.source.line_span(first).start,
            self.source.line_span(last).end,
        );
        if !self.is_space(Span::new(start, span.start)) || !self.is_space(Span::new(span.end, end)) {
            return span;
        }
        self.lines(first, last)
    }

    /// Whole lines with the break that ends them, or at the end of the file the one before them.
    #[must_use]
    pub fn lines(&self, first: u32, last: u32) -> Span {
        let start = self.source.line_span(first).start;
        if last < self.source.line_count() {
            return Span::new(start, self.source.line_span(last + 1).start);
        }
        let before = if first > 1 {
            self.source.line_span(first - 1).end
        } else {
            start
        };
        Span::new(before, self.source.line_span(last).end)
    }

    /// Whether a mapping could be read as it stands, its keys one below the other.
    pub(super) fn is_in_order(&self, mapping: NodeId) -> bool {
        let mut columns = self.document.pairs(mapping).map(|(key, _)| self.column(key));
        let first = columns.next();
        let aligned = self.document.is_flow(mapping) || columns.all(|column| Some(column) == first);
        aligned && !self.document.is_damaged(mapping)
    }

    /// Whether all of `node` could be read, and none of it has an anchor that others may use.
    pub(super) fn is_whole(&self, node: NodeId) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.document.is_anchored(node) || self.document.is_damaged(node) {
                return false;
            }
            open.extend(self.document.children(node));
        }
        true
    }

    /// Whether nothing but whitespace stands in `span`.
    pub(super) fn is_space(&self, span: Span) -> bool {
        self.document
            .slice(span)
            .trim_start_matches('\u{FEFF}')
            .trim()
            .is_empty()
    }

    /// Whether nothing but a comment follows on the line.
    pub(super) fn ends_line(&self, offset: u32) -> bool {
        let end = self.source.line_span(self.source.line_of(offset)).end;
        let rest = self.document.slice(Span::new(offset, end)).trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// Whether a comment in `span` has a line to itself.
    pub(super) fn has_comment_line(&self, span: Span) -> bool {
        let comments = self.document.comments();
        let first = comments.partition_point(|comment| comment.start < span.start);
        let inside = comments[first..]
            .iter()
            .take_while(|comment| comment.start < span.end);
        inside.copied().any(|comment| {
            let line = self.source.line_span(self.source.line_of(comment.start));
            self.is_space(Span::new(line.start, comment.start))
        })
    }

    /// As many spaces as stand before the column of `offset`; a dash counts as one.
    pub(super) fn indent_of(&self, offset: u32) -> Option<String> {
        let start = self.source.line_span(self.source.line_of(offset)).start;
        let before = self.document.slice(Span::new(start, offset));
        before
            .trim_matches([' ', '-'])
            .is_empty()
            .then(|| " ".repeat(before.len()))
    }

    /// In which column, from 0, `node` begins.
    pub(super) fn column(&self, node: NodeId) -> u32 {
        let start = self.document.span(node).start;
        start - self.source.line_span(self.source.line_of(start)).start
    }
}

/// By how many spaces `line` is indented.
pub(super) fn leading_spaces(line: &str) -> u32 {
    crate::source::index(line.bytes().take_while(|&b| b == b' ').count())
}

/// The column of a comment that has a line to itself.
pub(super) fn comment_column(editor: &Editor<'_>, line: u32) -> Option<u32> {
    let text = editor.source.line_text(line);
    text.trim_start().starts_with('#').then(|| leading_spaces(text))
}
