//! Edits of whole entries of a mapping.

use super::editor::Editor;
use crate::fix::Edit;
use crate::source::{Cut, Span};
use crate::suggest::nearest;
use crate::yaml::{Kind, NodeId};

impl Editor<'_> {
    /// An edit that removes the entry of `key`: its lines with what is noted behind it, or in flow
    /// style the entry with its comma. `None` where it isn't alone on its lines, holds an
    /// anchor or comments with lines of their own, or covers another of its name.
    #[must_use]
    pub fn remove_entry(&self, key: NodeId) -> Option<Edit> {
        let entry = self.entry(key).filter(|entry| self.is_free(entry))?;
        if self.document.is_flow(entry.mapping) {
            return self.remove_flow_entry(&entry);
        }
        let line = self.source.line_of(entry.span.start);
        let last = self.source.line_of(entry.span.end);
        let before = Span::new(self.source.line_span(line).start, entry.span.start);
        if self.has_comment_line(entry.span) {
            return None;
        }
        if self.is_space(before) && self.ends_line(entry.span.end) {
            return Some(Edit::delete(self.lines(line, last)));
        }
        // The first key after a dash leaves its place to the second, unless a comment between them would go too.
        let next = self.document.span(entry.next?).start;
        let between = Span::new(self.source.line_span(last).end, next);
        let dash = self.document.slice(before).trim_matches([' ', '-']).is_empty();
        (dash && self.ends_line(entry.span.end) && self.is_space(between))
            .then(|| Edit::delete(Span::new(entry.span.start, next)))
    }

    /// An edit that inserts `text`, such as `mode: auto`, as an entry before that of `key`.
    #[must_use]
    pub fn insert_before(&self, key: NodeId, text: &str) -> Option<Edit> {
        let start = self.document.span(key).start;
        if self
            .document
            .parent(key)
            .is_some_and(|mapping| self.document.is_flow(mapping))
        {
            return Some(Edit::insert(start, format!("{text}, ")));
        }
        let indent = self.indent_of(start)?;
        Some(Edit::insert(
            start,
            format!("{text}{}{indent}", self.source.line_break()),
        ))
    }

    /// An edit that inserts `text`, such as `mode: auto`, as an entry after that of `key`.
    #[must_use]
    pub fn insert_after(&self, key: NodeId, text: &str) -> Option<Edit> {
        let entry = self.entry(key)?;
        self.insert_behind(entry.mapping, entry.span, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as the first entry of `mapping`.
    #[must_use]
    pub fn insert_first(&self, mapping: NodeId, text: &str) -> Option<Edit> {
        let span = self.document.span(mapping);
        let Some((first, _)) = self.document.pairs(mapping).next() else {
            return self
                .document
                .is_flow(mapping)
                .then(|| Edit::insert(span.start + 1, text));
        };
        let start = self.document.span(first).start;
        if !self.is_in_order(mapping) {
            return None;
        }
        if !self.document.is_flow(mapping) {
            // Right under the mapping's own key, before comments on what follows.
            let key = self
                .document
                .key_of(mapping)
                .map(|key| self.document.span(key).end);
            let line = key.map(|end| self.source.line_span(self.source.line_of(end)));
            let is_comment = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
            if let Some(line) = line.filter(|line| line.end < start)
                && self
                    .document
                    .slice(Span::new(line.end, start))
                    .lines()
                    .all(is_comment)
            {
                let indent = self.indent_of(start)?;
                return Some(Edit::insert(
                    line.end,
                    format!("{}{indent}{text}", self.source.line_break()),
                ));
            }
        }
        self.insert_before(first, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as the last entry of `mapping`, where it overrules
    /// what is merged in.
    #[must_use]
    pub fn insert_last(&self, mapping: NodeId, text: &str) -> Option<Edit> {
        let (key, value) = self.document.pairs(mapping).last()?;
        let (key, value) = (self.document.span(key), self.document.span(value));
        self.insert_behind(mapping, Span::new(key.start, value.end), text)
    }

    fn insert_behind(&self, mapping: NodeId, entry: Span, text: &str) -> Option<Edit> {
        if !self.is_in_order(mapping) {
            return None;
        }
        if self.document.is_flow(mapping) {
            return Some(Edit::insert(entry.end, format!(", {text}")));
        }
        let indent = self.indent_of(entry.start)?;
        let end = self.source.line_span(self.source.line_of(entry.end)).end;
        self.ends_line(entry.end)
            .then(|| Edit::insert(end, format!("{}{indent}{text}", self.source.line_break())))
    }

    /// An edit that gives `key`, which has no value, the value `text`.
    #[must_use]
    pub fn fill(&self, key: NodeId, text: &str) -> Option<Edit> {
        let value = self.document.value_of(key)?;
        let span = self.document.span(value);
        let key = self.document.span(key);
        let colon = self.document.slice(Span::new(key.end, span.start.max(key.end)));
        // Between brackets a key may have no colon.
        let space = match span.is_empty() {
            true if !colon.contains(':') => ": ",
            true => " ",
            false => "",
        };
        // Between brackets a text ends at what comes next, and no tab may begin a line before that.
        let rest = self.document.text().cut(span.end..);
        let gap = rest.cut(..rest.len() - rest.trim_start().len());
        let flow = self
            .document
            .parent(value)
            .is_some_and(|parent| self.document.is_flow(parent));
        let torn = flow && gap.contains('\t') && gap.contains(['\n', '\r']);
        let is_scalar = matches!(self.document.kind(value), Kind::Scalar(_));
        let fits = is_scalar && !torn && !self.is_empty_with_properties(value);
        fits.then(|| Edit::replace(span, format!("{space}{text}")))
    }

    fn entry(&self, key: NodeId) -> Option<Entry> {
        let value = self.document.value_of(key)?;
        let mapping = self.document.parent(key)?;
        let span = Span::new(self.document.span(key).start, self.document.span(value).end);
        let mut previous = None;
        let mut pairs = self.document.pairs(mapping);
        for (other, value) in pairs.by_ref() {
            if other == key {
                break;
            }
            previous = Some(value);
        }
        let next = pairs.next().map(|(key, _)| key);
        Some(Entry {
            key,
            mapping,
            span,
            previous,
            next,
        })
    }

    /// Whether nothing else needs an entry, or comes to light without it.
    fn is_free(&self, entry: &Entry) -> bool {
        let name = self.document.text_of(entry.key);
        let mut others = self.document.pairs(entry.mapping).map(|(key, _)| key);
        let covers = others.any(|other| {
            let text = self.document.text_of(other);
            // A typo of its name would then be taken for it.
            let like = || text.eq_ignore_ascii_case(name) || nearest(text, [name]).is_some();
            text == "<<" || (other != entry.key && like())
        });
        let value = self.document.value_of(entry.key);
        !covers && self.is_in_order(entry.mapping) && value.is_some_and(|value| self.is_whole(value))
    }

    fn remove_flow_entry(&self, entry: &Entry) -> Option<Edit> {
        let span = match (entry.next, entry.previous) {
            (Some(next), _) => Span::new(entry.span.start, self.document.span(next).start),
            (None, Some(previous)) => Span::new(self.document.span(previous).end, entry.span.end),
            (None, None) => entry.span,
        };
        // A comment in between belongs to somebody.
        (!self.document.slice(span).contains('#')).then(|| Edit::delete(span))
    }
}

/// A key and its value.
struct Entry {
    key: NodeId,
    mapping: NodeId,
    span: Span,
    /// The value before it.
    previous: Option<NodeId>,
    /// The key after it.
    next: Option<NodeId>,
}
