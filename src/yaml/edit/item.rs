//! Edits of the items of a list.

use super::editor::{Editor, comment_column, leading_spaces};
use crate::fix::Edit;
use crate::source::{Span, index};
use crate::yaml::NodeId;

impl Editor<'_> {
    /// An edit that removes `item` from its list, which keeps others: its lines with what is
    /// noted behind it, or in flow style the item with its comma. `None` where it isn't alone on its lines or holds
    /// an anchor or comments with lines of their own.
    #[must_use]
    pub fn remove_item(&self, item: NodeId) -> Option<Edit> {
        let list = self.document.parent(item)?;
        let span = self.document.span(item);
        let mut items = self.document.children(list);
        let (first, second) = (items.next()?, items.next()?);
        if self.document.is_damaged(list) || !self.is_whole(item) {
            return None;
        }
        if self.document.is_flow(list) {
            // With the comma before it, the first one with that after it.
            let span = if first == item {
                Span::new(span.start, self.document.span(second).start)
            } else {
                let before = self.document.text().get(..span.start as usize)?.trim_end();
                Span::new(index(before.strip_suffix(',')?.len()), span.end)
            };
            return (!self.document.slice(span).contains('#')).then(|| Edit::delete(span));
        }
        let (line, last) = (self.source.line_of(span.start), self.source.line_of(span.end));
        let before = Span::new(self.source.line_span(line).start, span.start);
        let alone = self.document.slice(before).trim() == "-" && self.ends_line(span.end);
        (alone && !self.has_comment_line(span)).then(|| Edit::delete(self.lines(line, last)))
    }

    /// Makes `mapping` the only item of a list.
    #[must_use]
    pub fn make_item(&self, mapping: NodeId) -> Option<Edit> {
        let above = self.column(self.document.key_of(mapping)?);
        let first = self.document.pairs(mapping).next()?.0;
        let start = self.document.span(first).start;
        let spaces = leading_spaces(self.source.line_text(self.source.line_of(start)));
        let fits = !self.document.is_flow(mapping) && spaces == self.column(first) && spaces >= above + 2;
        fits.then(|| Edit::replace(Span::new(start - 2, start), "- "))
    }

    /// Makes the items of `list`, all mappings, one mapping.
    #[must_use]
    pub fn unmake_items(&self, list: NodeId) -> Option<Vec<Edit>> {
        let span = self.document.span(list);
        let items: Vec<NodeId> = self.document.children(list).collect();
        let mut names: Vec<&str> = items
            .iter()
            .flat_map(|&item| self.document.pairs(item))
            .map(|(key, _)| self.document.text_of(key))
            .collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
        if self.document.is_flow(list) {
            let [item] = items[..] else { return None };
            let inner = self.document.span(item);
            let braces = self.source.slice(inner).starts_with('{');
            let around = [Span::new(span.start, inner.start), Span::new(inner.end, span.end)];
            let plain = around.iter().all(|&part| !self.source.slice(part).contains('#'));
            return (braces && plain).then(|| around.map(Edit::delete).to_vec());
        }
        let above = self.document.key_of(list).map(|key| self.column(key));
        let last = self.source.line_of(span.end);
        let mut edits = Vec::new();
        for (i, &item) in items.iter().enumerate() {
            let first = self.document.span(item).start;
            let line = self.source.line_of(first);
            let start = self.source.line_span(line).start;
            let dash = start + leading_spaces(self.source.line_text(line));
            if self.document.is_flow(item)
                || self.source.slice(Span::new(dash, first)).trim_end_matches(' ') != "-"
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
                .map(|&next| self.source.line_of(self.document.span(next).start));
            for line in line + 1..next.unwrap_or(last + 1) {
                let text = self.source.line_text(line);
                let spaces = leading_spaces(text);
                let comment = comment_column(self, line).is_some();
                // A comment on the next item stands where that will.
                if text.trim().is_empty() || (comment && spaces <= dash - start) {
                    continue;
                }
                if spaces < columns {
                    return None;
                }
                let start = self.source.line_span(line).start;
                edits.push(Edit::delete(Span::new(start, start + columns)));
            }
        }
        Some(edits)
    }

    /// Writes the key `name` above `list`, which stands under another key.
    #[must_use]
    pub fn put_under(&self, list: NodeId, name: &str) -> Option<Edit> {
        let key = self.document.key_of(list)?;
        let line = self.source.line_of(self.document.span(key).start);
        let dash = self.document.span(list).start;
        let above = self.column(key);
        let fits = !self.document.is_flow(list) && self.column(list) >= above + 2;
        (fits && self.source.line_of(dash) > line).then(|| {
            let spaces = " ".repeat(above as usize + 2);
            let end = self.source.line_span(line).end;
            Edit::insert(end, format!("{}{spaces}{name}:", self.source.line_break()))
        })
    }
}
