//! What edits are made on.

use crate::source::{Source, Span};
use crate::yaml::Document;

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
        let blank = |from: u32, to: u32| self.source.slice(Span::new(from, to)).trim().is_empty();
        if !blank(start, span.start) || !blank(span.end, end) {
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
}
