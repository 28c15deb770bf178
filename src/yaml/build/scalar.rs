//! Scalars, and where those stand that are not written.

use super::super::gap;
use super::super::node::{ANCHORED, FLOW, INLINE, KEY, Kind, Style};
use super::super::platform::Mark;
use super::Builder;
use crate::source::{Span, index};

impl Builder<'_> {
    pub(super) fn scalar(&mut self, value: &str, style: Style, mark: Mark, start: u32, end: u32) {
        let Mark { anchor, tag, .. } = mark;
        let properties = mark.is_written();
        let text = self.text;
        let bytes = text.as_bytes();
        let len = index(value.len());
        let (style, span, inline) = match style {
            Style::Plain if value.is_empty() => (Style::Plain, Span::at(self.nothing()), true),
            Style::Plain => {
                let start = self.after_properties(start, properties);
                let whole = Span::new(start, start + len);
                if text.get(whole.range()) == Some(value) {
                    (Style::Plain, whole, true)
                } else {
                    (
                        Style::Plain,
                        Span::new(start, gap::trim_end(text, start, end)),
                        false,
                    )
                }
            }
            Style::Single | Style::Double => {
                let start = self.after_properties(start, properties);
                let quote = if style == Style::Single { b'\'' } else { b'"' };
                let inside = Span::new(start + 1, start + 1 + len);
                let inline = text.get(inside.range()) == Some(value)
                    && bytes.get(inside.end as usize) == Some(&quote)
                    && !(quote == b'\'' && value.contains('\''));
                let end = if inline {
                    inside.end + 1
                } else if self.exact {
                    end
                } else {
                    gap::quoted_end(text, start)
                };
                (style, Span::new(start, end), inline)
            }
            Style::Literal | Style::Folded => {
                let header = if self.exact {
                    start
                } else {
                    gap::block_header(text, self.cursor, start)
                };
                let header = Span::new(header, gap::line_end(text, header));
                let end = gap::block_end(text, header, end);
                self.gap_to(header.start);
                self.cursor = header.start;
                self.gap_to(header.end);
                self.cursor = header.end;
                (style, Span::new(header.start, end), false)
            }
        };
        let inline = inline && (!self.own || value.is_empty());
        let data = if inline {
            0
        } else {
            self.values.push(value.into());
            index(self.values.len() - 1)
        };
        let mut flags = if inline { INLINE } else { 0 };
        if anchor > 0 {
            flags |= ANCHORED;
        }
        let id = self.push(Kind::Scalar(style), span, tag, flags, data);
        self.define(anchor, Some((id, 1)));
        self.gap_to(span.start);
        self.cursor = span.end.max(self.cursor);
        if span.is_empty() && properties {
            let end = gap::properties_end(text, self.cursor);
            self.gap_to(end);
            self.cursor = end;
        }
        if style == Style::Plain
            && self.dash_key.is_none()
            && self.nodes[id.index()].flags & KEY != 0
            && is_dash_key(value)
        {
            let parent = self.nodes[id.index()].parent;
            if self.nodes[parent.index()].flags & FLOW == 0 {
                self.dash_key = Some(span);
            }
        }
    }

    /// Where a value stands that is not written: after the indicator that announces it.
    fn nothing(&self) -> u32 {
        let (text, from) = (self.text, self.cursor);
        let Some(frame) = self.frames.last() else {
            return from;
        };
        let collection = &self.nodes[frame.node.index()];
        let key = frame.len % 2 == 0;
        match collection.kind {
            Kind::Mapping if !key => {
                let after = gap::after_indicator(text, from, b':');
                let key = self.nodes[frame.last.index()].span;
                // On a later line it may belong to a mapping further out.
                let same = |after: u32| {
                    let line = gap::line_start(text, after);
                    line <= key.end || gap::column(text, after - 1) == gap::column(text, frame.begin)
                };
                let own = after > from && (collection.flags & FLOW != 0 || same(after));
                if own { after } else { key.end }
            }
            Kind::Mapping => {
                let from = gap::after_indicator(text, from, b',');
                let at = gap::skip_properties(text, from);
                if text.as_bytes().get(at as usize) == Some(&b':') {
                    at
                } else {
                    gap::after_indicator(text, from, b'?')
                }
            }
            _ if collection.flags & FLOW != 0 => gap::after_indicator(text, from, b','),
            _ => gap::after_indicator(text, from, b'-'),
        }
    }
}

fn is_dash_key(value: &str) -> bool {
    let mut chars = value.chars();
    chars.next() == Some('-') && chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
}
