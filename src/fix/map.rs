//! Where the places of a text are after edits of it, and the way back.

use super::edit::Edit;
use crate::source::{Span, index};

/// A part of a text, and what has become of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Change {
    old: Span,
    new: Span,
}

/// The way from the places of an old text to those of a new one that was made of it, and back. All offsets are bytes.
#[derive(Clone, Default, Debug)]
pub(crate) struct OffsetMap {
    /// What has changed, in the order of the places; all else is the same in both texts.
    changes: Vec<Change>,
}

impl OffsetMap {
    /// After replacements, in order and apart: the span of each, and how long what stands there now is.
    pub(crate) fn new(replacements: impl IntoIterator<Item = (Span, usize)>) -> Self {
        let mut shift = 0;
        let change = |(old, len): (Span, usize)| {
            let start = old.start.saturating_add_signed(shift);
            let new = Span::new(start, start + index(len));
            shift += growth(old, new);
            Change { old, new }
        };
        Self {
            changes: replacements.into_iter().map(change).collect(),
        }
    }

    /// After `edits`, in order and apart.
    pub(crate) fn of(edits: &[&Edit]) -> Self {
        Self::new(edits.iter().map(|edit| (edit.span, edit.text.len())))
    }

    /// Where `offset` of the old text is in the new one; of one in a replaced part, or at its edge, all that stands
    /// there now.
    pub(crate) fn place(&self, offset: u32) -> Span {
        let after = self.changes.partition_point(|change| change.old.start <= offset);
        match after.checked_sub(1).and_then(|last| self.changes.get(last)) {
            Some(change) if offset <= change.old.end => change.new,
            Some(change) => Span::at(change.new.end + (offset - change.old.end)),
            None => Span::at(offset),
        }
    }

    /// Where `offset` of the old text is in the new one; of one in a replaced part, where that begins now.
    pub(crate) fn forward(&self, offset: u32) -> u32 {
        let after = self.changes.partition_point(|change| change.old.end <= offset);
        match self.changes.get(after) {
            Some(change) if change.old.start < offset => change.new.start,
            _ => match after.checked_sub(1).and_then(|last| self.changes.get(last)) {
                Some(change) => change.new.end + (offset - change.old.end),
                None => offset,
            },
        }
    }

    /// Where `offset` of the new text was in the old one; of one in what is new, as far into what was replaced.
    pub(crate) fn back(&self, offset: u32) -> u32 {
        let after = self.changes.partition_point(|change| change.new.end <= offset);
        match self.changes.get(after) {
            Some(change) if change.new.start <= offset => {
                change.old.start + (offset - change.new.start).min(change.old.len())
            }
            _ => match after.checked_sub(1).and_then(|last| self.changes.get(last)) {
                Some(change) => change.old.end + (offset - change.new.end),
                None => offset,
            },
        }
    }

    /// The same after the new text was edited in its turn: from the old one to what it is then.
    pub(crate) fn then(&self, edits: &[&Edit]) -> Self {
        let next = Self::of(edits);
        let (mut first, mut second) = (self.changes.iter().peekable(), next.changes.iter().peekable());
        let mut changes: Vec<Change> = Vec::with_capacity(self.changes.len() + next.changes.len());
        // How far what follows has moved, by each.
        let (mut before, mut now) = (0, 0);
        loop {
            let starts = [
                first.peek().map(|it| it.new.start),
                second.peek().map(|it| it.old.start),
            ];
            let Some(start) = starts.into_iter().flatten().min() else {
                break;
            };
            // All that meets, in offsets of the text in the middle.
            let mut middle = Span::at(start);
            let mut change = Change {
                old: Span::at(start.saturating_add_signed(-before)),
                new: Span::at(start.saturating_add_signed(now)),
            };
            loop {
                if let Some(met) = first.next_if(|it| it.new.start <= middle.end) {
                    middle.end = middle.end.max(met.new.end);
                    before += growth(met.old, met.new);
                } else if let Some(met) = second.next_if(|it| it.old.start <= middle.end) {
                    middle.end = middle.end.max(met.old.end);
                    now += growth(met.old, met.new);
                } else {
                    break;
                }
            }
            change.old.end = middle.end.saturating_add_signed(-before);
            change.new.end = middle.end.saturating_add_signed(now);
            changes.push(change);
        }
        Self { changes }
    }

    /// What turns the old text into `now`, the new one.
    pub(crate) fn edits(&self, now: &str) -> Vec<Edit> {
        let edit = |change: &Change| Edit::replace(change.old, &now[change.new.range()]);
        let same = |edit: &Edit| edit.span.is_empty() && edit.text.is_empty();
        self.changes.iter().map(edit).filter(|edit| !same(edit)).collect()
    }
}

/// How many bytes longer a part has become.
fn growth(old: Span, new: Span) -> i32 {
    new.len().cast_signed() - old.len().cast_signed()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edit::splice;
    use super::*;

    /// Edits of a text of `len` bytes, in order and apart.
    fn edits(len: usize) -> impl Strategy<Value = Vec<Edit>> {
        let edit = (0..=len, 0..4_usize, "[A-Z]{0,3}");
        prop::collection::vec(edit, 0..6).prop_map(move |all| {
            let mut edits: Vec<Edit> = Vec::new();
            let mut free = 0;
            let mut all = all;
            all.sort();
            for (start, count, text) in all {
                let end = (start + count).min(len);
                if start >= free {
                    edits.push(Edit::replace(Span::new(index(start), index(end)), text));
                    free = end + 1;
                }
            }
            edits
        })
    }

    fn spliced(text: &str, edits: &[Edit]) -> (String, OffsetMap) {
        let edits: Vec<&Edit> = edits.iter().collect();
        (splice(text, &edits), OffsetMap::of(&edits))
    }

    const TEXT: &str = "abcdefghijklmnop";

    #[test]
    fn places_of_one_change() {
        // abcdefgh → abXYZfgh
        let (new, map) = spliced("abcdefgh", &[Edit::replace(Span::new(2, 5), "XYZW")]);
        assert_eq!(new, "abXYZWfgh");
        let places: Vec<(u32, u32)> = (0..=8)
            .map(|at| (map.place(at).start, map.place(at).end))
            .collect();
        let all = (2, 6);
        assert_eq!(
            places,
            [(0, 0), (1, 1), all, all, all, all, (7, 7), (8, 8), (9, 9)]
        );
        let forward: Vec<u32> = (0..=8).map(|at| map.forward(at)).collect();
        assert_eq!(forward, [0, 1, 2, 2, 2, 6, 7, 8, 9]);
        let back: Vec<u32> = (0..=9).map(|at| map.back(at)).collect();
        assert_eq!(back, [0, 1, 2, 3, 4, 5, 5, 6, 7, 8]);
    }

    #[test]
    fn places_of_insertions_and_deletions() {
        let edits = [Edit::insert(1, "XY"), Edit::delete(Span::new(3, 5))];
        let (new, map) = spliced("abcdef", &edits);
        assert_eq!(new, "aXYbcf");
        assert_eq!(map.place(1), Span::new(1, 3));
        assert_eq!(map.forward(1), 3);
        assert_eq!((map.back(1), map.back(2), map.back(3)), (1, 1, 1));
        assert_eq!(
            (map.place(3), map.place(4), map.place(5)),
            (Span::at(5), Span::at(5), Span::at(5))
        );
        assert_eq!((map.back(4), map.back(5)), (2, 5));
    }

    proptest! {
        /// Every letter that no edit touches keeps its place, there and back.
        #[test]
        fn what_stays_is_found(edits in edits(TEXT.len())) {
            let (new, map) = spliced(TEXT, &edits);
            for (i, c) in TEXT.char_indices() {
                let old = index(i);
                if edits.iter().any(|edit| edit.span.start <= old && old <= edit.span.end) {
                    continue;
                }
                let at = map.place(old);
                prop_assert!(at.is_empty());
                prop_assert_eq!(new[at.start as usize..].chars().next(), Some(c));
                prop_assert_eq!(map.forward(old), at.start);
                prop_assert_eq!(map.back(at.start), old);
            }
            prop_assert_eq!(map.forward(index(TEXT.len())) as usize, new.len());
        }

        /// The map tells the edits that make the new text, over several rounds too.
        #[test]
        fn rounds_are_one(rounds in prop::collection::vec(edits(6), 0..5)) {
            let mut text = TEXT.to_owned();
            let mut map = OffsetMap::default();
            for edits in &rounds {
                let fits: Vec<&Edit> = edits.iter().filter(|edit| edit.span.end as usize <= text.len()).collect();
                map = map.then(&fits);
                text = splice(&text, &fits);
            }
            let edits = map.edits(&text);
            let (made, _) = spliced(TEXT, &edits);
            prop_assert_eq!(&made, &text);
            // What follows all changes is untouched.
            let last = edits.last().map_or(0, |edit| edit.span.end);
            prop_assert!(text.ends_with(&TEXT[last as usize..]));
        }
    }
}
