//! Moving an entry of a mapping to another level: whole lines, comments and block alike.

use super::editor::Editor;
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

/// Moves the entry of `key` out, to stand after the entry of `beside`, which encloses it. `None` where the
/// entry does not stand on lines of its own, or is all that `beside` has.
#[must_use]
pub fn outward(editor: &Editor<'_>, key: NodeId, beside: NodeId) -> Option<Move> {
    let entry = Lines::of(editor, key)?;
    let target = Lines::after(editor, beside)?;
    let alone = editor
        .document
        .pairs(editor.document.parent(key)?)
        .nth(1)
        .is_none();
    let (from, to) = (entry.column, column(editor, beside));
    if alone || to >= from {
        return None;
    }
    let text = entry.reindented(editor, |line| {
        line.get((from - to) as usize..)
            .filter(|_| leading_spaces(line) >= from - to)
            .map(str::to_owned)
    })?;
    let columns = from - to;
    if entry.last == target {
        return Some(Move {
            edits: vec![Edit::replace(entry.span(editor), text)],
            moved: pair(editor, key)?,
            columns,
            in_place: true,
        });
    }
    // The last line of a file may lack its line break.
    let end = editor.source.line_span(target).end;
    let insert = Edit::insert(end, format!("{}{text}", editor.source.line_break()));
    Some(Move {
        edits: vec![Edit::delete(editor.whole_lines(entry.span(editor))), insert],
        moved: pair(editor, key)?,
        columns,
        in_place: false,
    })
}

/// Moves the entry of `key` in, under the key `under` of the same mapping.
#[must_use]
pub fn inward(editor: &Editor<'_>, key: NodeId, under: NodeId) -> Option<Move> {
    let entry = Lines::of(editor, key)?;
    let value = editor.document.value_of(under)?;
    let above = editor.document.pairs(editor.document.parent(key)?);
    let above = above.take_while(|&(other, _)| other != key).last()?.0;
    let in_place = above == under;
    let to = match editor.document.kind(value) {
        _ if editor.document.is_flow(value) => return None,
        Kind::Mapping => column(editor, editor.document.pairs(value).next()?.0),
        Kind::Scalar(_) if in_place && editor.document.span(value).is_empty() => column(editor, under) + 2,
        _ => return None,
    };
    let columns = to.checked_sub(entry.column).filter(|&columns| columns > 0)?;
    let text = entry.indented(editor, columns)?;
    let edits = if in_place {
        vec![Edit::replace(entry.span(editor), text)]
    } else {
        let end = editor.source.line_span(Lines::after(editor, under)?).end;
        vec![
            Edit::delete(editor.whole_lines(entry.span(editor))),
            Edit::insert(end, format!("{}{text}", editor.source.line_break())),
        ]
    };
    Some(Move {
        edits,
        moved: pair(editor, key)?,
        columns,
        in_place,
    })
}

/// Moves the entry of `key` in, under keys that are written above it.
#[must_use]
pub fn wrap(editor: &Editor<'_>, key: NodeId, under: &[&str]) -> Option<Move> {
    let entry = Lines::of(editor, key)?;
    let columns = 2 * crate::source::index(under.len());
    let mut text = String::new();
    for (i, name) in under.iter().enumerate() {
        let spaces = " ".repeat(entry.column as usize + 2 * i);
        text.push_str(&format!("{spaces}{name}:{}", editor.source.line_break()));
    }
    text.push_str(&entry.indented(editor, columns)?);
    Some(Move {
        edits: vec![Edit::replace(entry.span(editor), text)],
        moved: pair(editor, key)?,
        columns,
        in_place: true,
    })
}

/// Makes `mapping` the only item of a list.
#[must_use]
pub fn make_item(editor: &Editor<'_>, mapping: NodeId) -> Option<Edit> {
    let above = column(editor, editor.document.key_of(mapping)?);
    let first = editor.document.pairs(mapping).next()?.0;
    let start = editor.document.span(first).start;
    let spaces = leading_spaces(editor.source.line_text(editor.source.line_of(start)));
    let fits = !editor.document.is_flow(mapping) && spaces == column(editor, first) && spaces >= above + 2;
    fits.then(|| Edit::replace(Span::new(start - 2, start), "- "))
}

/// Makes the items of `list`, all mappings, one mapping.
#[must_use]
pub fn unmake_items(editor: &Editor<'_>, list: NodeId) -> Option<Vec<Edit>> {
    let span = editor.document.span(list);
    let items: Vec<NodeId> = editor.document.children(list).collect();
    let mut names: Vec<&str> = items
        .iter()
        .flat_map(|&item| editor.document.pairs(item))
        .map(|(key, _)| editor.document.text_of(key))
        .collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return None;
    }
    if editor.document.is_flow(list) {
        let [item] = items[..] else { return None };
        let inner = editor.document.span(item);
        let braces = editor.source.slice(inner).starts_with('{');
        let around = [Span::new(span.start, inner.start), Span::new(inner.end, span.end)];
        let plain = around
            .iter()
            .all(|&part| !editor.source.slice(part).contains('#'));
        return (braces && plain).then(|| around.map(Edit::delete).to_vec());
    }
    let above = editor.document.key_of(list).map(|key| column(editor, key));
    let last = editor.source.line_of(span.end);
    let mut edits = Vec::new();
    for (i, &item) in items.iter().enumerate() {
        let first = editor.document.span(item).start;
        let line = editor.source.line_of(first);
        let start = editor.source.line_span(line).start;
        let dash = start + leading_spaces(editor.source.line_text(line));
        if editor.document.is_flow(item)
            || editor.source.slice(Span::new(dash, first)).trim_end_matches(' ') != "-"
        {
            return None;
        }
        let columns = first - dash;
        if above.is_some_and(|above| dash - start <= above) {
            edits.push(Edit::replace(Span::new(dash, dash + 1), " "));
            continue;
        }
        edits.push(Edit::delete(Span::new(dash, first)));
        let next = items
            .get(i + 1)
            .map(|&next| editor.source.line_of(editor.document.span(next).start));
        for line in line + 1..next.unwrap_or(last + 1) {
            let text = editor.source.line_text(line);
            let spaces = leading_spaces(text);
            let comment = comment_column(editor, line).is_some();
            // A comment on the next item stands where that will.
            if text.trim().is_empty() || (comment && spaces <= dash - start) {
                continue;
            }
            if spaces < columns {
                return None;
            }
            let start = editor.source.line_span(line).start;
            edits.push(Edit::delete(Span::new(start, start + columns)));
        }
    }
    Some(edits)
}

/// Writes the key `name` above `list`, which stands under another key.
#[must_use]
pub fn put_under(editor: &Editor<'_>, list: NodeId, name: &str) -> Option<Edit> {
    let key = editor.document.key_of(list)?;
    let line = editor.source.line_of(editor.document.span(key).start);
    let dash = editor.document.span(list).start;
    let above = column(editor, key);
    let fits = !editor.document.is_flow(list) && column(editor, list) >= above + 2;
    (fits && editor.source.line_of(dash) > line).then(|| {
        let spaces = " ".repeat(above as usize + 2);
        let end = editor.source.line_span(line).end;
        Edit::insert(end, format!("{}{spaces}{name}:", editor.source.line_break()))
    })
}

/// `key` and its value.
fn pair(editor: &Editor<'_>, key: NodeId) -> Option<Span> {
    let value = editor.document.value_of(key)?;
    Some(editor.document.span(key).to(editor.document.span(value)))
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
        let column = column(editor, key);
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
        let column = column(editor, key);
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

    /// The lines, each that isn't blank further in.
    fn indented(&self, editor: &Editor<'_>, columns: u32) -> Option<String> {
        let spaces = " ".repeat(columns as usize);
        self.reindented(editor, |line| Some(format!("{spaces}{line}")))
    }

    /// The lines, each that isn't blank as `shift` makes it.
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

fn column(editor: &Editor<'_>, node: NodeId) -> u32 {
    let start = editor.document.span(node).start;
    start - editor.source.line_span(editor.source.line_of(start)).start
}

fn leading_spaces(line: &str) -> u32 {
    crate::source::index(line.bytes().take_while(|&b| b == b' ').count())
}

/// The column of a comment that has a line to itself.
fn comment_column(editor: &Editor<'_>, line: u32) -> Option<u32> {
    let text = editor.source.line_text(line);
    text.trim_start().starts_with('#').then(|| leading_spaces(text))
}
