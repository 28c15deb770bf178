//! The part of a text that a typo is judged in: the lines around it, and above them what encloses them.

use super::super::gap;
use super::super::lines::Line;
use crate::source::{Cut, Span, index};

/// How large a window is.
#[derive(Clone, Copy)]
struct Size {
    /// A text of this many bytes is its own window.
    small: usize,
    /// How many lines before and after the typo belong to it at least.
    around: usize,
    /// How many before it at the most.
    most: usize,
}

const USUAL: Size = Size {
    small: 6_000,
    around: 24,
    most: 120,
};

/// Where there are so many typos that each is worth less time.
const TIGHT: Size = Size {
    small: 600,
    around: 6,
    most: 20,
};

/// Lines of a text, with the lines that enclose them.
pub(super) struct Window {
    pub text: String,
    /// Where each part begins here and in the whole text.
    parts: Vec<(u32, u32)>,
}

impl Window {
    /// The whole of `text`.
    pub(super) fn whole(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            parts: vec![(0, 0)],
        }
    }

    /// Whether it is more than the lines around a place of many.
    pub(super) fn is_large(&self) -> bool {
        self.parts.len() == 1 && self.text.len() > TIGHT.small
    }

    /// The lines around `place`, or all of a small text; with `tight`, as few as may do.
    pub(super) fn around(text: &str, place: Span, tight: bool) -> Self {
        let size = if tight { TIGHT } else { USUAL };
        if text.len() <= size.small {
            return Self::whole(text);
        }
        let (first, last) = (first(text, place.start, size), last(text, place.end, size));
        let mut parts = enclosing(text, first);
        parts.push(Span::new(first.start, last));
        let mut window = Self {
            text: String::new(),
            parts: Vec::new(),
        };
        for part in parts {
            window.parts.push((index(window.text.len()), part.start));
            window.text.push_str(text.cut(part));
        }
        mask_aliases(text, &mut window.text);
        window
    }

    /// Where `at` is in the whole text.
    pub(super) fn source(&self, at: u32) -> u32 {
        let part = self.parts.partition_point(|&(here, _)| here <= at);
        let (here, there) = self.parts[part.saturating_sub(1)];
        there + (at - here)
    }

    /// Where `at` of the whole text is here, when it is.
    pub(super) fn here(&self, at: u32) -> Option<u32> {
        let end = |i: usize| {
            self.parts
                .get(i + 1)
                .map_or(index(self.text.len()), |&(here, _)| here)
        };

        self.parts.iter().enumerate().find_map(|(i, &(here, there))| {
            let len = end(i) - here;
            (there <= at && at < there + len).then(|| here + (at - there))
        })
    }

    pub(super) fn source_span(&self, span: Span) -> Span {
        let start = self.source(span.start);
        // The end of a part is not the start of the next one.
        let end = if span.is_empty() {
            start
        } else {
            self.source(span.end - 1) + 1
        };
        Span::new(start, end.max(start))
    }
}

/// The line that a window begins with: the first of an item, when there is one not far above `at`.
fn first(text: &str, at: u32, size: Size) -> Line<'_> {
    let mut line = Line::at(text, at);
    let mut least = line.indent;
    for n in 0..size.most {
        let Some(above) = line.before(text) else { break };
        line = above;
        let outer = line.indent <= least;
        least = least.min(line.indent);
        if n >= size.around && outer && line.is_item() {
            break;
        }
    }
    line
}

/// The end of a window's last line, with its line break.
fn last(text: &str, at: u32, size: Size) -> u32 {
    let mut line = Line::at(text, at);
    for _ in 0..size.around {
        let Some(next) = line.after_content(text) else {
            return index(text.len());
        };
        line = next;
    }
    line.after(text).map_or(index(text.len()), |next| next.start)
}

/// The lines above `line` that enclose it, and the plain values beside them.
fn enclosing(text: &str, line: Line<'_>) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut limit = line.indent;
    let mut of_items = line.is_item();
    let mut at = line.start;
    while at > 0 {
        let start = gap::line_start(text, at.saturating_sub(1));
        let indent = bytes[start as usize..at as usize]
            .iter()
            .take_while(|&&b| b == b' ')
            .count();
        if index(indent) <= limit {
            let here = Line::at(text, start);
            let value = here.pair().map(|(_, value)| value);
            let header = value == Some(None);
            let outer = here.indent < limit || (of_items && header && !here.is_item());
            let plain = value.flatten().is_some_and(|value| {
                !text
                    .cut(value)
                    .starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!'])
                    || closes(text.cut(value))
            });
            if !here.content.is_empty() && (outer || (here.indent == limit && plain && !here.is_item())) {
                found.push(Span::new(start, at));
                if outer {
                    (limit, of_items) = (here.indent, here.is_item());
                }
            }
        }
        if limit == 0 && !of_items {
            break;
        }
        at = start;
    }
    // What stands at the top of the file, so that it is known what file it is.
    let top = found.last().map_or(line.start, |span| span.start);
    let first = std::iter::successors(Some(Line::at(text, 0)), |line| line.after(text)).take(20);
    let plain = first.take_while(|line| line.end < top).filter(|line| {
        line.indent == 0
            && !line.is_item()
            && matches!(line.pair(), Some((_, Some(_))))
            && closes(line.content)
    });
    let mut head: Vec<Span> = plain
        .filter_map(|line| Some(Span::new(line.start, line.after(text)?.start)))
        .collect();
    found.reverse();
    head.append(&mut found);
    head
}

/// Whether a text in quotes ends on its line.
fn closes(value: &str) -> bool {
    match value.as_bytes() {
        [quote @ (b'"' | b'\''), .., last] => last == quote,
        [b'[' | b'{' | b'|' | b'>' | b'&' | b'*' | b'!', ..] => false,
        _ => true,
    }
}

/// Makes texts of the aliases whose anchors stand above the window.
fn mask_aliases(text: &str, window: &mut String) {
    if !window.contains('*') || !text.contains('&') {
        return;
    }
    let mut masked = String::with_capacity(window.len());
    let mut rest = window.as_str();
    while let Some(star) = rest.find('*') {
        let (before, after) = rest.split_at(star);
        let name = after.tail();
        let name = name.cut(
            ..name
                .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))
                .unwrap_or(name.len()),
        );
        masked.push_str(before);
        let anchor =
            !name.is_empty() && before.ends_with([' ', '[', ',']) && text.contains(&format!("&{name}"));
        masked.push(if anchor { '~' } else { '*' });
        rest = after.tail();
    }
    masked.push_str(rest);
    *window = masked;
}
