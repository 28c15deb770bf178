//! Looking at a broken text line by line, to tell what went wrong in it.

use super::gap;
use crate::source::{Cut, Span, index};

/// How many comments in a row are passed over in search of a line with content.
const MAX_EMPTY: usize = 1_000;

/// How many lines tell by how many columns a text is indented.
const MOST_LINES: usize = 2_000;

/// One line, split as a manifest's author would see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Offset of the line's first byte.
    pub start: u32,
    /// Offset of its line break.
    pub end: u32,
    /// The length of the byte-order mark it begins with.
    mark: u32,
    /// Spaces and tabs before the content, in bytes.
    pub indent: u32,
    /// The content without indentation, comment and trailing spaces; empty where it has none, as in a comment line.
    pub content: &'t str,
}

impl<'t> Line<'t> {
    /// The line that holds `at`.
    pub(super) fn at(text: &'t str, at: u32) -> Self {
        let start = gap::line_start(text, at);
        let end = gap::line_end(text, at.max(start));
        let whole = text.cut(start..end);
        let own = whole.trim_start_matches('\u{FEFF}');
        let body = own.trim_start_matches([' ', '\t']);
        let content = without_comment(body).trim_end_matches([' ', '\t']);
        Self {
            start,
            end,
            mark: index(whole.len() - own.len()),
            indent: index(own.len() - body.len()),
            content,
        }
    }

    /// The same without the first bytes of its content, as if spaces stood there.
    pub(super) fn without(self, bytes: usize) -> Self {
        Self {
            indent: self.indent + index(bytes),
            content: self.content.cut(bytes..),
            ..self
        }
    }

    /// The same with other content.
    pub(super) fn with(self, content: &'t str) -> Self {
        Self { content, ..self }
    }

    /// Whether it ends a document, or begins one, but for the spaces before it.
    pub(super) fn is_marker(self) -> bool {
        matches!(self.content, "---" | "...")
    }

    /// Whether it belongs to a text after `|` or `>`.
    pub(super) fn is_in_block_text(self, text: &'t str) -> bool {
        let mut above = std::iter::successors(self.before(text), |line| line.before(text)).take(MOST_LINES);
        let header = above.find(|line| line.inner_column() < self.indent);
        let value = header.and_then(|header| header.pair()?.1);
        value.is_some_and(|value| text.cut(value).starts_with(['|', '>']))
    }

    /// From `at` to the end of the line's content.
    pub(super) fn rest(self, at: u32) -> Span {
        Span::new(at, self.content_span().end.max(at))
    }

    /// The nearest line before this one that has content, if there is one not too far away.
    pub(super) fn before(self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        for _ in 0..MAX_EMPTY {
            let rest = text.cut(..start).trim_end_matches([' ', '\t', '\n', '\r']);
            let line = Line::at(text, index(rest.len()).checked_sub(1)?);
            if !line.content.is_empty() {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    /// The line after this one; `None` at the end of the text.
    pub(super) fn after(self, text: &'t str) -> Option<Self> {
        let bytes = text.as_bytes();
        let next = match bytes.get(self.end as usize)? {
            b'\r' if bytes.get(self.end as usize + 1) == Some(&b'\n') => self.end + 2,
            _ => self.end + 1,
        };
        (next as usize <= text.len()).then(|| Line::at(text, next))
    }

    /// The nearest line after this one that has content, if there is one not too far away.
    pub(super) fn after_content(self, text: &'t str) -> Option<Self> {
        let mut next = self.after(text)?;
        for _ in 0..MAX_EMPTY {
            if !next.content.is_empty() {
                return Some(next);
            }
            let spaces = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
            let rest = &text.as_bytes()[next.end as usize..];
            let skipped = rest.iter().position(|b| !spaces(b))?;
            next = Line::at(text, next.end + index(skipped));
        }
        None
    }

    /// Whether it begins a list item.
    pub(super) fn is_item(self) -> bool {
        self.content == "-" || self.content.starts_with("- ")
    }

    /// Where its column 1 is.
    pub(super) fn margin(self) -> u32 {
        self.start + self.mark
    }

    /// Where the content begins.
    pub(super) fn content_start(self) -> u32 {
        self.margin() + self.indent
    }

    /// The content's span.
    pub(super) fn content_span(self) -> Span {
        let start = self.content_start();
        Span::new(start, start + index(self.content.len()))
    }

    /// The content after any `- `, and where it begins.
    pub(super) fn inner(self) -> (u32, &'t str) {
        let mut at = self.content_start();
        let mut rest = self.content;
        while let Some(after) = rest.strip_prefix('-') {
            let trimmed = after.trim_start_matches([' ', '\t']);
            if trimmed.len() == after.len() && !after.is_empty() {
                break;
            }
            at += index(rest.len() - trimmed.len());
            rest = trimmed;
        }
        (at, rest)
    }

    /// The column of the content after any `- `.
    pub(super) fn inner_column(self) -> u32 {
        self.inner().0 - self.margin()
    }

    /// Splits `key: value`: the key's span, and where the value begins if there is one. `None` without a key.
    pub(super) fn pair(self) -> Option<(Span, Option<Span>)> {
        let (at, rest) = self.inner();
        let colon = colon(rest)?;
        let key = Span::new(
            at,
            at + index(rest.cut(..colon).trim_end_matches([' ', '\t']).len()),
        );
        let after = rest.cut(colon + 1..);
        let value = after.trim_start_matches([' ', '\t']);
        let start = at + index(rest.len() - value.len());
        Some((
            key,
            (!value.is_empty()).then(|| Span::new(start, start + index(value.len()))),
        ))
    }

    /// The columns (in bytes, from 0) at which this line begins a list item or a key.
    pub(super) fn columns(self) -> impl Iterator<Item = (u32, bool)> {
        let dash = self.is_item();
        let (inner, rest) = self.inner();
        let key = colon(rest).is_some();
        let first = dash.then_some((self.indent, true));
        first
            .into_iter()
            .chain(key.then(|| (inner - self.margin(), false)))
    }

    /// This line and those below it that are indented more (and empty lines between them): the block that
    /// hangs from this line. Ends before the last line's break.
    pub(super) fn block(self, text: &'t str) -> Span {
        let mut end = self.end;
        let mut line = self;
        while let Some(next) = line.after(text) {
            if !next.content.is_empty() && next.indent <= self.indent {
                break;
            }
            if !next.content.is_empty() {
                end = next.end;
            }
            line = next;
        }
        Span::new(self.start, end)
    }
}

/// `line` and those after it, without what belongs to a text after `|` or `>`.
pub(super) fn outside_block_texts<'t>(text: &'t str, line: Line<'t>) -> impl Iterator<Item = Line<'t>> {
    let mut block_text: Option<u32> = None;
    std::iter::successors(Some(line), |line| line.after(text)).filter(move |line| {
        if block_text.is_some_and(|indent| line.content.is_empty() || line.indent > indent) {
            return false;
        }
        let value = line.pair().and_then(|(_, value)| value);
        let is_block = value.is_some_and(|value| text.cut(value).starts_with(['|', '>']));
        block_text = is_block.then_some(line.indent);
        true
    })
}

/// The first `:` that ends a key: outside quotes, with a space or nothing after it.
fn colon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quote = match bytes.first() {
        Some(&b @ (b'"' | b'\'')) => Some(b),
        _ => None,
    };
    let mut i = usize::from(quote.is_some());
    while i < bytes.len() {
        match (quote, bytes[i]) {
            (Some(b'"'), b'\\') => i += 1,
            (Some(q), b) if q == b => quote = None,
            (None, b':') if bytes.get(i + 1).is_none_or(|b| matches!(b, b' ' | b'\t')) => return Some(i),
            _ => {}
        }
        i += 1;
    }
    None
}

fn without_comment(body: &str) -> &str {
    if body.starts_with('#') {
        return "";
    }
    let bytes = body.as_bytes();
    let mut quote = None;
    let mut word_start = true;
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        match quote {
            Some(b'"') if b == b'\\' => i += 1,
            Some(q) if q == b => quote = None,
            Some(_) => {}
            // A quote inside a word is an apostrophe.
            None if word_start && matches!(b, b'"' | b'\'') && body.cut(i + 1..).contains(b as char) => {
                quote = Some(b);
            }
            None if b == b'#' && i > 0 && matches!(bytes[i - 1], b' ' | b'\t') => return body.cut(..i),
            None => {}
        }
        word_start = matches!(b, b' ' | b'\t' | b'[' | b'{' | b',');
        i += 1;
    }
    body
}

/// The spaces of one level: what a line is most often indented more than the one before it.
pub(super) fn indent_unit(text: &str) -> String {
    let mut counts = [0_usize; 9];
    let mut before = 0;
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(MOST_LINES)
    {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(count) = counts
            .get_mut(indent.saturating_sub(before))
            .filter(|_| indent > before)
        {
            *count += 1;
        }
        before = indent;
    }
    let most = (1..counts.len())
        .max_by_key(|&width| (counts[width], width == 2))
        .unwrap_or(2);
    " ".repeat(if counts[most] == 0 { 2 } else { most })
}
