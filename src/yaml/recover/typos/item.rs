//! List items that stand among those of another list.

use super::super::super::lines::Line;
use super::super::proposal::Proposal;
use super::super::site::{MAX_LINES, Site};
use super::dash::indents_lists;
use super::depth::{depth, shift};
use crate::source::{Cut, Span};

/// Items in the column of the list that holds the key above, which has nothing under it: they may belong under that key.
pub(super) fn under_header(site: &Site<'_>, line: Line<'_>) -> Vec<Proposal> {
    let text = site.text;
    let header = line
        .before(text)
        .filter(|header| matches!(header.pair(), Some((_, None))));
    let Some(header) = header.filter(|header| header.inner_column() > line.indent) else {
        return Vec::new();
    };
    let first = |line: Line<'_>| line.pair().map(|(key, _)| text.cut(key));
    let lines = std::iter::successors(Some(line), |line| line.after_content(text)).take(MAX_LINES);
    let own = lines.take_while(|here| {
        here.indent > line.indent
            || here.indent == line.indent && here.is_item() && first(*here) == first(line)
    });
    let end = own.last().map_or(line.end, |last| last.end);
    let column = header.inner_column();
    let columns = if indents_lists(text) {
        [column + site.unit, column]
    } else {
        [column, column + site.unit]
    };
    let related = Some(header.content_span());
    let moved = columns.into_iter().filter_map(|column| {
        let delta = i64::from(column) - i64::from(line.indent);
        let moved = shift(text, site.unit, Span::new(line.start, end), delta)?;
        Some(depth(line, column, related, moved))
    });
    moved.collect()
}
