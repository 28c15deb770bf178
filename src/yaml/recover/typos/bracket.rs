//! Brackets and braces: without their partner, or with something beside them.

use super::super::super::gap;
use super::super::super::lines::Line;
use super::super::super::stop::Reason;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::colon::is_word;
use crate::source::{Cut, Span, index};

/// Brackets that lack their partner or have something beside them.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let (text, line, at) = (site.text, site.line, site.at);
    if site.reason == Some(Reason::Bracket) {
        let c = text.cut(at..).chars().next().unwrap_or(']');
        let span = Span::new(at, at + 1);
        // At the end of its line the spaces before it go too.
        let before = text.cut(..at).trim_end_matches([' ', '\t']);
        let last = matches!(text.as_bytes().get(at as usize + 1), None | Some(b'\n' | b'\r'));
        let gone = Span::new(if last { index(before.len()) } else { at }, span.end);
        found.push(
            Proposal::new(Cause::StrayBracket(c), span)
                .patch(gone, "")
                .cost(cost::LIKELY),
        );
    }
    if let Some(open) = brackets(site) {
        // Where closing it doesn't do.
        if let (Cause::UnclosedBracket(c), Some(guess)) = (&open.cause, open.guess) {
            let hole = Proposal::new(Cause::UnclosedBracket(*c), open.span).hole(guess.span);
            found.push(hole.cost(cost::HOLE + 1));
        }
        found.push(open);
    }
    let value = line.pair().and_then(|(_, value)| value);
    if let Some(value) = value.filter(|value| value.start <= at)
        && matches!(text.as_bytes()[value.start as usize], b'[' | b'{')
    {
        found.extend(after_bracket(text, value));
    }
    for here in site.suspects() {
        found.extend(stray_opening(text, here));
    }
    if site.stopped_for(&[
        Reason::FlowMapping,
        Reason::FlowSequence,
        Reason::ColonInFlow,
        Reason::ColonPlace,
    ]) && (site.open.iter().any(|open| open.flow) || text.cut(line.start..at).contains(['[', '{']))
    {
        found.extend(no_comma(text, line, at));
    }
}

/// A bracket or two that open nothing.
fn stray_opening(text: &str, line: Line<'_>) -> Option<Proposal> {
    let value = match line.pair() {
        Some((_, value)) => value?,
        None => Span::new(line.inner().0, line.content_span().end),
    };
    let written = text.cut(value);
    let c = written.chars().next().filter(|c| matches!(c, '[' | '{'))?;
    let run = written.len() - written.trim_start_matches(['[', '{', ' ']).len();
    let span = Span::new(value.start, value.start + index(run));
    let gone = if run == written.len() {
        let before = text.cut(..value.start).trim_end_matches(' ');
        Span::new(index(before.len()), value.end)
    } else {
        span
    };
    let (open, _) = open_brackets(text, value);
    (!open.is_empty()).then(|| {
        Proposal::new(Cause::Leading(c), span)
            .patch(gone, "")
            .cost(cost::CHARACTER)
    })
}

/// A comma that is missing before the place where reading stopped.
fn no_comma(text: &str, line: Line<'_>, at: u32) -> Vec<Proposal> {
    let content = line.content_span();
    let places = [at.min(content.end), content.start];
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    // Before the place, or before the word that it is in.
    let mut end = places[0];
    for _ in 0..2 {
        while end > content.start && matches!(bytes[end as usize - 1], b' ') {
            end -= 1;
        }
        if end <= content.start {
            break;
        }
        if bytes[end as usize - 1] != b',' && bytes.get(end as usize) == Some(&b' ') {
            let missing = Proposal::new(Cause::NoComma, Span::new(end, (end + 1).min(content.end)));
            found.push(missing.insert(end, ",").cost(cost::LIKELY));
        }
        while end > content.start && bytes[end as usize - 1] != b' ' {
            end -= 1;
        }
    }
    found
}

/// Text after the bracket that closes the value.
pub(super) fn after_bracket(text: &str, value: Span) -> Option<Proposal> {
    let bytes = text.as_bytes();
    let mut depth = 0_u32;
    let mut at = value.start;
    while at < value.end {
        match bytes[at as usize] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => {
                // A text that is not closed here runs on.
                at = gap::quoted_end(text, at).clamp(at + 1, value.end);
                continue;
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    let rest = text.cut(at..value.end);
    let start = value.end - index(rest.trim_start().len());
    let found = Proposal::new(
        Cause::AfterBracket(bytes[at as usize - 1] as char),
        Span::new(start, value.end),
    );
    (start < value.end && depth == 0).then(|| {
        Proposal {
            related: Some(Span::new(value.start, at)),
            ..found
        }
        .hole(value)
    })
}

fn brackets(site: &Site<'_>) -> Option<Proposal> {
    let (text, line, at) = (site.text, site.line, site.at);
    let bytes = text.as_bytes();
    // The parser looks ahead, so a bracket may be open that the tree does not show yet.
    let open = site
        .open
        .iter()
        .find(|open| open.flow)
        .map(|open| open.start)
        .or_else(|| {
            let mut from = site.cursor;
            let open = loop {
                let open = from + index(text.get(from as usize..at as usize)?.find(['[', '{'])?);
                let line = Line::at(text, open);
                if open < line.content_span().end {
                    break open;
                }
                // What is in a comment opens nothing.
                from = line.end;
            };
            let value = matches!(bytes.get((open as usize).checked_sub(1)?), Some(b' ' | b'\t'));
            let is_open = || open_brackets(text, Span::new(open, at)).0.first() == Some(&open);
            (value && is_open()).then_some(open)
        })?;
    let c = bytes[open as usize] as char;
    let first = Line::at(text, open);
    let whole = Span::new(open, first.content_span().end.max(open + 1));
    // Everything that was opened on a line closes at its end.
    let (unclosed, wrong) = open_brackets(text, whole);
    if let Some(wrong) = wrong {
        let c = bytes[wrong as usize] as char;
        return Some(Proposal::new(Cause::UnclosedBracket(c), Span::new(wrong, wrong + 1)).hole(whole));
    }
    if first.start == line.start && at < line.end {
        let span = line.rest(at.min(line.content_span().end));
        return Some(Proposal {
            related: Some(Span::new(open, open + 1)),
            ..Proposal::new(Cause::InsideBrackets(c), span).hole(whole)
        });
    }
    let closing = |&at: &u32| if bytes[at as usize] == b'[' { ']' } else { '}' };
    let unclosed: String = unclosed.iter().rev().map(closing).collect();
    if unclosed.is_empty() {
        // To the reader it isn't: a part of it is a comment, or a text that goes on.
        let found = Proposal::new(Cause::InsideBrackets(c), whole);
        return (first.start < line.start).then(|| found.hole(whole));
    }
    let end = first.content_span().end;
    let trailing_comma = text.cut(..end).ends_with(',');
    let comma = if trailing_comma { end - 1 } else { end };
    let whole = Span::new(open, end);
    Some(
        Proposal::new(Cause::UnclosedBracket(c), Span::new(open, open + 1))
            .patch(Span::new(comma, end), unclosed)
            .guess(whole),
    )
}

/// The brackets in `span` that are not closed, and the first that another sort of bracket closes.
pub(super) fn open_brackets(text: &str, span: Span) -> (Vec<u32>, Option<u32>) {
    let bytes = text.as_bytes();
    let mut open: Vec<u32> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        match bytes[at as usize] {
            b'[' | b'{' => open.push(at),
            b @ (b']' | b'}') => {
                if let Some(last) = open.pop()
                    && (bytes[last as usize] == b'[') != (b == b']')
                {
                    return (open, Some(last));
                }
            }
            b'"' | b'\'' => {
                at = gap::quoted_end(text, at).max(at + 1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (open, None)
}

/// `fields [{name: x}]` and `fields:[{name: x}]`, where `key` is all before the first colon with a space.
pub(super) fn no_colon_before_bracket(text: &str, key: Span) -> Option<Proposal> {
    let content = text.cut(key);
    let bracket = content.find(['[', '{'])?;
    let word = content.cut(..bracket).trim_end_matches([' ', '\t']);
    let end = key.start + index(word.len());
    if let Some(name) = word.strip_suffix(':') {
        let found = Proposal::new(Cause::NoSpaceAfterColon, Span::new(key.start, end)).insert(end, " ");
        return is_word(name).then_some(found);
    }
    let found = Proposal::new(Cause::NoColon, Span::new(key.start, end)).insert(end, ":");
    (is_word(word) && word.len() < bracket).then_some(found)
}
