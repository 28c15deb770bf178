//! Edits that keep the author's layout: entries and items come and go with their whole line, what is inserted
//! takes the indentation and the line ending of what is there.

use crate::fix::Edit;
use crate::manifest::At;
use crate::rule::Context;
use crate::source::Span;
use crate::yaml::{Kind, NodeId};

impl Context<'_> {
    /// Takes the entry with the value at `value` out of the mapping at `mapping`. `None` where that does more: it
    /// is the only entry, holds an anchor, is merged in or covers another of its name.
    #[must_use]
    pub fn remove_entry(&self, mapping: At, value: At) -> Option<Edit> {
        let key = value.key(self.document)?.node;
        let mapping = self
            .document
            .parent(key)
            .filter(|&parent| parent == mapping.node)?;
        let value = self.document.value_of(key)?;
        let name = self.document.text_of(key);
        let uncovers = |other: NodeId| {
            let text = self.document.text_of(other);
            text == "<<" || (other != key && text.eq_ignore_ascii_case(name))
        };
        if self.document.pairs(mapping).any(|(other, _)| uncovers(other)) {
            return None;
        }
        let mut keys = self.document.pairs(mapping).map(|(key, _)| key);
        let (first, second) = (keys.next()?, keys.next()?);
        let next = (first == key).then(|| self.document.span(second));
        let free = self.is_free(key) && self.is_free(value);
        free.then(|| self.removal(mapping, self.pair_span(key, value), next))?
    }

    /// Takes the item at `item` out of its list. `None` as for [`Context::remove_entry`].
    #[must_use]
    pub fn remove_item(&self, item: At) -> Option<Edit> {
        let item = item.place(self.document);
        let list = self.document.parent(item)?;
        let mut items = self.document.children(list);
        let (first, second) = (items.next()?, items.next()?);
        let next = (first == item).then(|| self.document.span(second));
        self.is_free(item)
            .then(|| self.removal(list, self.document.span(item), next))?
    }

    /// Puts `entry`, a key with a short value, behind the entry with the value at `value` in the mapping at
    /// `mapping`. `None` where that entry is merged in from elsewhere.
    #[must_use]
    pub fn insert_after(&self, mapping: At, value: At, entry: &str) -> Option<Edit> {
        let key = value.key(self.document)?.node;
        (self.document.parent(key) == Some(mapping.node))
            .then(|| self.insert_behind(mapping.node, key, entry))?
    }

    /// Puts `entry`, a key with a short value, last in the mapping at `mapping`, where it overrules what is merged
    /// in.
    #[must_use]
    pub fn insert_last(&self, mapping: At, entry: &str) -> Option<Edit> {
        let (key, _) = self.document.pairs(mapping.node).last()?;
        self.insert_behind(mapping.node, key, entry)
    }

    fn insert_behind(&self, mapping: NodeId, key: NodeId, entry: &str) -> Option<Edit> {
        let value = self
            .document
            .value_of(key)
            .filter(|_| !self.document.is_damaged(mapping))?;
        let part = self.pair_span(key, value);
        if self.document.is_flow(mapping) {
            return (!self.document.span(value).is_empty())
                .then(|| Edit::insert(part.end, format!(", {entry}")));
        }
        let line = self.source.line_span(self.source.line_of(part.end));
        let tail = self.source.slice(Span::new(part.end, line.end));
        let indent = self.indentation(part.start)?;
        is_blank_or_comment(tail)
            .then(|| Edit::insert(line.end, format!("{}{indent}{entry}", self.line_break())))
    }

    /// Puts `entry`, a key with a short value, first in the mapping at `mapping`.
    #[must_use]
    pub fn insert_first(&self, mapping: At, entry: &str) -> Option<Edit> {
        let node = mapping.node;
        let span = self.document.span(node);
        let flow = self.document.is_flow(node);
        match self.document.pairs(node).next() {
            _ if self.document.kind(node) != Kind::Mapping => None,
            None => flow.then(|| Edit::insert(span.start + 1, entry)),
            Some((key, _)) => {
                let start = self.document.span(key).start;
                if flow {
                    let lead = self.source.slice(Span::new(span.start + 1, start));
                    return lead
                        .trim()
                        .is_empty()
                        .then(|| Edit::insert(start, format!("{entry}, ")));
                }
                // Right under the mapping's own key, before comments on what follows.
                let own = self.document.key_of(node).map(|key| {
                    self.source
                        .line_span(self.source.line_of(self.document.span(key).end))
                });
                let indent = self.indentation(start)?;
                if let Some(line) = own.filter(|line| line.end < start)
                    && self
                        .source
                        .slice(Span::new(line.end, start))
                        .lines()
                        .all(is_blank_or_comment)
                {
                    return Some(Edit::insert(
                        line.end,
                        format!("{}{indent}{entry}", self.line_break()),
                    ));
                }
                Some(Edit::insert(
                    start,
                    format!("{entry}{}{indent}", self.line_break()),
                ))
            }
        }
    }

    /// Gives `key`, which has nothing or null after it, the value `text`.
    #[must_use]
    pub fn fill(&self, key: NodeId, text: &str) -> Option<Edit> {
        let value = self.document.value_of(key)?;
        let span = self.document.span(value);
        match self.document.kind(value) {
            Kind::Scalar(_) if span.is_empty() => Some(Edit::insert(span.start, format!(" {text}"))),
            Kind::Scalar(_) => Some(Edit::replace(span, text)),
            _ => None,
        }
    }

    /// The file's own line break.
    #[must_use]
    pub fn line_break(&self) -> &'static str {
        let line = self.source.line_span(1);
        let rest = self.source.text().get(line.end as usize..).unwrap_or_default();
        if rest.starts_with("\r\n") {
            "\r\n"
        } else if rest.starts_with('\r') {
            "\r"
        } else {
            "\n"
        }
    }

    fn pair_span(&self, key: NodeId, value: NodeId) -> Span {
        let (key, value) = (self.document.span(key), self.document.span(value));
        Span::new(key.start, value.end.max(key.end))
    }

    /// Blanks up to the column of what stands at `start` and has only blanks and dashes before it.
    fn indentation(&self, start: u32) -> Option<String> {
        let lead = self.lead(start);
        lead.chars()
            .all(|c| matches!(c, ' ' | '-'))
            .then(|| " ".repeat(lead.len()))
    }

    /// What stands before `start` on its line.
    fn lead(&self, start: u32) -> &str {
        let line = self.source.line_span(self.source.line_of(start));
        self.source
            .slice(Span::new(line.start, start))
            .trim_start_matches('\u{FEFF}')
    }

    /// Whether all that stands at and under `node` is known, and none of it has an anchor that others may use.
    fn is_free(&self, node: NodeId) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.document.is_anchored(node) || self.document.is_damaged(node) {
                return false;
            }
            open.extend(self.document.children(node));
        }
        true
    }

    /// Takes `part` out of the collection `parent`, which has others; if it is the first, `next` is the second.
    fn removal(&self, parent: NodeId, part: Span, next: Option<Span>) -> Option<Edit> {
        let text = |start, end| self.source.slice(Span::new(start, end));
        if self.document.is_damaged(parent) {
            return None;
        }
        if self.document.is_flow(parent) {
            // The first goes with the comma behind it, any other with that before it.
            let span = if let Some(next) = next {
                let open = self.document.span(parent).start + 1;
                let bare =
                    text(open, part.start).trim().is_empty() && text(part.end, next.start).trim() == ",";
                Span::new(if bare { part.start } else { return None }, next.start)
            } else {
                let before = text(0, part.start).trim_end();
                let comma = before.strip_suffix(',')?.len();
                Span::new(u32::try_from(comma).ok()?, part.end)
            };
            let is_comment = |comment: &Span| comment.start < span.end && span.start < comment.end;
            return (!self.document.comments().iter().any(is_comment)).then(|| Edit::delete(span));
        }
        let lead = self.lead(part.start);
        if !lead.chars().all(|c| matches!(c, ' ' | '-')) {
            return None;
        }
        let dashes = lead.chars().filter(|&c| c == '-').count();
        let is_list = self.document.kind(parent) == Kind::Sequence;
        if dashes == usize::from(is_list) {
            let line = self.source.line_of(part.end);
            let end = self.source.line_span(line).end;
            let start = self.source.line_span(self.source.line_of(part.start)).start;
            let after = if line < self.source.line_count() {
                self.source.line_span(line + 1).start
            } else {
                end
            };
            return is_blank_or_comment(text(part.end, end)).then(|| Edit::delete(Span::new(start, after)));
        }
        // A mapping's first key, behind the dash of its item: the next one takes its place.
        let next = next.filter(|_| !is_list)?;
        let (line, lines) = text(part.end, next.start).split_once(['\n', '\r'])?;
        let bare = is_blank_or_comment(line) && lines.trim().is_empty();
        bare.then(|| Edit::delete(Span::new(part.start, next.start)))
    }
}

fn is_blank_or_comment(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty() || text.starts_with('#')
}
