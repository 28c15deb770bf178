//! Where what stood in a text stands after edits.

use crate::fix::Edit;
use crate::source::{Span, index};

/// Spans that may hold one another.
pub(super) struct Spans {
    /// Each in the order of their places, and where the last of it and those before it ends.
    pub(super) spans: Vec<(Span, u32)>,
}

impl Spans {
    pub(super) fn new(spans: &[Span]) -> Self {
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        let mut end = 0;
        let with_end = |span: Span| {
            end = span.end.max(end);
            (span, end)
        };
        Self {
            spans: spans.into_iter().map(with_end).collect(),
        }
    }

    /// Those that hold `span`.
    pub(super) fn around(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let begun = self.spans.partition_point(|(other, _)| other.start <= span.start);
        let before = self.spans[..begun].iter().rev();
        let reaching = before.take_while(move |&&(_, end)| end >= span.end);
        reaching
            .map(|&(other, _)| other)
            .filter(move |other| other.contains(span))
    }
}

/// Edits of a text, in order and apart.
pub(super) struct Edits<'a> {
    /// Each, and where its text stands afterwards.
    pub(super) edits: Vec<(&'a Edit, Span)>,
}

impl<'a> Edits<'a> {
    pub(super) fn new(edits: &[&'a Edit]) -> Self {
        let mut shift = 0_i64;
        let place = |edit: &&'a Edit| {
            let start = u32::try_from(i64::from(edit.span.start) + shift).unwrap_or(0);
            let written = Span::new(start, start + index(edit.text.len()));
            shift += i64::from(written.len()) - i64::from(edit.span.len());
            (*edit, written)
        };
        Self {
            edits: edits.iter().map(place).collect(),
        }
    }

    /// Where what stood at `offset`, in no edit, stands afterwards.
    pub(super) fn moved(&self, offset: u32) -> u32 {
        let before = self.edits.partition_point(|(edit, _)| edit.span.end <= offset);
        match before.checked_sub(1).map(|last| self.edits[last]) {
            Some((edit, written)) => offset - edit.span.end + written.end,
            None => offset,
        }
    }

    /// Where afterwards what stood at `span` is, or what is there in its stead.
    pub(super) fn place(&self, span: Span) -> Span {
        let written = |(_, written): (&Edit, Span)| written;
        let first = self.meeting(span).map(written).next();
        let last = self.meeting(span).map(written).last();
        let (start, end) = (self.moved(span.start), self.moved(span.end));
        let start = first.map_or(start, |first| first.start.min(start));
        Span::new(start, last.map_or(end, |last| last.end.max(end)).max(start))
    }

    /// Whether an edit replaces part of what is written at `span`.
    pub(super) fn replace(&self, span: Span) -> bool {
        self.meeting(span).any(|(edit, _)| {
            edit.span.start < span.end && span.start < edit.span.end || within(edit.span, span)
        })
    }

    /// Whether an edit replaces part of what is written at `span`, or writes something right beside it that may
    /// belong to it.
    pub(super) fn touch(&self, span: Span) -> bool {
        let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | '[' | '{');
        self.replace(span)
            || self.meeting(span).any(|(edit, _)| {
                let after = edit.span.start == span.end && edit.text.starts_with(|c| !apart(c));
                let before = edit.span.end == span.start && edit.text.ends_with(|c| !apart(c));
                after || before
            })
    }

    /// The edits that meet `span` or end or begin where it does.
    pub(super) fn meeting(&self, span: Span) -> impl Iterator<Item = (&'a Edit, Span)> + '_ {
        let first = self.edits.partition_point(|(edit, _)| edit.span.end < span.start);
        let meets = move |(edit, _): &(&Edit, Span)| edit.span.start <= span.end;
        self.edits[first..].iter().copied().take_while(meets)
    }

    /// Whether what stands at `span` afterwards was written by an edit, or begins or ends in what one wrote.
    pub(super) fn wrote(&self, span: Span) -> bool {
        let first = self
            .edits
            .partition_point(|(_, written)| written.end < span.start);
        self.edits[first..]
            .iter()
            .take_while(|(_, written)| written.start <= span.end)
            .next()
            .is_some()
    }
}

/// Whether `span`, which is empty, is inside `whole` and not at its edge.
fn within(span: Span, whole: Span) -> bool {
    span.is_empty() && whole.start < span.start && span.start < whole.end
}
