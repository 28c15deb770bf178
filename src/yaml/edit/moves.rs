//! Moving an entry of a mapping to another level: whole lines, comments and block alike.

use super::editor::{Editor, comment_column, leading_spaces};
use crate::fix::Edit;
use crate::source::Span;
use crate::yaml::{Kind, NodeId};

/// An entry that was moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// The replacements that do it.
    pub edits: Vec<Edit>,
    /// The key and value that it moves.
    pub moved: Span,
    /// How many columns it moves: to the left, or to the right.
    pub columns: u32,
    /// Whether it stays where it is among the lines.
    pub in_place: bool,
}

impl Editor<'_> {
    /// Moves the entry of `key` out, to stand after the entry of `beside`, which encloses it. `None` where the
    /// entry does not stand on lines of its own, or is all that `beside` has.
    #[must_use]
    pub fn move_out(&self, key: NodeId, beside: NodeId) -> Option<Move> {
        let entry = Lines::of(self, key)?;
        let target = Lines::after(self, beside)?;
        let alone = self.document.pairs(self.document.parent(key)?).nth(1).is_none();
        let (from, to) = (entry.column, self.column(beside));
        if alone || to >= from {
            return None;
        }
        let text = entry.reindented(self, |line| {
            line.get((from - to) as usize..)
                .filter(|_| leading_spaces(line) >= from - to)
                .map(str::to_owned)
        })?;
        let columns = from - to;
        if entry.last == target {
            return Some(Move {
                edits: vec![Edit::replace(entry.span(self), text)],
                moved: self.pair(key)?,
                columns,
                in_place: true,
            });
        }
        // The last line of a file may lack its line break.
        let end = self.source.line_span(target).end;
        let insert = Edit::insert(end, format!("{}{text}", self.source.line_break()));
        Some(Move {
            edits: vec![Edit::delete(self.whole_lines(entry.span(self))), insert],
            moved: self.pair(key)?,
            columns,
            in_place: false,
        })
    }

    /// Moves the entry of `key` in, under the key `under` of the same mapping.
    #[must_use]
    pub fn move_in(&self, key: NodeId, under: NodeId) -> Option<Move> {
        let entry = Lines::of(self, key)?;
        let value = self.document.value_of(under)?;
        let above = self.document.pairs(self.document.parent(key)?);
        let above = above.take_while(|&(other, _)| other != key).last()?.0;
        let in_place = above == under;
        let to = match self.document.kind(value) {
            _ if self.document.is_flow(value) => return None,
            Kind::Mapping => self.column(self.document.pairs(value).next()?.0),
            Kind::Scalar(_) if in_place && self.document.span(value).is_empty() => self.column(under) + 2,
            _ => return None,
        };
        let columns = to.checked_sub(entry.column).filter(|&columns| columns > 0)?;
        let text = entry.indented(self, columns)?;
        let edits = if in_place {
            vec![Edit::replace(entry.span(self), text)]
        } else {
            let end = self.source.line_span(Lines::after(self, under)?).end;
            vec![
                Edit::delete(self.whole_lines(entry.span(self))),
                Edit::insert(end, format!("{}{text}", self.source.line_break())),
            ]
        };
        Some(Move {
            edits,
            moved: self.pair(key)?,
            columns,
            in_place,
        })
    }

    /// Moves the entry of `key` in, under keys that are written above it.
    #[must_use]
    pub fn wrap(&self, key: NodeId, under: &[&str]) -> Option<Move> {
        let entry = Lines::of(self, key)?;
        let columns = 2 * crate::source::index(under.len());
        let mut text = String::new();
        for (i, name) in under.iter().enumerate() {
            let spaces = " ".repeat(entry.column as usize + 2 * i);
            text.push_str(&format!("{spaces}{name}:{}", self.source.line_break()));
        }
        text.push_str(&entry.indented(self, columns)?);
        Some(Move {
            edits: vec![Edit::replace(entry.span(self), text)],
            moved: self.pair(key)?,
            columns,
            in_place: true,
        })
    }

    /// `key` and its value.
    fn pair(&self, key: NodeId) -> Option<Span> {
        let value = self.document.value_of(key)?;
        Some(self.document.span(key).to(self.document.span(value)))
    }
}

/// The lines of an entry, from its own comments to the end of its block.
struct Lines {
    first: u32,
    last: u32,
    column: u32,
}

impl Lines {
    fn of(editor: &Editor<'_>, key: NodeId) -> Option<Self> {
        let mapping = editor.document.parent(key)?;
        let line = editor.source.line_of(editor.document.span(key).start);
        let column = editor.column(key);
        if editor.document.is_flow(mapping) || leading_spaces(editor.source.line_text(line)) != column {
            return None;
        }
        let mut first = line;
        while first > 1 && comment_column(editor, first - 1) == Some(column) {
            first -= 1;
        }
        Some(Self {
            first,
            last: Self::after(editor, key)?,
            column,
        })
    }

    /// The last line of the entry of `key`.
    fn after(editor: &Editor<'_>, key: NodeId) -> Option<u32> {
        let value = editor.document.value_of(key)?;
        let mut last = editor.source.line_of(editor.document.span(value).end);
        let rest = Span::new(editor.document.span(value).end, editor.source.line_span(last).end);
        let rest = editor.source.slice(rest).trim_start();
        if !rest.is_empty() && !rest.starts_with('#') {
            return None;
        }
        let column = editor.column(key);
        let mut next = last + 1;
        while next <= editor.source.line_count() {
            match comment_column(editor, next) {
                Some(comment) if comment > column => last = next,
                None if editor.source.line_text(next).trim().is_empty() => {}
                _ => break,
            }
            next += 1;
        }
        Some(last)
    }

    fn span(&self, editor: &Editor<'_>) -> Span {
        Span::new(
            editor.source.line_span(self.first).start,
            editor.source.line_span(self.last).end,
        )
    }

    /// The lines, each that isn't empty further in.
    fn indented(&self, editor: &Editor<'_>, columns: u32) -> Option<String> {
        let spaces = " ".repeat(columns as usize);
        self.reindented(editor, |line| Some(format!("{spaces}{line}")))
    }

    /// The lines, each that isn't empty as `shift` makes it.
    fn reindented(&self, editor: &Editor<'_>, shift: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut text = String::new();
        for line in self.first..=self.last {
            let old = editor.source.line_text(line);
            if line > self.first {
                text.push_str(editor.source.line_break());
            }
            if !old.trim().is_empty() {
                text.push_str(&shift(old)?);
            }
        }
        Some(text)
    }
}
