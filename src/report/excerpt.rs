//! One line of a file as it can be shown: hidden characters escaped, cut where it is too long.

use std::ops::Range;

use crate::escape::is_hidden;
use crate::source::{Source, Span, index};

/// Lines wider than this are cut, where nothing says how wide they may be.
pub const MAX_WIDTH: usize = 120;
/// How much of the width of a cut line, in percent, is before the start of a place; less when there are several.
const BEFORE: usize = 34;
/// How much of it is from the start of a place on; less when there are several.
const AFTER: usize = 50;
/// How much of it is on both sides of the end of a place.
const AROUND: usize = 10;
/// Less than this, in bytes, is never worth a cut.
const CRUMB: usize = 4;

/// What stands for the characters that are cut out.
const CUT: char = '…';

/// Where the characters of a line went.
pub(super) struct Excerpt {
    /// Offsets in the file and in the shown text, both growing.
    map: Vec<(u32, usize)>,
    /// Where its line begins in the shown text.
    start: usize,
}

impl Excerpt {
    /// Appends line `line` to `shown`, in `width` columns; what is near the starts and ends of `places` is not cut out.
    /// From the start of each there are to be `room` columns, for what is written below.
    pub(super) fn new(
        source: &Source,
        line: u32,
        places: &[Span],
        width: usize,
        room: usize,
        shown: &mut String,
    ) -> Self {
        let begin = shown.len();
        let span = source.line_span(line);
        let text = source.slice(span);
        let local = |offset: u32| (offset.saturating_sub(span.start) as usize).min(text.len());
        let mut map = Vec::new();
        let mut end = 0;
        let places: Vec<Range<usize>> = places
            .iter()
            .map(|place| local(place.start)..local(place.end))
            .collect();
        for kept in kept(text, &places, width, room) {
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
        Self { map, start: begin }
    }

    /// Where its line begins in the shown text.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Where the character at `offset` went; what was cut out went to the end of its cut.
    pub(super) fn find(&self, offset: u32) -> usize {
        let i = self.map.partition_point(|&(from, _)| from < offset);
        self.map.get(i).or(self.map.last()).map_or(0, |&(_, to)| to)
    }
}

/// The parts of a line that are shown.
fn kept(text: &str, places: &[Range<usize>], width: usize, room: usize) -> Vec<Range<usize>> {
    let has_room = |place: &Range<usize>| room == 0 || wide(&text[..place.start]) + room <= width;
    let short = text.len() <= width || (text.len() <= 4 * width && forward(text, 0, width) == text.len());
    if short && places.iter().all(has_room) {
        return std::iter::once(0..text.len()).collect();
    }
    if places.is_empty() {
        return std::iter::once(0..forward(text, 0, width.saturating_sub(1))).collect();
    }
    // As much around the places as fits.
    let mut share = 100 / places.len().clamp(1, 3);
    loop {
        let kept = around(text, places, width, room, share);
        let columns: usize = kept.iter().map(|part| wide(&text[part.clone()]) + 1).sum();
        if columns <= width || share < 5 {
            return kept;
        }
        share = share * 4 / 5;
    }
}

/// The parts around places, of which `share` percent of the usual is shown.
fn around(text: &str, places: &[Range<usize>], width: usize, room: usize, share: usize) -> Vec<Range<usize>> {
    let part = |of: usize, share: usize| width * of * share / 10_000;
    let before = part(BEFORE, share).min(width.saturating_sub(room + 2));
    let (after, ends) = (part(AFTER, share), part(AROUND, 100));
    let mut parts: Vec<Range<usize>> = places
        .iter()
        .flat_map(|place| {
            let start = back(text, place.start, before)..forward(text, place.start, after);
            let ends = ends.min(after);
            let end = back(text, place.end, ends)..forward(text, place.end, ends);
            [start, end]
        })
        .collect();
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

/// How many columns a text takes.
fn wide(text: &str) -> usize {
    text.chars().map(columns).sum()
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
