//! Values that begin with a character that YAML keeps for itself, or hold one.

use super::super::super::gap;
use super::super::super::lines::Line;
use super::super::super::stop::Reason;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::bracket::{no_colon_before_bracket, open_brackets};
use super::mark::{before_key, in_indent};
use crate::source::{Cut, Span, index};

/// Values that need quotes, or say nothing.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let (text, line, at) = (site.text, site.line, site.at);
    let key = at <= line.inner().0 && line.pair().is_some();
    match site.reason {
        Some(Reason::AnchorName | Reason::UnknownAnchor)
            if !key || !text.cut(at..).starts_with(['*', '&']) =>
        {
            found.push(star(text, line, at));
        }
        Some(Reason::AnchorName | Reason::UnknownAnchor | Reason::Reserved | Reason::KeyPlace) => {
            found.push(reserved(text, line, at));
        }
        Some(Reason::Escape) => found.push(escape(text, at)),
        _ => {}
    }
    for here in site.suspects() {
        found.extend(leading(text, here));
    }
    let value = line.pair().and_then(|(_, value)| value);
    if site.stopped_for(&[Reason::BlockHeader, Reason::BlockTab, Reason::BlockIndent]) {
        if line.content.starts_with(['>', '|']) {
            found.extend(in_indent(text, line).into_iter().next());
        }
        found.push(block_text(text, line, value));
    }
    let Some(value) = value else { return };
    if text.cut(value).starts_with([',', ']', '}']) && value.start >= at {
        found.push(reserved(text, line, value.start));
    }
    if site.reason == Some(Reason::ItemPlace) && value.start <= at {
        found.push(Proposal::new(Cause::ItemOnKeyLine, value).hole(value));
    }
    let key = line.pair().map_or(at, |(key, _)| key.end);
    if site.reason == Some(Reason::ColonPlace) && key < at {
        // `fields [{name: x}]`: what looks like a key is more than one word.
        found.extend(
            line.pair()
                .and_then(|(key, _)| no_colon_before_bracket(text, key)),
        );
        colon_in_value(site, line, value, found);
    }
}

/// A value with a colon that makes YAML see a second key: without what begins there, or in quotes.
fn colon_in_value(site: &Site<'_>, line: Line<'_>, value: Span, found: &mut Vec<Proposal>) {
    let (text, written) = (site.text, site.text.cut(value));
    let prose = line.pair().is_none_or(|(key, _)| site.is_prose(text.cut(key)));
    let quoted_len = if written.starts_with(['"', '\'']) {
        (gap::quoted_end(text, value.start) - value.start) as usize
    } else {
        0
    };
    let rest = written.get(quoted_len..).unwrap_or_default();
    let colon = rest
        .find(": ")
        .or_else(|| rest.ends_with(':').then(|| rest.len() - 1));
    let colon = quoted_len + colon.unwrap_or(rest.len());
    let before = written.cut(..colon).trim_end();
    let one_word = quoted_len > 0 || !before.contains(' ');
    // `contactsdestination: hook` is two lines.
    let key = |i: usize| before.is_char_boundary(i) && site.knows(before.cut(i..));
    let ends_in_key = (0..before.len().saturating_sub(2)).any(key);
    if one_word && !before.is_empty() && !ends_in_key && (!prose || quoted_len > 0) && colon < written.len() {
        let gone = Span::new(value.start + index(before.len()), value.end);
        let shown = Span::new(value.start + index(colon), value.end);
        let cause = if shown.len() == 1 {
            Cause::Trailing(':')
        } else {
            Cause::SecondValue
        };
        found.push(Proposal::new(cause, shown).patch(gone, ""));
    }
    if quoted_len > 0 {
        return;
    }
    let colon = Proposal::new(Cause::ColonInText, value);
    // `name: a   provider: b` has lost a line break.
    found.push(if before.contains("  ") {
        colon.hole(value)
    } else {
        let cost = if prose { cost::LIKELY } else { cost::LINES + 3 };
        quoted(colon.unknown(value), text, value).cost(cost)
    });
}

/// A value, or a key, that begins with a character that none can begin with.
fn reserved(text: &str, line: Line<'_>, at: u32) -> Proposal {
    let c = text.cut(at..).chars().next().unwrap_or('\u{FFFD}');
    if at <= line.inner().0 && line.pair().is_some() {
        return before_key(text, line, at, c);
    }
    let value = line.rest(at);
    let found = Proposal::new(Cause::ReservedStart(c), value).unknown(value);
    quoted(found, text, value)
}

/// A mark before a value that is one too many.
pub(super) fn leading(text: &str, line: Line<'_>) -> Option<Proposal> {
    let (key, value) = line.pair()?;
    let value = value.filter(|_| text.cut(key) != "<<")?;
    let written = text.cut(value);
    let c = written
        .chars()
        .next()
        .filter(|c| "*&@%|>-,!?:`=~;^)(+".contains(*c))?;
    let rest = written.cut(c.len_utf8()..).trim_start_matches(' ');
    if c == '`' && rest.ends_with('`') {
        return None;
    }
    rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\''))
        .then_some(())?;
    let word = rest
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'/'));
    let span = Span::new(value.start, value.start + index(c.len_utf8()));
    let gone = Span::new(span.start, value.end - index(rest.len()));
    let cost = if word {
        cost::CHARACTER
    } else {
        cost::CHARACTER + 2
    };
    Some(Proposal::new(Cause::Leading(c), span).patch(gone, "").cost(cost))
}

/// A text after `|` or `>` that is not written as YAML wants it.
fn block_text(text: &str, line: Line<'_>, value: Option<Span>) -> Proposal {
    let Some(value) = value else {
        return Proposal::new(Cause::BlockText, line.content_span());
    };
    // `>50 employees`: no block text was meant.
    let header = text.cut(value).trim_start_matches(['|', '>', '+', '-']);
    let block = line.block(text);
    if block.end > line.end {
        Proposal::new(Cause::BlockText, value).hole_of_lines(text, Span::new(value.start, block.end))
    } else if header.starts_with(|c: char| !c.is_whitespace() && c != '#') {
        reserved(text, line, value.start)
    } else {
        Proposal::new(Cause::BlockText, value).hole(value)
    }
}

/// Fixes by quoting `value`.
pub(super) fn quoted(found: Proposal, text: &str, value: Span) -> Proposal {
    let content = text.cut(value);
    let inner = inside_curly_quotes(content).or_else(|| inside_backticks(content));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['"', '\\'])) {
        return found.patch(value, format!("\"{inner}\""));
    }
    if content.contains(['"', '\\']) {
        let doubled = content.replace('\'', "''");
        return found.patch(value, format!("'{doubled}'"));
    }
    found
        .insert(value.start, "\"")
        .insert(value.end, "\"")
        .cost(cost::LIKELY)
}

pub(super) fn star(text: &str, line: Line<'_>, at: u32) -> Proposal {
    // The parser may have taken the first star for an alias and stopped at the second.
    let before = text.cut(line.content_start()..at);
    let colon = before.rfind(": ").map(|i| line.content_start() + index(i) + 2);
    let at = colon
        .filter(|&colon| is_cron(text.cut(colon..).trim_start()))
        .map_or(at, |colon| {
            let value = text.cut(colon..);
            colon + index(value.len() - value.trim_start().len())
        });
    let mut value = line.rest(at);
    let (brackets, _) = open_brackets(text, Span::new(line.content_start(), at));
    if !brackets.is_empty() {
        // Between brackets a value ends at a comma, but for the commas of a schedule.
        let content = text.cut(value);
        let end = content
            .find([']', '}'])
            .into_iter()
            .chain(content.find(", "))
            .min();
        value.end = end.map_or(value.end, |end| gap::trim_end(text, at, at + index(end)));
    }
    let content = text.cut(value);
    if is_cron(content) {
        let found = Proposal::new(Cause::UnquotedStar, value);
        let found = if content.contains(' ') {
            found
        } else {
            found.unknown(value)
        };
        return quoted(found, text, value);
    }
    let name = content
        .find([' ', '\t', ',', ']', '}'])
        .map_or(value.end, |i| at + index(i));
    super::anchor::unknown(text, Span::new(at, name))
}

/// Whether a value that begins with `*` is a schedule, or else an alias.
pub(super) fn is_cron(value: &str) -> bool {
    let rest = value.strip_prefix('*');
    rest.is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with([' ', '\t', '/', ',', '*', '-'])
            || rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Who leaves the quotes out once does so every time: the schedules without quotes below `first`, under the
/// same key.
pub(in super::super) fn more_stars(text: &str, first: Span) -> Vec<Proposal> {
    let line = Line::at(text, first.start);
    let Some((key, _)) = line.pair().filter(|(key, _)| key.end < first.start) else {
        return Vec::new();
    };
    let name = text.cut(key);
    let below = std::iter::successors(line.after(text), |line| line.after(text));
    below
        .filter_map(|line| {
            let (key, value) = line.pair()?;
            let value = value.filter(|value| is_cron(text.cut(value)))?;
            (text.cut(key) == name).then(|| star(text, line, value.start))
        })
        .collect()
}

/// What stands between backticks that are meant for quotes.
#[must_use]
pub fn inside_backticks(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.is_empty() && !inner.contains('`')).then_some(inner)
}

/// What stands inside the typographic quotes around `written`, of which one may be straight.
#[must_use]
pub fn inside_curly_quotes(written: &str) -> Option<&str> {
    let inner = written.strip_prefix([
        '\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}', '\u{201A}',
    ])?;
    inner.strip_suffix(['\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}', '"', '\''])
}

pub(super) fn escape(text: &str, start: u32) -> Proposal {
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
            let c = text.cut(i + 1..).chars().next().map_or(0, char::len_utf8);
            let span = Span::new(index(i), index(i + 1 + c + if digits > 8 { 0 } else { hex }));
            return Proposal::new(Cause::Escape, span).insert(index(i), "\\");
        }
        i += 2;
    }
    let span = Span::new(start, index(end));
    Proposal::new(Cause::Escape, span).hole(span)
}
