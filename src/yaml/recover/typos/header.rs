//! The line of a key that is missing above what stands under it, or that has shifted.

use super::super::super::guide::Guide;
use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost, count};
use super::super::site::{MAX_LINES, Site};
use super::depth::{depth, shift};
use crate::source::{Cut, Span};

/// Lines of keys that may be missing above the place.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    if let Some(guide) = site.guide {
        found.extend(no_headers(site.text, site.line, guide));
    }
}

/// A key with nothing under it, when what follows it is indented as it is: it may belong further out.
pub(super) fn shifted_header(text: &str, key: Span, guide: &Guide<'_>) -> Option<Proposal> {
    let header = Line::at(text, key.start);
    let next = header.after_content(text)?;
    let same = next.indent == header.indent && !next.is_item();
    let outer = std::iter::successors(header.before(text), |line| line.before(text))
        .take(MAX_LINES)
        .filter(|_| same)
        .find(|outer| outer.inner_column() < header.indent && outer.pair().is_some())?;
    out_header(text, header, outer, guide)
}

/// A header that is indented as what stands under it, where it belongs beside `outer`.
pub(super) fn out_header(
    text: &str,
    header: Line<'_>,
    outer: Line<'_>,
    guide: &Guide<'_>,
) -> Option<Proposal> {
    let ((key, value), (beside, _)) = (header.pair()?, outer.pair()?);
    let together = (guide.together)(text.cut(key), text.cut(beside));
    if header.is_item() || value.is_some() || !together {
        return None;
    }
    let column = outer.inner_column();
    let extent = Span::new(header.start, header.end);
    let moved = shift(text, 2, extent, i64::from(column) - i64::from(header.indent))?;
    Some(depth(header, column, Some(beside), moved))
}

/// The line of a key that may be missing above `line`: beside a key above, or one of a list above.
pub(super) fn no_headers(text: &str, line: Line<'_>, guide: &Guide<'_>) -> Vec<Proposal> {
    // A list may stand in the column of its key.
    let most = if line.is_item() {
        line.indent + 1
    } else {
        line.indent
    };
    let above = std::iter::successors(line.before(text), |line| line.before(text)).take(MAX_LINES);
    // A key that nobody knows tells nothing of those beside it.
    let known = |outer: &Line<'_>| outer.pair().is_some_and(|(key, _)| (guide.knows)(text.cut(key)));
    let further_out = above.filter(|outer| outer.inner_column() < most && known(outer));
    let mut last = u32::MAX;
    let outers = further_out.filter(|outer| {
        let column = outer.inner_column();
        let nearer = column < last;
        last = last.min(column);
        nearer
    });
    let found = outers.take(2);
    found
        .flat_map(|outer| no_header(text, line, outer, guide))
        .collect()
}

/// The line of a key that is missing above the list item at `at`, which the parser takes for more of the text above.
pub(super) fn swallowed_items(text: &str, at: u32, guide: &Guide<'_>) -> Vec<Proposal> {
    no_headers(text, Line::at(text, at), guide)
}

/// The line of a key beside `outer` that is missing above `line`.
pub(super) fn no_header(text: &str, line: Line<'_>, outer: Line<'_>, guide: &Guide<'_>) -> Vec<Proposal> {
    let Some((beside, _)) = outer.pair() else {
        return Vec::new();
    };
    let key = line.pair().map(|(key, _)| key);
    let name = key.map(|key| text.cut(key));
    let mut above = match name {
        _ if line.is_item() => (guide.lists)(name),
        Some(name) => (guide.above)(name),
        None => return Vec::new(),
    };
    above.retain(|header| (guide.together)(header, text.cut(beside)));
    let column = outer.inner_column();
    let line_break = match text
        .as_bytes()
        .get(line.start.saturating_sub(2) as usize..line.start as usize)
    {
        Some(b"\r\n") => "\r\n",
        Some([.., b'\r']) => "\r",
        _ => "\n",
    };
    let missing = |header: &'static str| {
        let spaces = " ".repeat(column as usize);
        Proposal::new(
            Cause::NoHeader { key: header },
            key.unwrap_or(line.content_span()),
        )
        .insert(line.margin(), format!("{spaces}{header}:{line_break}"))
        .cost(cost::NEW_LINE)
    };
    // Which of two lists it is, often nothing but their order tells.
    let guessed = |(n, header)| missing(header).cost(cost::NEW_LINE + count(n));
    above.into_iter().enumerate().map(guessed).collect()
}
