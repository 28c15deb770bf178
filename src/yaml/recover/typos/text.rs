//! Words that are no part of a manifest: left over, or comments without their mark.

use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::colon::{has_below, is_word};
use crate::source::{Cut, Span, index};

/// The marks of comments in other languages, longest first.
const MARKS: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("/*", "*/"),
    ("//", ""),
    ("--", ""),
    (";", ""),
    ("%", ""),
    ("::", ""),
    ("*/", ""),
];

/// Lines to take out, or to make comments of.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    for here in site.suspects() {
        found.extend(other_mark(here));
        found.extend(words(site, here));
        found.extend(lone_mark(site.text, here));
        found.extend(left_out(site.text, here));
    }
}

/// `...` among keys, which stands for those that a guide leaves out: read as a key, of which it is told.
fn left_out(text: &str, line: Line<'_>) -> Option<Proposal> {
    let above = line.before(text)?;
    let beside =
        above.inner_column() == line.indent && above.pair().is_some_and(|(_, value)| value.is_some());
    (matches!(line.content, "..." | "\u{2026}") && line.indent > 0 && beside).then(|| {
        let content = line.content_span();
        let found = Proposal::new(Cause::StrayText, content).insert(content.end, ":");
        Proposal {
            silent: true,
            holes: vec![Span::at(content.start)],
            ..found.cost(cost::PLAIN)
        }
    })
}

/// A comment with the mark of another language.
fn other_mark(line: Line<'_>) -> Option<Proposal> {
    let is_marker = line.content.starts_with("---");
    let &(mark, end) = MARKS
        .iter()
        .find(|(mark, _)| line.content.starts_with(mark) && !is_marker)?;
    let content = line.content_span();
    let rest = line.content.cut(mark.len()..);
    let before = rest.trim_start();
    let space = if before.len() < rest.len() || before.is_empty() {
        "#"
    } else {
        "# "
    };
    let mut found = Proposal::new(Cause::NoCommentMark { mark: Some(mark) }, content)
        .patch(Span::new(content.start, content.start + index(mark.len())), space)
        .cost(cost::LINES);
    if !end.is_empty()
        && let Some(kept) = rest.strip_suffix(end)
    {
        let kept = kept.trim_end();
        let start = content.start + index(mark.len() + kept.len());
        found = found.patch(Span::new(start, content.end), "");
    }
    Some(found)
}

/// Words that are no key, nor what a key takes.
fn words(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let content = line.content_span();
    if line.is_item() {
        return None;
    }
    let text = match line.pair() {
        // A sentence with a colon in it.
        Some((key, _)) if site.text.cut(key).contains(' ') => line.content,
        Some(_) => return None,
        None => line.content,
    };
    let several = text.split_whitespace().count() > 1;
    let sentence =
        several && text.starts_with(char::is_alphabetic) && !site.knows(text.split([' ', ':']).next()?);
    if sentence {
        let found = Proposal::new(Cause::NoCommentMark { mark: None }, content).insert(content.start, "# ");
        return Some(
            Proposal {
                holes: vec![content],
                ..found
            }
            .cost(cost::WORDS),
        );
    }
    let known = site.knows(text.trim_end_matches(|c: char| !c.is_alphanumeric()));
    let few = text.split_whitespace().count() <= 3
        && (is_word(text) || !text.starts_with(char::is_alphanumeric) || several);
    let alone = is_word(text) && !has_below(site.text, line);
    (few && !known).then(|| {
        let cost = if alone { cost::CHARACTER + 1 } else { cost::WORDS };
        Proposal::new(Cause::StrayText, content)
            .remove(site.text, content)
            .cost(cost)
    })
}

/// A mark or two with nothing else on the line.
pub(super) fn lone_mark(text: &str, line: Line<'_>) -> Option<Proposal> {
    let marks = line.content;
    let few = (1..=2).contains(&marks.chars().count()) && !marks.contains(char::is_alphanumeric);
    few.then(|| {
        Proposal::new(Cause::StrayMark, line.content_span())
            .remove(text, line.content_span())
            .cost(cost::CHARACTER)
    })
}
