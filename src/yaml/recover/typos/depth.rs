//! Keys, items and blocks in another column than what they belong to.

use super::super::super::lines::{Line, indent_unit};
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::Proposal;
use super::super::site::{MAX_LINES, Site};
use crate::source::{Cut, Span, index};

/// Moves of lines around the place.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    found.extend(depths(site.text, site.line));
    for here in site.suspects() {
        found.extend(sticking_out(site, here));
    }
}

/// A line, or what hangs from it too, that stands further out than the lines before and after it: back among them.
pub(super) fn sticking_out(site: &Site<'_>, line: Line<'_>) -> Vec<Proposal> {
    let text = site.text;
    let mut found = Vec::new();
    let Some(above) = line.before(text).filter(|above| above.indent > line.indent) else {
        return found;
    };
    if line.is_marker() {
        return found;
    }
    let mut columns: Vec<(u32, Span)> = Vec::new();
    let mut add = |column: u32, near: Line<'_>| {
        let known = columns.iter().any(|&(other, _)| other == column);
        if column > line.indent && !known && columns.len() <= MAX_COLUMNS {
            columns.push((column, near.content_span()));
        }
    };
    // What hangs from it tells best where it was.
    if let Some(next) = line.after_content(text) {
        match line.pair() {
            Some((_, None)) if next.is_item() => {
                add(next.indent.saturating_sub(site.unit), next);
                add(next.indent, next);
            }
            Some((_, None)) => add(next.indent.saturating_sub(site.unit), next),
            _ => add(next.indent, next),
        }
    }
    let mut limit = u32::MAX;
    let mut here = Some(above);
    for n in 0..MAX_LINES {
        let Some(outer) = here.filter(|outer| outer.indent > line.indent) else {
            break;
        };
        if outer.indent < limit {
            limit = outer.indent;
            if n == 0 && outer.pair().is_some_and(|(_, value)| value.is_none()) {
                add(outer.inner_column() + site.unit, outer);
            }
            for (column, dash) in outer.columns() {
                if dash == line.is_item() {
                    add(column, outer);
                }
            }
        }
        here = outer.before(text);
    }
    for extent in [Span::new(line.start, line.end), line.block(text)] {
        let after = Line::at(text, extent.end).after_content(text);
        if found.is_empty() && after.is_none_or(|after| after.indent <= line.indent) {
            continue;
        }
        for &(column, related) in &columns {
            let moved = shift(
                text,
                site.unit,
                extent,
                i64::from(column) - i64::from(line.indent),
            );
            found.extend(moved.map(|moved| depth(line, column, Some(related), moved)));
        }
    }
    found
}

/// How many columns are tried for one line.
pub(super) const MAX_COLUMNS: usize = 4;

/// Moves that may bring a key or item to a column that fits what stands around it: the line, what hangs from
/// it, what follows it; or else what stands before it.
pub(super) fn depths(text: &str, line: Line<'_>) -> Vec<Proposal> {
    let mut found = Vec::new();
    if line.content.is_empty() || line.is_marker() {
        return found;
    }
    let unit = index(indent_unit(text).len());
    let mut columns = fitting(text, line, unit);
    columns.truncate(MAX_COLUMNS);
    let open = open_column(text, line, &columns);
    for (column, related) in columns {
        let outer = open.is_some_and(|open| column < open && column < line.indent);
        let child = if line.is_item() {
            line.inner().0 - line.margin()
        } else {
            line.indent + unit
        };
        let mut extents = vec![
            Span::new(line.start, line.end),
            run(text, line, child),
            line.block(text),
            run(text, line, line.indent),
        ];
        extents.dedup();
        for extent in extents {
            let sibling = has_sibling(text, line, column, extent.end);
            let moved = shift(text, unit, extent, i64::from(column) - i64::from(line.indent));
            found.extend(moved.map(|moved| {
                let untidy = moved.untidy - i32::from(sibling) + if outer { 2 } else { 0 };
                let found = depth(line, column, Some(related), Shift { untidy, ..moved });
                // Which list a text belongs to, nothing in it tells.
                let text = line.is_item()
                    && line.pair().is_none()
                    && !line.content.tail().trim_start().starts_with('-');
                if text { found.unsure() } else { found }
            }));
        }
    }
    found.extend(before(text, line, unit));
    found
}

/// The column of the key just above, where `line` may be a key beside it: when it is further in than what encloses
/// that mapping, it is likelier one of the mapping.
pub(super) fn open_column(text: &str, line: Line<'_>, columns: &[(u32, Span)]) -> Option<u32> {
    let open = line
        .before(text)
        .map(Line::inner_column)
        .filter(|_| !line.is_item())?;
    columns.iter().any(|&(column, _)| column == open).then_some(open)
}

/// Whether the line after `end` begins at `column` as `line` would.
pub(super) fn has_sibling(text: &str, line: Line<'_>, column: u32, end: u32) -> bool {
    let next = Line::at(text, end).after_content(text);
    next.is_some_and(|next| next.indent == column && next.is_item() == line.is_item())
}

/// The columns that `line` could begin at, nearest first, each with a line that it would fit.
pub(super) fn fitting(text: &str, line: Line<'_>, unit: u32) -> Vec<(u32, Span)> {
    let item = line.is_item();
    let mut columns: Vec<(u32, Span)> = Vec::new();
    let (mut limit, mut list) = (u32::MAX, false);
    let mut above = line.before(text);
    for i in 0..MAX_LINES {
        let Some(here) = above else { break };
        // A list may stand in the column of its key.
        let key_of_list = here.indent == limit && list && !here.is_item();
        if here.indent < limit || key_of_list {
            let span = here.content_span();
            for (column, dash) in here
                .columns()
                .filter(|&(column, _)| column < limit || key_of_list)
            {
                if dash == item {
                    columns.push((column, span));
                }
                let header = i == 0 && !dash && here.pair().is_some_and(|(_, value)| value.is_none());
                if header {
                    columns.push((column + unit, span));
                    if item {
                        columns.push((column, span));
                    }
                }
            }
            (limit, list) = (here.indent, here.is_item());
        }
        if limit == 0 {
            break;
        }
        above = here.before(text);
    }
    let has_tab = text.cut(line.margin()..line.content_start()).contains('\t');
    columns.retain(|&(column, _)| column != line.indent || has_tab);
    columns.sort_by_key(|&(column, _)| column.abs_diff(line.indent));
    columns.dedup_by_key(|&mut (column, _)| column);
    columns
}

/// Moves of what stands before `line`, so that it fits there as it is.
pub(super) fn before(text: &str, line: Line<'_>, unit: u32) -> Vec<Proposal> {
    let mut found = Vec::new();
    let Some(above) = line.before(text).filter(|above| !above.is_marker()) else {
        return found;
    };
    let related = Some(line.content_span());
    let column = |line: Line<'_>| i64::from(line.inner_column());
    let own = i64::from(line.indent);
    let step = i64::from(unit);
    let mut deltas = Vec::new();
    if line.is_item() {
        deltas.push(if above.is_item() {
            own - i64::from(above.indent)
        } else {
            i64::from(line.inner_column()) - i64::from(above.indent)
        });
    } else {
        deltas.push(own - column(above));
    }
    if above.pair().is_some_and(|(_, value)| value.is_none()) {
        deltas.push(own - step - column(above));
        deltas.extend(line.is_item().then(|| own - column(above)));
    }
    for delta in deltas {
        let moved = shift(text, unit, Span::new(above.start, above.end), delta);
        // The first line under a key is odd when it is not where such lines usually are.
        let parent = above
            .before(text)
            .filter(|parent| parent.indent < above.indent && parent.indent + unit == line.indent);
        let odd =
            i32::from(parent.is_some_and(|parent| parent.pair().is_some_and(|(_, value)| value.is_none())));
        found.extend(moved.map(|moved| {
            let moved = Shift {
                untidy: moved.untidy - odd,
                ..moved
            };
            depth(above, to_column(above, delta), related, moved)
        }));
    }
    // All that is deeper: it is what has shifted.
    let mut first = None;
    let mut next = Some(above);
    for _ in 0..MAX_LINES {
        let Some(here) = next.filter(|here| here.indent > line.indent) else {
            break;
        };
        first = Some(here);
        next = here.before(text);
    }
    if let Some(first) = first.filter(|first| first.is_item() == line.is_item()) {
        let delta = own - i64::from(first.indent);
        let moved = shift(text, unit, Span::new(first.start, above.end), delta);
        found.extend(moved.map(|moved| depth(first, to_column(first, delta), related, moved)));
    }
    found
}

pub(super) fn to_column(line: Line<'_>, delta: i64) -> u32 {
    u32::try_from(i64::from(line.indent) + delta).unwrap_or(0)
}

pub(super) fn depth(line: Line<'_>, column: u32, related: Option<Span>, moved: Shift) -> Proposal {
    let cause = Cause::Depth {
        column: line.indent + 1,
        fits: Some(column + 1),
    };
    let found = Proposal::new(cause, depth_span(line));
    Proposal {
        related,
        patches: moved.patches,
        untidy: moved.untidy,
        ..found
    }
}

/// The key, with its dash if it has one.
pub(super) fn depth_span(line: Line<'_>) -> Span {
    let key = line.pair().filter(|(key, _)| !key.is_empty());
    key.map_or(line.content_span(), |(key, _)| {
        if line.is_item() {
            Span::new(line.content_start(), key.end)
        } else {
            key
        }
    })
}

/// The lines from `line` on that are not further out than `column`.
pub(super) fn run(text: &str, line: Line<'_>, column: u32) -> Span {
    let mut end = line.end;
    let mut next = line.after_content(text);
    for _ in 0..MAX_LINES {
        let Some(here) = next.filter(|here| here.indent >= column) else {
            break;
        };
        end = here.end;
        next = here.after_content(text);
    }
    Span::new(line.start, end)
}

pub(super) struct Shift {
    patches: Vec<Patch>,
    untidy: i32,
}

/// Moves the lines in `extent` by `delta` columns; `None` when one of them has not that many spaces.
pub(super) fn shift(text: &str, unit: u32, extent: Span, delta: i64) -> Option<Shift> {
    let columns = u32::try_from(delta.unsigned_abs())
        .ok()
        .filter(|&columns| columns > 0)?;
    let mut moved = Shift {
        patches: Vec::new(),
        untidy: 0,
    };
    let mut next = Some(Line::at(text, extent.start));
    while let Some(here) = next.filter(|here| here.start <= extent.end) {
        next = here.after(text);
        if here.content.is_empty() {
            continue;
        }
        let to = u32::try_from(i64::from(here.indent) + delta).ok()?;
        moved.untidy += i32::from(to % unit != 0) - i32::from(here.indent % unit != 0);
        moved.patches.push(if delta > 0 {
            Patch {
                span: Span::at(here.margin()),
                with: " ".repeat(columns as usize),
            }
        } else {
            Patch {
                span: Span::new(here.margin(), here.margin() + columns),
                with: String::new(),
            }
        });
    }
    Some(moved)
}
