//! Replacements that let the parser go on, and the way back from the fixed text to the author's.

use crate::fix::OffsetMap;
use crate::source::{Cut, Span};

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
    map: OffsetMap,
}

impl Patches {
    /// Whether nothing is replaced.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

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
    pub(super) fn clear(&mut self, text: &str, mut span: Span) {
        for old in &self.list {
            if old.span.start <= span.end && span.start <= old.span.end {
                span = Span::new(span.start.min(old.span.start), span.end.max(old.span.end));
            }
        }
        self.list.retain(|old| !span.contains(old.span));
        let with: String = text
            .cut(span)
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
        let replacements = self.list.iter().map(|patch| (patch.span, patch.with.len()));
        self.map = OffsetMap::new(replacements);
    }

    /// The author's text with everything replaced.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut patched = String::with_capacity(text.len() + 64);
        let mut copied = 0;
        for patch in &self.list {
            patched.push_str(text.cut(copied..patch.span.start as usize));
            patched.push_str(&patch.with);
            copied = patch.span.end as usize;
        }
        patched.push_str(text.cut(copied..));
        patched
    }

    /// Where `offset` of the patched text lies in the author's.
    pub(super) fn original(&self, offset: u32) -> u32 {
        self.map.back(offset)
    }

    /// Where `offset` of the author's text lies in the patched one; of what has been replaced, where that begins.
    pub(super) fn patched(&self, offset: u32) -> u32 {
        self.map.forward(offset)
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
