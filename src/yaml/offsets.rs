//! From a place inside a scalar's value back to the characters it was read from: through quotes, escapes,
//! folded lines and block indentation.

use std::ops::Range;

use super::node::{INLINE, Kind, NodeId, Style};
use super::tree::Document;
use crate::source::{Cut, Span, index};

impl Document<'_> {
    /// The characters of the file from which `range` (bytes of [`Document::text_of`]) was read. Where that
    /// can't be told, the whole scalar. An empty range gives an empty span.
    #[must_use]
    pub fn place(&self, node: NodeId, range: Range<usize>) -> Span {
        let n = self.node(node);
        let Kind::Scalar(style) = n.kind else {
            return n.span;
        };
        let value = self.text_of(node);
        let range = range.start.min(value.len())..range.end.min(value.len());
        if n.flags & INLINE != 0 {
            let quotes = u32::from(matches!(style, Style::Single | Style::Double));
            let base = n.span.start + quotes;
            return Span::new(base + index(range.start), base + index(range.end));
        }
        let Some(map) = map(self.slice(n.span), style, value) else {
            return n.span;
        };
        let start = map[range.start];
        let end = if range.is_empty() {
            start
        } else {
            map[range.end - 1] + width(self.slice(n.span), map[range.end - 1], style)
        };
        Span::new(n.span.start + start, n.span.start + end)
    }
}

/// How many bytes of `raw` the character at `at` takes.
fn width(raw: &str, at: u32, style: Style) -> u32 {
    let rest = raw.cut(at..);
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    match (style, first) {
        (Style::Double, '\\') => {
            let digits = match chars.next() {
                Some('x') => 2,
                Some('u') => return unicode_escape(rest).map_or(6, |(_, len)| index(len)),
                Some('U') => 8,
                Some(c) => return 1 + index(c.len_utf8()),
                None => return 1,
            };
            2 + digits
        }
        (Style::Single, '\'') => 2,
        _ => index(first.len_utf8()),
    }
}

/// For each byte of `value`, and its end, the offset in `raw` it comes from. `None` when reading `raw` as
/// `style` does not give `value`.
fn map(raw: &str, style: Style, value: &str) -> Option<Vec<u32>> {
    let reader = match style {
        Style::Plain => Reader::new(raw).flow(0, raw.len(), style),
        Style::Single | Style::Double => {
            let quote = if style == Style::Single { '\'' } else { '"' };
            // It may not be closed.
            let inside = raw.strip_prefix(quote);
            let inside = inside.map(|inside| inside.strip_suffix(quote).unwrap_or(inside));
            inside.and_then(|inside| Reader::new(raw).flow(1, 1 + inside.len(), style))
        }
        Style::Literal | Style::Folded => Reader::new(raw).block(style == Style::Folded, value),
    };
    match reader {
        Some(Reader { out, mut map, .. }) if out == value => {
            map.push(index(raw.len()));
            Some(map)
        }
        // Quotes that the author left out and recovery put in.
        _ if raw == value => {
            let starts = raw
                .char_indices()
                .flat_map(|(i, c)| std::iter::repeat_n(index(i), c.len_utf8()));
            Some(starts.chain([index(raw.len())]).collect())
        }
        _ => None,
    }
}

struct Reader<'r> {
    raw: &'r str,
    out: String,
    map: Vec<u32>,
}

impl<'r> Reader<'r> {
    fn new(raw: &'r str) -> Self {
        Self {
            raw,
            out: String::with_capacity(raw.len()),
            map: Vec::with_capacity(raw.len() + 1),
        }
    }

    fn push(&mut self, c: char, from: usize) {
        self.out.push(c);
        self.map.extend(std::iter::repeat_n(index(from), c.len_utf8()));
    }

    /// Plain and quoted scalars: escapes undone, line breaks folded.
    fn flow(mut self, start: usize, end: usize, style: Style) -> Option<Self> {
        let raw = self.raw;
        let mut at = start;
        while at < end {
            let c = raw.get(at..)?.chars().next()?;
            match c {
                ' ' | '\t' | '\n' | '\r' => {
                    let spaces = raw.cut(at..end).len()
                        - raw.cut(at..end).trim_start_matches([' ', '\t', '\n', '\r']).len();
                    let gap = raw.cut(at..at + spaces);
                    let breaks = breaks(gap);
                    if breaks == 0 {
                        for (i, c) in gap.char_indices() {
                            self.push(c, at + i);
                        }
                    } else if breaks == 1 {
                        self.push(' ', at);
                    } else {
                        for _ in 1..breaks {
                            self.push('\n', at);
                        }
                    }
                    at += spaces;
                }
                '\\' if style == Style::Double => at = self.escape(at, end)?,
                '\'' if style == Style::Single => {
                    self.push('\'', at);
                    at += 2;
                }
                c => {
                    self.push(c, at);
                    at += c.len_utf8();
                }
            }
        }
        Some(self)
    }

    fn escape(&mut self, at: usize, end: usize) -> Option<usize> {
        let raw = self.raw;
        let c = raw.cut(at + 1..).chars().next()?;
        let digits = match c {
            'u' => {
                let (c, len) = unicode_escape(raw.cut(at..))?;
                self.push(c, at);
                return Some(at + len);
            }
            'x' => 2,
            'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let code = u32::from_str_radix(raw.get(at + 2..at + 2 + digits)?, 16).ok()?;
            self.push(char::from_u32(code)?, at);
            return Some(at + 2 + digits);
        }
        let meant = match c {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\u{B}',
            'f' => '\u{C}',
            'r' => '\r',
            'e' => '\u{1B}',
            ' ' => ' ',
            '"' => '"',
            '/' => '/',
            '\\' => '\\',
            'N' => '\u{85}',
            '_' => '\u{A0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            '\n' | '\r' => {
                // An escaped line break joins lines; more breaks after it count.
                let rest = raw.cut(at + 1..end);
                let spaces = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
                for _ in 1..breaks(rest.cut(..spaces)) {
                    self.push('\n', at);
                }
                return Some(at + 1 + spaces);
            }
            _ => return None,
        };
        self.push(meant, at);
        Some(at + 1 + c.len_utf8())
    }

    /// `|` and `>`: the header is skipped, the indentation removed, lines folded if asked.
    fn block(mut self, folded: bool, value: &str) -> Option<Self> {
        let raw = self.raw;
        let header = raw.find(['\n', '\r'])?;
        let explicit = raw.cut(..header).bytes().skip(1).any(|b| b.is_ascii_digit());
        let mut lines = Vec::new();
        let mut at = header;
        while at < raw.len() {
            at += if raw.cut(at..).starts_with("\r\n") { 2 } else { 1 };
            let end = raw.cut(at..).find(['\n', '\r']).map_or(raw.len(), |i| at + i);
            lines.push((at, end));
            at = end;
        }
        let spaces = |&(start, end): &(usize, usize)| {
            raw.cut(start..end).len() - raw.cut(start..end).trim_start_matches(' ').len()
        };
        let first = lines.iter().find(|line| spaces(line) < line.1 - line.0)?;
        let mut indent = spaces(first);
        if explicit {
            // The indentation is counted from the parent; the value tells how much of it is text.
            let text = raw.cut(first.0..first.1);
            indent = (0..=indent).find(|&n| value.trim_start_matches('\n').starts_with(text.cut(n..)))?;
        }
        let mut pending = 0;
        let mut pending_from = header;
        let mut started = false;
        let mut was_indented = false;
        for (start, end) in lines {
            let cut = start + indent.min(spaces(&(start, end)));
            let line = raw.cut(cut..end);
            if line.is_empty() {
                pending += 1;
                continue;
            }
            let is_indented = line.starts_with([' ', '\t']);
            if !started {
                (0..pending).for_each(|_| self.push('\n', pending_from));
            } else if folded && !was_indented && !is_indented {
                if pending == 0 {
                    self.push(' ', pending_from);
                }
                (0..pending).for_each(|_| self.push('\n', pending_from));
            } else {
                (0..=pending).for_each(|_| self.push('\n', pending_from));
            }
            for (i, c) in line.char_indices() {
                self.push(c, cut + i);
            }
            started = true;
            was_indented = is_indented;
            pending = 0;
            pending_from = end;
        }
        // Line breaks at the end depend on the header alone.
        while self.out.len() < value.len() {
            self.push('\n', pending_from);
        }
        Some(self)
    }
}

/// The character that the `\\u` escape at the beginning of `text` stands for, and the escape's length. JSON writes
/// characters beyond the basic plane as two escapes, which count as one.
pub(crate) fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(0)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 6));
    }
    let second = unit(6)?;
    let is_pair = (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(&second);
    let code = is_pair.then(|| 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
    Some((char::from_u32(code)?, 12))
}

/// Line breaks in a run of spaces.
fn breaks(gap: &str) -> usize {
    let crlf = gap.matches("\r\n").count();
    gap.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count() - crlf
}
