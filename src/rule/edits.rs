//! Edits of whole entries of a mapping.

use super::context::Context;
use crate::fix::{Applicability, Edit, Fix};
use crate::manifest::At;
use crate::source::{Span, index};
use crate::suggest::nearest;
use crate::yaml::{Kind, NodeId, Style};

impl Context<'_> {
    /// An edit that removes the entry whose value is at `at`: its lines with what is noted behind it, or in flow
    /// style the entry with its comma. `None` where it comes from elsewhere, isn't alone on its lines, holds an
    /// anchor or comments with lines of their own, or covers another of its name.
    #[must_use]
    pub fn remove_entry(&self, at: At) -> Option<Edit> {
        let entry = self.entry(at).filter(|entry| self.is_free(entry))?;
        if self.document.is_flow(entry.mapping) {
            return self.remove_flow_entry(&entry);
        }
        let line = self.source.line_of(entry.span.start);
        let last = self.source.line_of(entry.span.end);
        let before = Span::new(self.source.line_span(line).start, entry.span.start);
        if self.has_comment_line(entry.span) {
            return None;
        }
        if self.is_blank(before) && self.ends_line(entry.span.end) {
            return Some(Edit::delete(self.lines(line, last)));
        }
        // The first key after a dash leaves its place to the second, unless a comment between them would go too.
        let next = self.document.span(entry.next?).start;
        let between = Span::new(self.source.line_span(last).end, next);
        let dash = self.document.slice(before).trim_matches([' ', '-']).is_empty();
        (dash && self.ends_line(entry.span.end) && self.is_blank(between))
            .then(|| Edit::delete(Span::new(entry.span.start, next)))
    }

    /// [`Context::remove_entry`] for an entry that must stand in the mapping at `mapping` itself, not in one that is
    /// merged into it.
    #[must_use]
    pub fn remove_own_entry(&self, mapping: At, at: At) -> Option<Edit> {
        let own = self.document.parent(at.place(self.document)) == Some(mapping.node);
        own.then(|| self.remove_entry(at))?
    }

    /// An edit that removes the item at `at` from its list, which keeps others: its lines with what is
    /// noted behind it, or in flow style the item with its comma. `None` where it isn't alone on its lines or holds
    /// an anchor or comments with lines of their own.
    #[must_use]
    pub fn remove_item(&self, at: At) -> Option<Edit> {
        let item = at.place(self.document);
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

    /// An edit that inserts `text`, such as `mode: auto`, as an entry before the one whose value is at `at`.
    #[must_use]
    pub fn insert_before(&self, at: At, text: &str) -> Option<Edit> {
        let place = at.place(self.document);
        let inherited = at.via().is_some_and(|alias| alias != place);
        self.insert_before_key(self.document.key_of(place).filter(|_| !inherited)?, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as an entry before the one with this key.
    #[must_use]
    pub fn insert_before_key(&self, key: NodeId, text: &str) -> Option<Edit> {
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
            format!("{text}{}{indent}", self.line_break()),
        ))
    }

    /// An edit that inserts `text`, such as `mode: auto`, as an entry after the one whose value is at `at`.
    #[must_use]
    pub fn insert_after(&self, at: At, text: &str) -> Option<Edit> {
        let entry = self.entry(at)?;
        self.insert_behind(entry.mapping, entry.span, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as the first entry of the mapping at `at`.
    #[must_use]
    pub fn insert_first(&self, at: At, text: &str) -> Option<Edit> {
        let span = self.span(at);
        let Some((first, _)) = self.document.pairs(at.node).next() else {
            return self
                .document
                .is_flow(at.node)
                .then(|| Edit::insert(span.start + 1, text));
        };
        let start = self.document.span(first).start;
        if !self.is_in_order(at.node) {
            return None;
        }
        if !self.document.is_flow(at.node) {
            // Right under the mapping's own key, before comments on what follows.
            let key = self
                .document
                .key_of(at.node)
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
                    format!("{}{indent}{text}", self.line_break()),
                ));
            }
        }
        self.insert_before_key(first, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as the last entry of the mapping at `at`, where it overrules
    /// what is merged in.
    #[must_use]
    pub fn insert_last(&self, at: At, text: &str) -> Option<Edit> {
        let (key, value) = self.document.pairs(at.node).last()?;
        let (key, value) = (self.document.span(key), self.document.span(value));
        self.insert_behind(at.node, Span::new(key.start, value.end), text)
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
            .then(|| Edit::insert(end, format!("{}{indent}{text}", self.line_break())))
    }

    /// The entry of one of `names` that has no value, in the mapping at `at` itself.
    #[must_use]
    pub fn empty_entry(&self, at: At, names: &[&'static str]) -> Option<EmptyEntry> {
        if at.via().is_some() {
            return None;
        }
        // What the manifest takes for missing although its key is there has no value.
        self.document.pairs(at.node).find_map(|(key, _)| {
            let name = names.iter().find(|&&name| name == self.document.text_of(key))?;
            Some(EmptyEntry { name, key })
        })
    }

    /// An edit that gives an entry without a value the value `text`.
    #[must_use]
    pub fn fill(&self, entry: &EmptyEntry, text: &str) -> Option<Edit> {
        self.fill_key(entry.key, text)
    }

    /// An edit that gives `key`, which has no value, the value `text`.
    #[must_use]
    pub fn fill_key(&self, key: NodeId, text: &str) -> Option<Edit> {
        let value = self.document.value_of(key)?;
        let span = self.document.span(value);
        let blank = if span.is_empty() { " " } else { "" };
        let is_scalar = matches!(self.document.kind(value), Kind::Scalar(_));
        is_scalar.then(|| Edit::replace(span, format!("{blank}{text}")))
    }

    /// A fix that writes `text` without quotes in place of the value at `at`.
    #[must_use]
    pub fn replace_plain(
        &self,
        at: At,
        message: impl Into<String>,
        applicability: Applicability,
        text: &str,
    ) -> Option<Fix> {
        let fits = matches!(self.document.kind(at.node), Kind::Scalar(_)) && at.via().is_none();
        fits.then(|| Fix {
            message: message.into(),
            moves: Vec::new(),
            applicability,
            edits: vec![Edit::replace(self.span(at), text)],
        })
    }

    /// The `|` or `>` of a block scalar, with the signs that belong to it.
    #[must_use]
    pub fn block_sign(&self, at: At) -> Option<Span> {
        if !matches!(
            self.document.kind(at.node),
            Kind::Scalar(Style::Literal | Style::Folded)
        ) {
            return None;
        }
        let span = self.span(at);
        let written = self.document.slice(span);
        let end = written
            .find([' ', '\t', '\n', '\r', '#'])
            .unwrap_or(written.len());
        Some(Span::new(span.start, span.start + index(end)))
    }

    /// The comment behind the `|` or `>` of a block scalar, which no replacement may swallow.
    pub(super) fn block_comment(&self, at: At) -> Option<&str> {
        let sign = self.block_sign(at)?;
        let rest = self.document.slice(Span::new(sign.end, self.span(at).end));
        let line = rest.split(['\n', '\r']).next()?.trim();
        line.starts_with('#').then_some(line)
    }

    /// The file's line break: that of its first line.
    #[must_use]
    pub fn line_break(&self) -> &'static str {
        let end = self.source.line_span(1).end as usize;
        match self.source.text().as_bytes().get(end..) {
            Some([b'\r', b'\n', ..]) => "\r\n",
            Some([b'\r', ..]) => "\r",
            _ => "\n",
        }
    }

    /// `None` when the entry was brought by an alias or merge, since others may have it too.
    fn entry(&self, at: At) -> Option<Entry> {
        let place = at.place(self.document);
        let inherited = at.via().is_some_and(|alias| alias != place);
        let key = self.document.key_of(place).filter(|_| !inherited)?;
        let mapping = self.document.parent(key)?;
        let span = Span::new(self.document.span(key).start, self.document.span(place).end);
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

    /// Whether a mapping could be read as it stands, its keys one below the other.
    fn is_in_order(&self, mapping: NodeId) -> bool {
        let column = |(key, _)| {
            let start = self.document.span(key).start;
            start - self.source.line_span(self.source.line_of(start)).start
        };
        let mut columns = self.document.pairs(mapping).map(column);
        let first = columns.next();
        let aligned = self.document.is_flow(mapping) || columns.all(|column| Some(column) == first);
        aligned && !self.document.is_damaged(mapping)
    }

    /// Whether all of `node` could be read, and none of it has an anchor that others may use.
    fn is_whole(&self, node: NodeId) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.document.is_anchored(node) || self.document.is_damaged(node) {
                return false;
            }
            open.extend(self.document.children(node));
        }
        true
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

    fn is_blank(&self, span: Span) -> bool {
        self.document
            .slice(span)
            .trim_start_matches('\u{FEFF}')
            .trim()
            .is_empty()
    }

    /// Whether nothing but a comment follows on the line.
    fn ends_line(&self, offset: u32) -> bool {
        let end = self.source.line_span(self.source.line_of(offset)).end;
        let rest = self.document.slice(Span::new(offset, end)).trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// Whether a comment in `span` has a line to itself.
    fn has_comment_line(&self, span: Span) -> bool {
        let comments = self.document.comments();
        let first = comments.partition_point(|comment| comment.start < span.start);
        let inside = comments[first..]
            .iter()
            .take_while(|comment| comment.start < span.end);
        inside.copied().any(|comment| {
            let line = self.source.line_span(self.source.line_of(comment.start));
            self.is_blank(Span::new(line.start, comment.start))
        })
    }

    fn lines(&self, first: u32, last: u32) -> Span {
        self.editor().lines(first, last)
    }

    /// As many spaces as stand before the column of `offset`; a dash counts as one.
    fn indent_of(&self, offset: u32) -> Option<String> {
        let start = self.source.line_span(self.source.line_of(offset)).start;
        let before = self.document.slice(Span::new(start, offset));
        before
            .trim_matches([' ', '-'])
            .is_empty()
            .then(|| " ".repeat(before.len()))
    }
}

/// A key without a value.
#[derive(Clone, Copy, Debug)]
pub struct EmptyEntry {
    /// Its name.
    pub name: &'static str,
    /// The key.
    pub key: NodeId,
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
