//! Moving an entry of a mapping to another level: whole lines, comments and block alike.

use crate::fix::Edit;
use crate::rule::Context;
use crate::source::Span;
use crate::yaml::{Kind, NodeId};

/// An entry that was moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// The replacements that do it.
    pub edits: Vec<Edit>,
    /// How many columns it moves: to the left, or to the right.
    pub columns: u32,
    /// Whether it stays where it is among the lines.
    pub in_place: bool,
}

/// Moves the entry of `key` out, to stand after the entry of `beside`, which encloses it. `None` where the
/// entry does not stand on lines of its own, or is all that `beside` has.
pub(crate) fn outward(cx: &Context<'_>, key: NodeId, beside: NodeId) -> Option<Move> {
    let entry = Lines::of(cx, key)?;
    let target = Lines::after(cx, beside)?;
    let alone = cx.document.pairs(cx.document.parent(key)?).nth(1).is_none();
    let (from, to) = (entry.column, column(cx, beside));
    if alone || to >= from {
        return None;
    }
    let text = entry.reindented(cx, |line| {
        line.get((from - to) as usize..)
            .filter(|_| leading_blanks(line) >= from - to)
            .map(str::to_owned)
    })?;
    let columns = from - to;
    if entry.last == target {
        return Some(Move {
            edits: vec![Edit::replace(entry.span(cx), text)],
            columns,
            in_place: true,
        });
    }
    // The last line of a file may lack its line break.
    let end = cx.source.line_span(target).end;
    let insert = Edit::insert(end, format!("{}{text}", cx.source.line_break()));
    Some(Move {
        edits: vec![Edit::delete(cx.whole_lines(entry.span(cx))), insert],
        columns,
        in_place: false,
    })
}

/// Moves the entry of `key` in, under the entry just above it.
pub(crate) fn inward(cx: &Context<'_>, key: NodeId, under: NodeId) -> Option<Move> {
    let entry = Lines::of(cx, key)?;
    let above = cx
        .document
        .pairs(cx.document.parent(key)?)
        .take_while(|&(other, _)| other != key)
        .last()?;
    let value = above.1;
    let to = match cx.document.kind(value) {
        _ if above.0 != under || cx.document.is_flow(value) => return None,
        Kind::Mapping => column(cx, cx.document.pairs(value).next()?.0),
        Kind::Scalar(_) if cx.document.span(value).is_empty() => column(cx, under) + 2,
        _ => return None,
    };
    let columns = to.checked_sub(entry.column).filter(|&columns| columns > 0)?;
    let blanks = " ".repeat(columns as usize);
    let text = entry.reindented(cx, |line| Some(format!("{blanks}{line}")))?;
    Some(Move {
        edits: vec![Edit::replace(entry.span(cx), text)],
        columns,
        in_place: true,
    })
}

/// The lines of an entry, from its own comments to the end of its block.
struct Lines {
    first: u32,
    last: u32,
    column: u32,
}

impl Lines {
    fn of(cx: &Context<'_>, key: NodeId) -> Option<Self> {
        let mapping = cx.document.parent(key)?;
        let line = cx.source.line_of(cx.document.span(key).start);
        let column = column(cx, key);
        if cx.document.is_flow(mapping) || leading_blanks(cx.source.line_text(line)) != column {
            return None;
        }
        let mut first = line;
        while first > 1 && comment_column(cx, first - 1) == Some(column) {
            first -= 1;
        }
        Some(Self {
            first,
            last: Self::after(cx, key)?,
            column,
        })
    }

    /// The last line of the entry of `key`.
    fn after(cx: &Context<'_>, key: NodeId) -> Option<u32> {
        let value = cx.document.value_of(key)?;
        let mut last = cx.source.line_of(cx.document.span(value).end);
        let rest = Span::new(cx.document.span(value).end, cx.source.line_span(last).end);
        let rest = cx.source.slice(rest).trim_start();
        if !rest.is_empty() && !rest.starts_with('#') {
            return None;
        }
        let column = column(cx, key);
        let mut next = last + 1;
        while next <= cx.source.line_count() {
            match comment_column(cx, next) {
                Some(comment) if comment > column => last = next,
                None if cx.source.line_text(next).trim().is_empty() => {}
                _ => break,
            }
            next += 1;
        }
        Some(last)
    }

    fn span(&self, cx: &Context<'_>) -> Span {
        Span::new(
            cx.source.line_span(self.first).start,
            cx.source.line_span(self.last).end,
        )
    }

    /// The lines, each that isn't blank as `shift` makes it.
    fn reindented(&self, cx: &Context<'_>, shift: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut text = String::new();
        for line in self.first..=self.last {
            let old = cx.source.line_text(line);
            if line > self.first {
                text.push_str(cx.source.line_break());
            }
            if !old.trim().is_empty() {
                text.push_str(&shift(old)?);
            }
        }
        Some(text)
    }
}

fn column(cx: &Context<'_>, node: NodeId) -> u32 {
    let start = cx.document.span(node).start;
    start - cx.source.line_span(cx.source.line_of(start)).start
}

fn leading_blanks(line: &str) -> u32 {
    crate::source::index(line.bytes().take_while(|&b| b == b' ').count())
}

/// The column of a comment that has a line to itself.
fn comment_column(cx: &Context<'_>, line: u32) -> Option<u32> {
    let text = cx.source.line_text(line);
    text.trim_start().starts_with('#').then(|| leading_blanks(text))
}
