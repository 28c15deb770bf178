//! What of a mistake is named in what is said of it.

use crate::manifest::Shape;
use crate::rule::{Cause, Edit, Fix, Span, Syntax, apply};

/// The character or text that a mistake is about.
pub(super) fn mark(cause: &Cause) -> Option<String> {
    Some(match cause {
        Cause::ReservedStart(mark)
        | Cause::BeforeKey(mark)
        | Cause::NotColon { sign: mark, .. }
        | Cause::UnclosedQuote(mark)
        | Cause::AfterQuote(mark)
        | Cause::NoOpeningQuote(mark)
        | Cause::StrayQuote(mark)
        | Cause::UnclosedBracket(mark)
        | Cause::StrayBracket(mark)
        | Cause::AfterBracket(mark)
        | Cause::InsideBrackets(mark)
        | Cause::MarkInBrackets(mark)
        | Cause::AnchorCharacter(mark)
        | Cause::Trailing(mark)
        | Cause::Leading(mark) => mark.to_string(),
        Cause::OtherDash { mark, .. } | Cause::Prefix { prefix: mark, .. } => mark.clone(),
        Cause::NoCommentMark { mark } => (*mark)?.to_owned(),
        _ => return None,
    })
}

/// How many lines, or more of them, a mistake is about.
pub(super) fn number(cause: &Cause) -> Option<u32> {
    match *cause {
        Cause::TabIndent { lines: n }
        | Cause::TabLine { lines: n }
        | Cause::TabAfterMark { lines: n }
        | Cause::ForeignSpace { lines: n, .. }
        | Cause::Template { lines: n }
        | Cause::Prefix { lines: n, .. }
        | Cause::NotColon { more: n, .. }
        | Cause::ForeignLine { more: n }
        | Cause::OtherDash { more: n, .. }
        | Cause::GivenUp { mistakes: n } => Some(n),
        _ => None,
    }
}

/// The key that a mistake is about.
pub(super) fn key<'a>(cause: &'a Cause, written: &'a str) -> &'a str {
    match cause {
        Cause::NoHeader { key } => key,
        Cause::ValueAndKeys { key } | Cause::AmidKey { key } => key,
        Cause::NotColon { sign, .. } => written.trim_end_matches([*sign, '>']).trim_end(),
        _ => written,
    }
}

/// `written` without the mark or dash that it begins with.
pub(super) fn rest<'a>(cause: &Cause, written: &'a str) -> &'a str {
    let mark = match cause {
        Cause::BeforeKey(_) | Cause::OtherDash { .. } => mark(cause),
        _ => None,
    };
    match mark {
        Some(mark) => written
            .strip_prefix(mark.as_str())
            .unwrap_or(written)
            .trim_start(),
        None => written.trim_start_matches(['-', ' ']),
    }
}

pub(super) fn of_space(space: char, several: bool) -> &'static str {
    match (space, several) {
        ('\u{A0}' | '\u{202F}', false) => "a no-break space",
        ('\u{A0}' | '\u{202F}', true) => "no-break spaces",
        ('\u{FEFF}', false) => "a byte-order mark",
        ('\u{FEFF}', true) => "byte-order marks",
        ('\u{3000}', false) => "an ideographic space",
        ('\u{3000}', true) => "ideographic spaces",
        (_, false) => "a typographic space",
        (_, true) => "typographic spaces",
    }
}

/// The key of a manifest that a value begins with, or that stands in it after a gap.
pub(super) fn second_key(value: &str) -> Option<&str> {
    let before = value.split(':').next()?;
    let word = before.rsplit(' ').next()?;
    let apart = before == word || before.ends_with(&format!("  {word}"));
    (apart && Shape::ALL.iter().any(|shape| shape.has(word))).then_some(word)
}

/// `written` after the repair.
pub(super) fn fixed(syntax: &Syntax, span: Span, written: &str) -> String {
    let edits = syntax.repair.iter().filter(|(place, _)| span.contains(*place));
    let moved = edits.map(|(place, text)| {
        Edit::replace(
            Span::new(place.start - span.start, place.end - span.start),
            text.clone(),
        )
    });
    let fix = Fix::safe("", moved.collect::<Vec<_>>());
    apply(written, [&fix]).0
}
