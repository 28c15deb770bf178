//! One line of a file as it can be shown: hidden characters escaped, cut where it is too long.

use std::ops::Range;

use crate::escape::is_hidden;
use crate::source::{Source, Span, index};

/// Lines wider than this are cut.
pub const MAX_WIDTH: usize = 120;
/// How much of a cut line is shown before the start of a place; less when there are several.
const BEFORE: usize = 40;
/// How much of a cut line is shown from the start of a place on; less when there are several.
const AFTER: usize = 60;
/// How much of a cut line is shown on both sides of the end of a place.
const AROUND: usize = 12;
/// Less than this, in bytes, is never worth a cut.
const CRUMB: usize = 4;

/// What stands for the characters that are cut out.
const CUT: char = '…';

/// Where the characters of a line went.
pub(super) struct Excerpt {
    /// Offsets in the file and in the shown text, both growing.
    map: Vec<(u32, usize)>,
}

impl Excerpt {
    /// Appends line `line` to `shown`; what is near the starts and ends of `places` is not cut out.
    pub(super) fn new(source: &Source, line: u32, places: &[Span], shown: &mut String) -> Self {
        let span = source.line_span(line);
        let text = source.slice(span);
        let local = |offset: u32| (offset.saturating_sub(span.start) as usize).min(text.len());
        let mut map = Vec::new();
        let mut end = 0;
        for kept in kept(
            text,
            places.iter().map(|place| local(place.start)..local(place.end)),
        ) {
            if kept.start > end {
                shown.push(CUT);
            }
            for (i, c) in text[kept.clone()].char_indices() {
                map.push((span.start + index(kept.start + i), shown.len()));
                match c {
                    // Becomes spaces up to the next tab stop.
                    '\t' => shown.push(c),
                    _ if is_hidden(c) => shown.extend(c.escape_default()),
                    _ => shown.push(c),
                }
            }
            end = kept.end;
        }
        if end < text.len() {
            shown.push(CUT);
        }
        map.push((span.end, shown.len()));
        Self { map }
    }

    /// Where the character at `offset` went; what was cut out went to the end of its cut.
    pub(super) fn find(&self, offset: u32) -> usize {
        let i = self.map.partition_point(|&(from, _)| from < offset);
        self.map.get(i).or(self.map.last()).map_or(0, |&(_, to)| to)
    }
}

/// The parts of a line that are shown.
fn kept(text: &str, places: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let short =
        text.len() <= MAX_WIDTH || (text.len() <= 4 * MAX_WIDTH && forward(text, 0, MAX_WIDTH) == text.len());
    if short {
        return std::iter::once(0..text.len()).collect();
    }
    let places: Vec<Range<usize>> = places.collect();
    let (before, after) = (
        BEFORE / places.len().clamp(1, 3),
        AFTER / places.len().clamp(1, 3),
    );
    let mut parts: Vec<Range<usize>> = places
        .into_iter()
        .flat_map(|place| {
            let start = back(text, place.start, before)..forward(text, place.start, after);
            let end = back(text, place.end, AROUND)..forward(text, place.end, AROUND);
            [start, end]
        })
        .collect();
    if parts.is_empty() {
        parts.push(0..forward(text, 0, MAX_WIDTH));
    }
    parts.sort_by_key(|part| part.start);
    let mut kept: Vec<Range<usize>> = Vec::with_capacity(parts.len());
    for part in parts {
        match kept.last_mut() {
            Some(last) if part.start < last.end + CRUMB => last.end = last.end.max(part.end),
            _ => kept.push(part),
        }
    }
    if let Some(first) = kept.first_mut().filter(|first| first.start < CRUMB) {
        first.start = 0;
    }
    if let Some(last) = kept.last_mut().filter(|last| last.end + CRUMB > text.len()) {
        last.end = text.len();
    }
    kept
}

/// The place `width` columns after `from`.
fn forward(text: &str, from: usize, width: usize) -> usize {
    let mut left = width;
    for (i, c) in text[from..].char_indices() {
        match left.checked_sub(columns(c)) {
            Some(rest) => left = rest,
            None => return from + i,
        }
    }
    text.len()
}

/// The place `width` columns before `from`.
fn back(text: &str, from: usize, width: usize) -> usize {
    let mut left = width;
    for (i, c) in text[..from].char_indices().rev() {
        match left.checked_sub(columns(c)) {
            Some(rest) => left = rest,
            None => return i + c.len_utf8(),
        }
    }
    0
}

/// About how many columns a character takes; good enough to cut a line.
fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        _ if is_hidden(c) => c.escape_default().len(),
        _ if c >= '\u{1100}' => 2,
        _ => 1,
    }
}
