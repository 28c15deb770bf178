//! From "the parser can't go on here" to the mistake that was made, and the mend that lets it go on.
//!
//! The parser stops at the first token that doesn't fit, which is often a line below the mistake. Each
//! function below knows one kind of mistake and where it would be.

use super::build::Built;
use super::gap;
use super::lines::Line;
use super::patch::Patch;
use crate::source::{Span, index};

/// The mistake behind a syntax error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// A value that begins with `*` as schedules do; YAML takes it for an alias.
    UnquotedStar,
    /// A value that begins with a character YAML keeps for itself.
    ReservedStart(char),
    /// Tabs in the indentation of this many lines.
    TabIndent {
        /// How many lines.
        lines: u32,
    },
    /// `-name:` for `- name:`.
    NoBlankAfterDash,
    /// `name:value` for `name: value`.
    NoBlankAfterColon,
    /// `name value` or `name` for `name: value`.
    NoColon,
    /// `: ` inside a value without quotes.
    ColonInText,
    /// A quote that is not closed on its line.
    UnclosedQuote(char),
    /// Text after the closing quote.
    AfterQuote(char),
    /// A bracket or brace that is not closed.
    UnclosedBracket(char),
    /// A closing bracket or brace without an opening one.
    StrayBracket(char),
    /// Two items between brackets without a comma, or another slip between brackets.
    InsideBrackets(char),
    /// A key or item that lines up with nothing around it.
    Depth {
        /// The column it stands at, from 1.
        column: u32,
        /// The column it would fit, from 1.
        fits: Option<u32>,
    },
    /// A list item on the line of its key.
    ItemOnKeyLine,
    /// An alias whose anchor is not defined before it.
    UnknownAnchor,
    /// A backslash in double quotes with a character that it can't stand before.
    Escape,
    /// More than [`super::MAX_DEPTH`] levels.
    TooDeep,
    /// A block text (`|` or `>`) whose header or indentation is wrong.
    BlockText,
    /// None of the above.
    Other,
}

/// What was made of a syntax error.
pub(super) struct Diagnosis {
    pub span: Span,
    pub cause: Cause,
    pub related: Option<Span>,
    pub patches: Vec<Patch>,
    /// Values that must not be judged any more.
    pub hole: Option<Span>,
    /// A quirk of the parser, not a mistake: go on without a word.
    pub silent: bool,
}

impl Diagnosis {
    fn new(cause: Cause, span: Span) -> Self {
        Self {
            span,
            cause,
            related: None,
            patches: Vec::new(),
            hole: None,
            silent: false,
        }
    }

    fn patch(mut self, span: Span, with: impl Into<String>) -> Self {
        self.patches.push(Patch {
            span,
            with: with.into(),
        });
        self
    }

    fn insert(self, at: u32, with: impl Into<String>) -> Self {
        self.patch(Span::at(at), with)
    }

    /// Replaces the value by one that says nothing.
    fn hole(mut self, span: Span) -> Self {
        self.hole = Some(span);
        let blanks = " ".repeat((span.len() as usize).saturating_sub(1));
        self.patch(span, format!("~{blanks}"))
    }
}

/// Finds the mistake behind the parser's error `info` at `at`.
pub(super) fn diagnose(text: &str, built: &Built, at: u32, info: &str) -> Diagnosis {
    let at = at.min(index(text.len()));
    let line = Line::at(text, at);
    if let Some(found) = tabs(text, line, at) {
        return found;
    }
    let dashed = line
        .content
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if dashed && let Some((key, _)) = line.pair() {
        return dash(text, key);
    }
    if info.contains("anchor or alias") || info.contains("unknown anchor") {
        return star(text, line, at);
    }
    if info.contains("unexpected character") {
        let c = text[at as usize..].chars().next().unwrap_or('\u{FFFD}');
        let value = rest_of_value(line, at);
        return quoted(Diagnosis::new(Cause::ReservedStart(c), value), text, value);
    }
    if info.contains("escape") || info.contains("hexadecimal") {
        return escape(text, at);
    }
    if info.contains("trailing content") {
        return after_quote(text, built, line, at);
    }
    if info.contains("quoted scalar") {
        return unclosed_quote(text, at);
    }
    if info.contains("misplaced bracket") {
        let c = text[at as usize..].chars().next().unwrap_or(']');
        let span = Span::new(at, at + 1);
        return Diagnosis::new(Cause::StrayBracket(c), span).patch(span, " ");
    }
    if let Some(found) = brackets(text, built, line, at) {
        return found;
    }
    if info.contains("block scalar") {
        return Diagnosis::new(Cause::BlockText, line.content_span());
    }
    if info.contains("block sequence entries") && line.content_start() < at && !line.content.starts_with("- ")
    {
        let span = rest_of_value(line, at);
        return Diagnosis::new(Cause::ItemOnKeyLine, span).hole(span);
    }
    if info.contains("mapping values") {
        return stray_colon(text, line, at);
    }
    if info.contains("simple key expect") || info.contains("simple key expected") {
        return no_colon(text, line);
    }
    if info.contains("expected key")
        || info.contains("'-' indicator")
        || info.contains("block sequence entries")
    {
        return depth(text, line);
    }
    let span = if line.content.is_empty() {
        Span::at(at)
    } else {
        line.content_span()
    };
    Diagnosis::new(Cause::Other, span)
}

/// `-name:` where `- name:` is meant; `word` begins at the dash. Keys below that line up with the name are
/// moved along with it.
pub(super) fn dash(text: &str, word: Span) -> Diagnosis {
    let mut found = Diagnosis::new(Cause::NoBlankAfterDash, word).insert(word.start + 1, " ");
    let line = Line::at(text, word.start);
    let name = word.start + 1 - line.start;
    let end = line.block(text).end;
    let below = std::iter::successors(line.after(text), |line| line.after(text));
    let below: Vec<_> = below
        .take_while(|line| line.start <= end)
        .filter(|line| !line.content.is_empty())
        .collect();
    if below.iter().map(|line| line.indent).min() == Some(name) {
        for line in below {
            found = found.insert(line.start, " ");
        }
    }
    found
}

/// Too many levels at `at`.
pub(super) fn too_deep(text: &str, at: u32) -> Diagnosis {
    let end = text[at as usize..]
        .chars()
        .next()
        .map_or(0, |c| index(c.len_utf8()));
    Diagnosis::new(Cause::TooDeep, Span::new(at, at + end))
}

fn tabs(text: &str, line: Line<'_>, at: u32) -> Option<Diagnosis> {
    let indent_has_tab = |line: &Line<'_>| {
        let indent = &text[line.start as usize..line.content_start() as usize];
        !line.content.is_empty() && indent.contains('\t')
    };
    // The parser sometimes stops at the end of the line before.
    let first = [Some(line), line.after(text)]
        .into_iter()
        .flatten()
        .find(indent_has_tab);
    let Some(first) = first else {
        // A tab between `:` and the value is fine for the platform; only this parser refuses it.
        let (key, value) = line.pair()?;
        let value = value?;
        let between = Span::new(key.end + 1, value.start);
        let tab = text[between.range()].contains('\t') && between.start <= at && at <= value.start;
        return tab.then(|| Diagnosis {
            silent: true,
            ..Diagnosis::new(Cause::Other, between).patch(between, " ".repeat(between.len() as usize))
        });
    };
    let unit = indent_unit(text);
    let tab = first.start + index(text[first.start as usize..].find('\t').unwrap_or(0));
    let run = text[tab as usize..].bytes().take_while(|&b| b == b'\t').count();
    let mut found = Diagnosis::new(Cause::TabIndent { lines: 0 }, Span::new(tab, tab + index(run)));
    let mut lines = 0;
    let mut next = Some(first);
    while let Some(line) = next {
        if indent_has_tab(&line) {
            lines += 1;
            let span = Span::new(line.start, line.content_start());
            found.patches.push(Patch {
                span,
                with: text[span.range()].replace('\t', &unit),
            });
        }
        next = line.after(text);
    }
    found.cause = Cause::TabIndent { lines };
    Some(found)
}

/// The blanks of one level: the least indentation of any line, two without any.
fn indent_unit(text: &str) -> String {
    let least = text
        .lines()
        .filter(|line| line.starts_with(' ') && !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min();
    " ".repeat(least.unwrap_or(2).clamp(1, 8))
}

/// From `at` to the end of the line's content.
fn rest_of_value(line: Line<'_>, at: u32) -> Span {
    Span::new(at, line.content_span().end.max(at))
}

/// Mends by quoting `value`.
fn quoted(found: Diagnosis, text: &str, value: Span) -> Diagnosis {
    let content = &text[value.range()];
    if content.contains(['"', '\\']) {
        let doubled = content.replace('\'', "''");
        return found.patch(value, format!("'{doubled}'"));
    }
    found.insert(value.start, "\"").insert(value.end, "\"")
}

fn star(text: &str, line: Line<'_>, at: u32) -> Diagnosis {
    let value = rest_of_value(line, at);
    let content = &text[value.range()];
    let cron = content.starts_with('*')
        && content[1..]
            .chars()
            .next()
            .is_none_or(|c| matches!(c, ' ' | '\t' | '/' | ',' | '*' | '-' | '0'..='9'));
    if cron {
        return quoted(Diagnosis::new(Cause::UnquotedStar, value), text, value);
    }
    let name = content
        .find([' ', '\t', ',', ']', '}'])
        .map_or(value.end, |i| at + index(i));
    let span = Span::new(at, name);
    Diagnosis::new(Cause::UnknownAnchor, span).hole(span)
}

fn escape(text: &str, start: u32) -> Diagnosis {
    let bytes = text.as_bytes();
    let end = gap::quoted_end(text, start) as usize;
    let mut i = start as usize + 1;
    while i + 1 < end {
        if bytes[i] != b'\\' {
            i += 1;
            continue;
        }
        let digits = match bytes[i + 1] {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"' | b'/'
            | b'\\' | b'N' | b'_' | b'L' | b'P' | b'\n' | b'\r' => 0,
            _ => usize::MAX,
        };
        let hex = bytes[i + 2..end]
            .iter()
            .take(digits.min(8))
            .take_while(|b| b.is_ascii_hexdigit())
            .count();
        let code = text
            .get(i + 2..i + 2 + hex)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if digits > 8 || hex < digits || (digits > 0 && code.and_then(char::from_u32).is_none()) {
            let c = text[i + 1..].chars().next().map_or(0, char::len_utf8);
            let span = Span::new(index(i), index(i + 1 + c + if digits > 8 { 0 } else { hex }));
            return Diagnosis::new(Cause::Escape, span).insert(index(i), "\\");
        }
        i += 2;
    }
    let span = Span::new(start, index(end));
    Diagnosis::new(Cause::Escape, span).hole(span)
}

fn after_quote(text: &str, built: &Built, line: Line<'_>, at: u32) -> Diagnosis {
    // Which quote closed just before? Look for the opening one from where the tree ends.
    let bytes = text.as_bytes();
    let mut from = built.cursor;
    while let Some(i) = text
        .get(from as usize..at as usize)
        .and_then(|gap| gap.find(['"', '\'']))
    {
        let open = from + index(i);
        let starts = open == 0
            || matches!(
                bytes[open as usize - 1],
                b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':'
            );
        let end = gap::quoted_end(text, open);
        if starts && gap::skip(text, end) >= at {
            let quote = bytes[open as usize] as char;
            if Line::at(text, open).start != line.start {
                return unclosed_quote(text, open);
            }
            let span = rest_of_value(line, at);
            let whole = Span::new(open, span.end);
            return Diagnosis {
                related: Some(Span::new(open, end)),
                ..Diagnosis::new(Cause::AfterQuote(quote), span)
            }
            .hole(whole);
        }
        from = if starts { end.max(open + 1) } else { open + 1 };
    }
    Diagnosis::new(Cause::AfterQuote('"'), rest_of_value(line, at))
}

fn unclosed_quote(text: &str, open: u32) -> Diagnosis {
    let quote = text[open as usize..].chars().next().unwrap_or('"');
    let line_end = gap::line_end(text, open);
    let rest = &text[open as usize..line_end as usize];
    let end = open + index(rest.find(" #").unwrap_or(rest.len()));
    let end = gap::trim_end(text, open + 1, end);
    let quote_text = if quote == '\'' { "'" } else { "\"" };
    Diagnosis::new(Cause::UnclosedQuote(quote), Span::new(open, end)).insert(end, quote_text)
}

fn brackets(text: &str, built: &Built, line: Line<'_>, at: u32) -> Option<Diagnosis> {
    let bytes = text.as_bytes();
    // The parser looks ahead, so a bracket may be open that the tree does not show yet.
    let open = built
        .open
        .iter()
        .find(|open| open.flow)
        .map(|open| open.start)
        .or_else(|| {
            let ahead = text.get(built.cursor as usize..at as usize)?;
            let i = ahead.find(['[', '{'])?;
            let open = built.cursor + index(i);
            let value = matches!(bytes.get((open as usize).checked_sub(1)?), Some(b' ' | b'\t'));
            (value && !ahead[i..].contains([']', '}'])).then_some(open)
        })?;
    let c = bytes[open as usize] as char;
    if Line::at(text, open).start == line.start && at < line.end {
        let span = rest_of_value(line, at.min(line.content_span().end));
        return Some(Diagnosis {
            related: Some(Span::new(open, open + 1)),
            ..Diagnosis::new(Cause::InsideBrackets(c), span)
                .hole(Span::new(open, line.content_span().end.max(open + 1)))
        });
    }
    let closing = |b: u8| if b == b'[' { ']' } else { '}' };
    let first = Line::at(text, open);
    // Everything that was opened on this line closes at its end.
    let unclosed: String = built
        .open
        .iter()
        .rev()
        .filter(|open| open.flow && Line::at(text, open.start).start == first.start)
        .map(|open| closing(bytes[open.start as usize]))
        .collect();
    let unclosed = if unclosed.is_empty() {
        closing(c as u8).to_string()
    } else {
        unclosed
    };
    let end = first.content_span().end;
    let trailing_comma = text[..end as usize].ends_with(',');
    let end = if trailing_comma { end - 1 } else { end };
    Some(Diagnosis::new(Cause::UnclosedBracket(c), Span::new(open, open + 1)).insert(end, unclosed))
}

/// A `:` where none can be: the line before is broken, or the value holds one.
fn stray_colon(text: &str, line: Line<'_>, at: u32) -> Diagnosis {
    if let Some((key, Some(value))) = line.pair()
        && key.end < at
    {
        return quoted(Diagnosis::new(Cause::ColonInText, value), text, value);
    }
    let Some(before) = line.before(text) else {
        return Diagnosis::new(Cause::Other, line.content_span());
    };
    if let Some(found) = broken_key(text, before) {
        return found;
    }
    depth(text, line)
}

/// A line without the colon that makes it a key: it is the last one above the place where the parser stopped.
fn no_colon(text: &str, line: Line<'_>) -> Diagnosis {
    let at_end = line.content.is_empty() || line.after(text).is_none();
    let mut candidate = if at_end && !line.content.is_empty() && line.pair().is_none() {
        Some(line)
    } else {
        line.before(text)
    };
    // Text over several lines: the mistake is in its first line.
    for _ in 0..8 {
        let Some(here) = candidate else { break };
        if let Some(found) = broken_key(text, here) {
            return found;
        }
        candidate = here.before(text);
    }
    Diagnosis::new(Cause::NoColon, line.content_span())
}

/// A line that would be a key but for a missing blank or colon.
fn broken_key(text: &str, line: Line<'_>) -> Option<Diagnosis> {
    let (at, rest) = line.inner();
    let word = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let end = at + index(word);
    if let Some(after) = rest.strip_prefix('-')
        && after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\''))
    {
        let span = Span::new(at, end.max(at + 2));
        return Some(dash(text, span));
    }
    if line.pair().is_some() || word == 0 {
        return None;
    }
    let after = &rest[word..];
    if let Some(value) = after.strip_prefix(':') {
        let span = Span::new(at, end + 1);
        return (!value.starts_with("//"))
            .then(|| Diagnosis::new(Cause::NoBlankAfterColon, span).insert(end + 1, " "));
    }
    let span = Span::new(at, end);
    if after.is_empty() {
        return Some(Diagnosis::new(Cause::NoColon, span).insert(end, ":"));
    }
    let spaced = after
        .starts_with([' ', '\t'])
        .then(|| Diagnosis::new(Cause::NoColon, span).insert(end, ":"));
    spaced.or_else(|| Some(Diagnosis::new(Cause::NoColon, span)))
}

/// A key or item at a column that fits nothing around it: move it, and what hangs from it, to the nearest
/// column that does.
fn depth(text: &str, line: Line<'_>) -> Diagnosis {
    let item = line.content == "-" || line.content.starts_with("- ");
    let span = line.pair().map_or(line.content_span(), |(key, _)| {
        if item {
            Span::new(line.content_start(), key.end)
        } else {
            key
        }
    });
    // Columns in use above, nearest line first; each line hides the deeper ones before it.
    let mut columns: Vec<(u32, bool, Span)> = Vec::new();
    let mut limit = u32::MAX;
    let mut above = line.before(text);
    for _ in 0..200 {
        let Some(here) = above else { break };
        if here.indent < limit {
            for (column, dash) in here.columns() {
                if column < limit {
                    columns.push((column, dash, here.content_span()));
                }
            }
            limit = here.indent;
        }
        if limit == 0 {
            break;
        }
        above = here.before(text);
    }
    let same_sort = columns
        .iter()
        .filter(|&&(column, dash, _)| dash == item && column != line.indent);
    let best = same_sort.min_by_key(|&&(column, ..)| column.abs_diff(line.indent));
    let mut found = Diagnosis::new(
        Cause::Depth {
            column: line.indent + 1,
            fits: best.map(|&(column, ..)| column + 1),
        },
        span,
    );
    let Some(&(column, _, related)) = best else {
        return found;
    };
    found.related = Some(related);
    let block = line.block(text);
    let mut next = Some(line);
    while let Some(here) = next {
        if here.start > block.end {
            break;
        }
        if !here.content.is_empty() {
            let patch = if column > line.indent {
                let blanks = " ".repeat((column - line.indent) as usize);
                Patch {
                    span: Span::at(here.start),
                    with: blanks,
                }
            } else {
                let surplus = (line.indent - column).min(here.indent);
                Patch {
                    span: Span::new(here.start, here.start + surplus),
                    with: String::new(),
                }
            };
            found.patches.push(patch);
        }
        next = here.after(text);
    }
    found
}
