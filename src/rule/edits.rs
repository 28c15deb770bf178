//! Edits of whole entries of a mapping.

use super::{Applicability, Context, Edit, Fix, Kind, NodeId, Span, Style};
use crate::manifest::At;
use crate::source::index;

impl Context<'_> {
    /// An edit that removes the entry whose value is at `at`: its lines with their comments, or in flow style
    /// the entry with its comma. `None` where it comes from elsewhere, or isn't alone on its lines.
    #[must_use]
    pub fn remove_entry(&self, at: At) -> Option<Edit> {
        let entry = self.entry(at)?;
        if self.document.is_flow(entry.mapping) {
            return self.remove_flow_entry(&entry);
        }
        let line = self.source.line_of(entry.span.start);
        let last = self.source.line_of(entry.span.end);
        let before = Span::new(self.source.line_span(line).start, entry.span.start);
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
        if self.document.is_flow(entry.mapping) {
            return Some(Edit::insert(entry.span.end, format!(", {text}")));
        }
        let indent = self.indent_of(entry.span.start)?;
        if !self.ends_line(entry.span.end) {
            return None;
        }
        let end = self.source.line_span(self.source.line_of(entry.span.end)).end;
        Some(Edit::insert(end, format!("{}{indent}{text}", self.line_break())))
    }

    /// The entry of one of `names` that has no value, in the mapping at `at` itself.
    #[must_use]
    pub fn empty_entry(&self, at: At, names: &[&'static str]) -> Option<EmptyEntry> {
        if at.via().is_some() {
            return None;
        }
        // What the manifest takes for missing although its key is there has no value.
        self.document.pairs(at.node).find_map(|(key, value)| {
            let name = names.iter().find(|&&name| name == self.document.text_of(key))?;
            Some(EmptyEntry { name, key, value })
        })
    }

    /// An edit that gives an entry without a value the value `text`.
    #[must_use]
    pub fn fill(&self, entry: &EmptyEntry, text: &str) -> Option<Edit> {
        let span = self.document.span(entry.value);
        let blank = if span.is_empty() { " " } else { "" };
        let is_scalar = matches!(self.document.kind(entry.value), Kind::Scalar(_));
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
        let line = rest.lines().next()?.trim();
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
            mapping,
            span,
            previous,
            next,
        })
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

    /// Whole lines with the break that ends them, or at the end of the file the one before them.
    fn lines(&self, first: u32, last: u32) -> Span {
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

    /// As many blanks as stand before the column of `offset`; a dash counts as one.
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
    value: NodeId,
}

/// A key and its value.
struct Entry {
    mapping: NodeId,
    span: Span,
    /// The value before it.
    previous: Option<NodeId>,
    /// The key after it.
    next: Option<NodeId>,
}
