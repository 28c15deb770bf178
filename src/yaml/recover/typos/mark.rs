//! Marks before a key or dash: in the indentation, or in the place of the dash.

use super::super::super::lines::{Line, indent_unit, outside_block_texts};
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::text::lone_mark;
use crate::source::{Cut, Span, index};

/// Marks that stand before a key or dash, in the lines that may have the typo.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let suspects = site.suspects();
    for &here in &suspects {
        found.extend(in_indent(site.text, here));
        found.extend(shifted(site.text, here));
        found.extend(before_known(site, here));
    }
    let mut seen: Vec<&str> = Vec::new();
    for here in suspects {
        let Some((mark, _)) = bullet(here) else { continue };
        if !seen.contains(&mark) {
            seen.push(mark);
            found.extend(bullets(site.text, here, mark));
        }
    }
}

/// The mark in the place of a dash that `line` begins with, and what stands after it.
fn bullet(line: Line<'_>) -> Option<(&str, &str)> {
    let content = line.content;
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let end = if (1..=3).contains(&digits) && content.cut(digits..).starts_with(['.', ')']) {
        digits + 1
    } else {
        content
            .find(|c: char| {
                c.is_alphanumeric() || matches!(c, ' ' | '\t' | '"' | '\'' | '#' | '{' | '[' | '$')
            })
            .unwrap_or(content.len())
    };
    let mark = content.cut(..end);
    let rest = content.cut(end..).trim_start_matches([' ', '\t']);
    let apart = rest.len() < content.len() - end;
    let few = (1..=3).contains(&mark.chars().count())
        && mark != "-"
        && !mark.ends_with(':')
        && !mark.starts_with("//");
    (few && !rest.is_empty() && (apart || mark != "---") && (apart || digits == 0)).then_some((mark, rest))
}

/// `*`, `•` or another mark for the dash: in all lines that have it, or in this one.
fn bullets(text: &str, line: Line<'_>, mark: &str) -> Vec<Proposal> {
    let dash = |line: Line<'_>, mark: &str| {
        let (own, rest) = bullet(line)?;
        let span = Span::new(line.content_start(), line.content_span().end - index(rest.len()));
        (own == mark).then(|| Patch {
            span,
            with: "- ".to_owned(),
        })
    };
    let lines = outside_block_texts(text, Line::at(text, 0));
    let mut all: Vec<Patch> = lines.filter_map(|line| dash(line, mark)).collect();
    let Some(own) = dash(line, mark) else {
        return Vec::new();
    };
    if !all.contains(&own) {
        all = vec![own.clone()];
    }
    let first = all[0].span.start;
    let cause = |more: usize| Cause::OtherDash {
        mark: mark.to_owned(),
        more: index(more),
    };
    let span = |at: u32| {
        let line = Line::at(text, at);
        Span::new(
            line.content_start(),
            line.pair().map_or(line.content_span().end, |(key, _)| key.end),
        )
    };
    let owned = mark.to_owned();
    let mut found = Vec::new();
    let several = all.len() > 1;
    let digits = mark.starts_with(|c: char| c.is_ascii_digit());
    found.push(
        Proposal {
            patches: all.clone(),
            ..Proposal::new(cause(all.len() - 1), span(first))
        }
        .cost(if "*•–—+·‣◦▪−―".contains(mark) || digits {
            cost::LIKELY
        } else {
            cost::CHARACTER
        })
        .again(move |_, line| dash(line, &owned)),
    );
    if several {
        let alone = Proposal::new(cause(0), span(own.span.start)).cost(cost::LIKELY + 2);
        found.push(Proposal {
            patches: vec![own],
            ..alone
        });
    }
    found
}

/// A character or two at the start of a line that has been moved by it.
fn shifted(text: &str, line: Line<'_>) -> Option<Proposal> {
    let (start, content) = (line.content_start(), line.content);
    let stray = content
        .find([' ', '\t'])
        .filter(|&end| content.cut(..end).chars().count() <= 2)?;
    if content.starts_with(['-', '#', '?']) || content.cut(..stray).ends_with(':') {
        return None;
    }
    let moved = format!("{}{}", text.cut(line.margin()..start), content.cut(stray..));
    let moved = Line::at(&moved, 0);
    let span = Span::new(start, start + index(stray));
    (moved.is_item() || moved.pair().is_some()).then(|| {
        Proposal::new(Cause::InIndent, span)
            .patch(span, "")
            .cost(cost::CHARACTER + 1)
    })
}

/// A character or two in the place of spaces, before what would be a key or item of its own.
pub(super) fn in_indent(text: &str, line: Line<'_>) -> Vec<Proposal> {
    let stray = line.content.split([' ', '\t']).next().unwrap_or_default();
    let columns = stray.chars().count();
    let key = stray.ends_with(':') && stray != ":";
    if !(1..=2).contains(&columns) || stray.starts_with(['-', '"', '\'', '?']) || key {
        return Vec::new();
    }
    let start = line.content_start();
    let span = Span::new(start, start + index(stray.len()));
    let spaces = " ".repeat(columns);
    let fixed = text.cut(line.margin()..line.end).replacen(stray, &spaces, 1);
    let fixed = Line::at(&fixed, 0);
    if !fixed.is_item() && fixed.pair().is_none() {
        return Vec::new();
    }
    let found = Proposal::new(Cause::InIndent, span);
    let mut all = vec![found.clone().patch(span, spaces)];
    if stray == ":" {
        // Put before the key, not in the place of a space.
        let next = line.content.tail().trim_start_matches([' ', '\t']);
        let end = start + index(line.content.len() - next.len());
        all.push(found.patch(Span::new(start, end), ""));
        let here = (line.indent, fixed.is_item());
        let unit = index(indent_unit(text).len());
        let fits = |before: Line<'_>| {
            let header = before.pair().is_some_and(|(_, value)| value.is_none());
            (header && before.inner_column() + unit == line.indent)
                || before.columns().any(|column| column == here)
        };
        if line.before(text).is_some_and(fits) {
            all.swap(0, 1);
        }
    }
    all
}

/// A mark or two right before a key that is known: added to it, or in the place of spaces.
fn before_known(site: &Site<'_>, line: Line<'_>) -> Vec<Proposal> {
    let (at, rest) = line.inner();
    let name = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '#'));
    let marks = rest.cut(..rest.len() - name.len());
    let word = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let colon = name.cut(word..).trim_start_matches(' ').starts_with(':');
    let few = (1..=2).contains(&marks.chars().count());
    let Some(mark) = marks
        .chars()
        .next()
        .filter(|&mark| mark != '-' && few && colon && site.knows(name.cut(..word)))
        .filter(|&mark| !matches!(mark, '{' | '[') || !name.contains([',', '}', ']', '{', '[']))
    else {
        return Vec::new();
    };
    let gone = Span::new(at, at + index(marks.len()));
    let shown = Span::new(at, gone.end + index(word));
    let found = Proposal::new(Cause::BeforeKey(mark), shown);
    vec![
        found.clone().patch(gone, "").cost(cost::LIKELY),
        found.patch(gone, " ".repeat(marks.chars().count())),
    ]
}

/// A colon before the key or dash of a line, alone on it, or after no more than a tag or anchor, which is YAML: a key
/// without a name.
pub(super) fn lone_colon(site: &Site<'_>, at: u32) -> Vec<Proposal> {
    let line = Line::at(site.text, at);
    let mut found = before_known(site, line);
    if line.content_start() == at {
        found.extend(lone_mark(site.text, line));
        found.extend(in_indent(site.text, line));
    }
    found
}

/// A character before a key that none can begin with: do without it.
pub(super) fn before_key(text: &str, line: Line<'_>, at: u32, c: char) -> Proposal {
    let end = at + index(c.len_utf8());
    let key = line.pair().map_or(end, |(key, _)| key.end);
    let shown = Span::new(at, key.max(end));
    let space = " ".repeat(c.len_utf8());
    let found = Proposal::new(Cause::BeforeKey(c), shown);
    // Where the key begins is a guess as well.
    let next = text.cut(end..).chars().next();
    if next.is_some_and(|next| next.is_alphanumeric() || next == '_') {
        found.patch(Span::new(at, end), "").guess(shown)
    } else {
        found.patch(Span::new(at, end), space).guess(shown)
    }
}
