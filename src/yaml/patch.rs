//! Replacements that let the parser go on, and the way back from the fixed text to the author's.

use crate::source::{Span, index};

/// What stands at the beginning of a hole, for the parser: no value.
pub(super) const HOLE: char = '~';

/// One replacement, in offsets of the author's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Patch {
    pub span: Span,
    pub with: String,
}

/// A set of replacements that do not overlap, in order.
#[derive(Clone, Default, Debug)]
pub(super) struct Patches {
    list: Vec<Patch>,
    /// For each replacement, how far what follows it has moved.
    shifts: Vec<i64>,
}

impl Patches {
    /// Adds replacements; whether there was room for all of them. When one meets an earlier one, none is
    /// added; insertions at one place are joined.
    pub(super) fn add(&mut self, patches: &[Patch]) -> bool {
        let Some(places) = self.places(patches) else {
            return false;
        };
        for (patch, place) in patches.iter().zip(places) {
            match place.and_then(|i| self.list.get_mut(i)) {
                Some(old) => old.with.push_str(&patch.with),
                None => self.list.push(patch.clone()),
            }
        }
        self.settle();
        true
    }

    /// Whether there is room for all of `patches`.
    pub(super) fn has_room(&self, patches: &[Patch]) -> bool {
        self.places(patches).is_some()
    }

    /// For each replacement the insertion at its place to join; `None` when one meets another sort of
    /// replacement.
    fn places(&self, patches: &[Patch]) -> Option<Vec<Option<usize>>> {
        let place = |patch: &Patch| {
            let i = self.list.partition_point(|old| old.span.end < patch.span.start);
            match self.list.get(i).filter(|old| old.span.start <= patch.span.end) {
                None => Some(None),
                Some(old) if old.span == patch.span && old.span.is_empty() => Some(Some(i)),
                Some(_) => None,
            }
        };
        patches.iter().map(place).collect()
    }

    /// Replaces everything in `span` by spaces, line breaks excepted. Replacements it meets are dropped.
    pub(super) fn blank(&mut self, text: &str, mut span: Span) {
        for old in &self.list {
            if old.span.start <= span.end && span.start <= old.span.end {
                span = Span::new(span.start.min(old.span.start), span.end.max(old.span.end));
            }
        }
        self.list.retain(|old| !span.contains(old.span));
        let with: String = text[span.range()]
            .bytes()
            .map(|b| {
                if matches!(b, b'\n' | b'\r') {
                    b as char
                } else {
                    ' '
                }
            })
            .collect();
        self.list.push(Patch { span, with });
        self.settle();
    }

    fn settle(&mut self) {
        self.list.sort_by_key(|patch| patch.span);
        let mut shift = 0;
        self.shifts.clear();
        for patch in &self.list {
            shift += i64::from(index(patch.with.len())) - i64::from(patch.span.len());
            self.shifts.push(shift);
        }
    }

    /// The author's text with everything replaced.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut patched = String::with_capacity(text.len() + 64);
        let mut copied = 0;
        for patch in &self.list {
            patched.push_str(&text[copied..patch.span.start as usize]);
            patched.push_str(&patch.with);
            copied = patch.span.end as usize;
        }
        patched.push_str(&text[copied..]);
        patched
    }

    /// Where `offset` of the patched text lies in the author's.
    pub(super) fn original(&self, offset: u32) -> u32 {
        let before = |i: usize| if i == 0 { 0 } else { self.shifts[i - 1] };
        let end = |i: usize| i64::from(self.list[i].span.end) + self.shifts[i];
        // The first replacement that ends after the offset.
        let mut low = 0;
        let mut high = self.list.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            if end(middle) <= i64::from(offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let shift = before(low);
        if let Some(patch) = self.list.get(low) {
            let within = i64::from(offset) - (i64::from(patch.span.start) + shift);
            if within >= 0 {
                return patch.span.start + u32::try_from(within).unwrap_or(0).min(patch.span.len());
            }
        }
        u32::try_from(i64::from(offset) - shift).unwrap_or(0)
    }

    /// Where `offset` of the author's text lies in the patched one; of what has been replaced, where that begins.
    pub(super) fn patched(&self, offset: u32) -> u32 {
        let before = self.list.partition_point(|patch| patch.span.end <= offset);
        let shift = before.checked_sub(1).map_or(0, |last| self.shifts[last]);
        let inside = self.list.get(before).filter(|patch| patch.span.start < offset);
        let at = inside.map_or(offset, |patch| patch.span.start);
        u32::try_from(i64::from(at) + shift).unwrap_or(0)
    }

    /// The span in the author's text.
    pub(super) fn original_span(&self, span: Span) -> Span {
        let (start, end) = (self.original(span.start), self.original(span.end));
        // What ends with the mark of a hole ends with the hole, not with its first byte.
        let before = self.list.partition_point(|patch| patch.span.start < end);
        let hole = before.checked_sub(1).and_then(|last| self.list.get(last));
        let hole = hole.filter(|patch| patch.with.starts_with(HOLE) && end == patch.span.start + 1);
        Span::new(start, hole.map_or(end, |patch| patch.span.end.max(end)))
    }
}
