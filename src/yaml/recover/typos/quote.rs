//! Quotes: without their partner, of two sorts, or with something after them.

use super::super::super::gap;
use super::super::super::lines::Line;
use super::super::super::stop::Reason;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use crate::source::{Cut, Span, index};

/// Quotes that lack their partner or have too much of it.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    match site.reason {
        Some(Reason::AfterQuote) => found.push(after_quote(site.text, site.cursor, site.line, site.at)),
        Some(Reason::OpenQuote | Reason::QuoteIndent) => found.push(unclosed_quote(site.text, site.at)),
        _ => {}
    }
    for here in site.suspects() {
        found.extend(stray_quotes(site.text, here));
    }
    if site.reason == Some(Reason::AfterQuote) {
        found.extend(after_value(site.text, site.line, site.at));
    }
}

/// Quotes that are too many or too few: before a key, twice, or only at the end of a value.
pub(super) fn stray_quotes(text: &str, line: Line<'_>) -> Vec<Proposal> {
    let mut found = Vec::new();
    let (at, rest) = line.inner();
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let word = rest
            .tail()
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
            .count();
        if word > 0 && rest.cut(1 + word..).starts_with(':') {
            let span = Span::new(at, at + index(1 + word));
            let stray = Proposal::new(Cause::StrayQuote(quote), span).patch(Span::new(at, at + 1), "");
            found.push(stray.cost(cost::LIKELY));
        }
    }
    let value = match line.pair() {
        Some((_, value)) => value,
        None => line.is_item().then(|| Span::new(at, line.content_span().end)),
    };
    let Some(value) = value else { return found };
    let written = text.cut(value);
    let (Some(first), Some(last)) = (written.chars().next(), written.chars().next_back()) else {
        return found;
    };
    if matches!(last, '"' | '\'')
        && !matches!(first, '"' | '\'' | '[' | '{')
        && written.matches(last).count() == 1
    {
        let missing = Proposal::new(Cause::NoOpeningQuote(last), value).insert(value.start, last.to_string());
        found.push(missing.cost(cost::LIKELY));
    }
    if matches!(first, '"' | '\'') && written.len() > 3 {
        let quote = first.len_utf8();
        let stray = |at: u32| {
            let stray = Proposal::new(Cause::StrayQuote(first), value);
            stray.patch(Span::new(at, at + 1), "").cost(cost::LIKELY)
        };
        if written.cut(quote..).starts_with(first) && !written.cut(2 * quote..).starts_with(first) {
            found.push(stray(value.start));
        }
        if written.ends_with(&format!("{first}{first}")) {
            found.push(stray(value.end - 1));
        }
    }
    found
}

/// What stands after a value in quotes is taken out, or made a comment.
fn after_value(text: &str, line: Line<'_>, at: u32) -> Option<Proposal> {
    let rest = line.rest(at);
    let written = text.cut(rest);
    let value = text.cut(line.start..at).trim_end();
    let quote = value.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let gone = Span::new(line.start + index(value.len()), rest.end);
    let mark = written.chars().count() <= 2 && !written.contains(char::is_alphanumeric);
    let found = Proposal::new(Cause::AfterQuote(quote), rest);
    let comment = ["//", ";", "--"]
        .iter()
        .find(|mark| written.starts_with(*mark) && written.len() > mark.len());
    if let Some(&mark) = comment {
        let mark_span = Span::new(rest.start, rest.start + index(mark.len()));
        let found = Proposal::new(Cause::NoCommentMark { mark: Some(mark) }, rest);
        return Some(found.patch(mark_span, "#").cost(cost::LIKELY));
    }
    (!written.contains(['"', '\'']) && !written.contains(": ")).then(|| {
        // Words may belong inside the quotes.
        let offer = !written.contains(char::is_alphanumeric);
        Proposal { offer, ..found }
            .patch(gone, "")
            .cost(if mark { cost::LIKELY } else { cost::LINES + 2 })
    })
}

pub(super) fn after_quote(text: &str, cursor: u32, line: Line<'_>, at: u32) -> Proposal {
    // Which quote closed just before? Look for the opening one from where the tree ends.
    let bytes = text.as_bytes();
    let mut from = cursor;
    while let Some(i) = text
        .get(from as usize..at as usize)
        .and_then(|gap| gap.find(['"', '\'']))
    {
        let open = from + index(i);
        let starts = open == 0
            || matches!(
                bytes[open as usize - 1],
                b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':'
            );
        let end = gap::quoted_end(text, open);
        // An apostrophe in a text without quotes is none that closed just before.
        let starts = starts && end <= at;
        if starts && gap::skip(text, end) >= at {
            let quote = bytes[open as usize] as char;
            if Line::at(text, open).start != line.start {
                return unclosed_quote(text, open);
            }
            let span = line.rest(at);
            let whole = Span::new(open, span.end);
            let found = Proposal {
                related: Some(Span::new(open, end)),
                ..Proposal::new(Cause::AfterQuote(quote), span)
            };
            return match text.cut(span) {
                "," | ";" => found.patch(span, ""),
                _ => found.hole(whole),
            };
        }
        from = if starts { end.max(open + 1) } else { open + 1 };
    }
    Proposal::new(Cause::AfterQuote('"'), line.rest(at))
}

/// Whether `last`, at the end of a value, is meant to close `quote`, but is another sort of quote.
#[must_use]
pub fn is_other_quote(last: char, quote: char) -> bool {
    last != quote
        && matches!(
            last,
            '"' | '\'' | '\u{201C}' | '\u{201D}' | '\u{2018}' | '\u{2019}'
        )
}

pub(super) fn unclosed_quote(text: &str, open: u32) -> Proposal {
    let quote = text.cut(open..).chars().next().unwrap_or('"');
    let line_end = gap::line_end(text, open);
    let rest = text.cut(open..line_end);
    let end = open + index(rest.find(" #").unwrap_or(rest.len()));
    let end = gap::trim_end(text, open + 1, end);
    let quote_text = if quote == '\'' { "'" } else { "\"" };
    let span = Span::new(open, end);
    let other = text
        .cut(open as usize + 1..end as usize)
        .chars()
        .next_back()
        .filter(|&last| is_other_quote(last, quote));
    let width = other.map_or(0, |last| index(last.len_utf8()));
    Proposal::new(Cause::UnclosedQuote(quote), span)
        .patch(Span::new(end - width, end), quote_text)
        .guess(span)
}
