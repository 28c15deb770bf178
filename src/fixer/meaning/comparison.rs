//! What a fix has changed.

use std::collections::HashMap;

use super::edits::{Edits, Spans};
use super::said::{Meaning, NONE, Part};
use crate::source::{Span, index};

/// Two texts, and what lies between them.
pub(super) struct BeforeAndAfter<'a> {
    pub(super) before: &'a Meaning,
    pub(super) after: &'a Meaning,
    pub(super) edits: Edits<'a>,
    pub(super) moves: Spans,
}

/// Which nodes are there before and after.
struct Kept {
    /// By node before, the node after; [`NONE`] where it is not kept.
    now: Vec<u32>,
    /// By node after, whether it is one of them.
    is_kept: Vec<bool>,
}

impl Kept {
    fn now(&self, before: u32) -> Option<u32> {
        self.now.get(before as usize).copied().filter(|&now| now != NONE)
    }

    fn is_kept(&self, after: u32) -> bool {
        self.is_kept.get(after as usize).is_some_and(|&kept| kept)
    }
}

/// What belongs to each node, and to [`NONE`].
struct Pairs(Vec<Option<u32>>);

impl Pairs {
    /// Those of `nodes` that are not [`NONE`].
    fn of(nodes: &[u32]) -> Self {
        let known = nodes.iter().map(|&node| (node != NONE).then_some(node));
        Self(known.chain([None]).collect())
    }

    fn place(&self, node: u32) -> usize {
        (node as usize).min(self.0.len() - 1)
    }

    fn get(&self, node: u32) -> Option<u32> {
        self.0[self.place(node)]
    }

    fn get_or_insert(&mut self, node: u32, other: u32) -> u32 {
        let place = self.place(node);
        *self.0[place].get_or_insert(other)
    }
}

impl BeforeAndAfter<'_> {
    /// The first that nothing declares, in words.
    pub(super) fn undeclared(&self) -> Option<String> {
        let kept = match self.kept() {
            Ok(kept) => kept,
            Err(why) => return Some(why),
        };
        self.places(&kept)
            .or_else(|| self.besides(&kept))
            .or_else(|| self.moved())
            .or_else(|| self.comments())
    }

    /// Which node after is which node before, of scalars that no edit touches; or what is wrong with one.
    fn kept(&self) -> Result<Kept, String> {
        let after = self.after.nodes.iter().zip(0..);
        let mut there: Vec<(u32, u64, u32)> = after
            .filter_map(|(part, i)| Some((part.span.start, part.says?, i)))
            .collect();
        // They nearly are.
        there.sort_unstable();
        let mut kept = Kept {
            now: vec![NONE; self.before.nodes.len()],
            is_kept: vec![false; self.after.nodes.len()],
        };
        for (part, now) in self.before.nodes.iter().zip(&mut kept.now) {
            let (Some(says), true) = (part.says, part.sure) else {
                continue;
            };
            if self.edits.touch(part.span) {
                continue;
            }
            let start = self.edits.moved(part.span.start);
            let next = there.partition_point(|&(place, said, _)| (place, said) <= (start, says));
            match next.checked_sub(1).map(|last| there[last]) {
                Some((place, said, there)) if (place, said) == (start, says) => {
                    *now = there;
                    kept.is_kept[there as usize] = true;
                }
                _ => return Err("it changes a value or key that it does not touch".to_owned()),
            }
        }
        Ok(kept)
    }

    /// Every kept node stands in the collection that it stood in, and no two collections are one.
    fn places(&self, kept: &Kept) -> Option<String> {
        // Around a mistake the tree is a guess.
        if !self.before.whole {
            return None;
        }
        let mut now = Pairs::of(&kept.now);
        let mut was = Pairs::of(&vec![NONE; self.after.nodes.len()]);
        for (part, i) in self
            .before
            .nodes
            .iter()
            .zip(0..index(self.before.nodes.len()))
            .rev()
        {
            let Some(there) = now.get(i).and_then(|there| self.after.nodes.get(there as usize)) else {
                continue;
            };
            if self.leaves(part) {
                continue;
            }
            let same = now.get_or_insert(part.parent, there.parent) == there.parent
                && was.get_or_insert(there.parent, part.parent) == part.parent;
            let key = match kept.now(part.key) {
                Some(key) => key == there.key,
                None => !kept.is_kept(there.key),
            };
            if !same || !key || (part.parent == NONE) != (there.parent == NONE) {
                return Some("it gives another place to a value that it does not mean to move".to_owned());
            }
        }
        None
    }

    /// Whether `part` is declared to leave its collection.
    fn leaves(&self, part: &Part) -> bool {
        let parent = self
            .before
            .nodes
            .get(part.parent as usize)
            .map(|parent| parent.span);
        let stays = |span: Span| parent.is_some_and(|parent| parent != span && span.contains(parent));
        self.moves.around(part.span).any(|span| !stays(span))
    }

    /// Nothing is said besides what is kept and what the edits write.
    fn besides(&self, kept: &Kept) -> Option<String> {
        if !self.before.whole {
            return None;
        }
        let rewritten = self.rewritten();
        let is_rewritten = |span: Span| {
            let next = rewritten.partition_point(|there| there.end < span.start);
            rewritten.get(next).is_some_and(|there| there.start <= span.end)
        };
        let new = self
            .after
            .nodes
            .iter()
            .zip(0..)
            .any(|(part, i)| part.says.is_some() && !kept.is_kept(i) && !is_rewritten(part.span));
        new.then(|| "something becomes a value or key that was none".to_owned())
    }

    /// Where afterwards the edits have written, and what they have touched of what stood there before; in order and
    /// apart.
    fn rewritten(&self) -> Vec<Span> {
        let touched = self
            .before
            .nodes
            .iter()
            .filter(|part| part.says.is_some() && self.edits.touch(part.span));
        let touched = touched.map(|part| self.edits.place(part.span));
        let mut places: Vec<Span> = self
            .edits
            .edits
            .iter()
            .map(|&(_, written)| written)
            .chain(touched)
            .collect();
        places.sort_unstable();
        places.dedup_by(|next, before| {
            let meet = next.start <= before.end;
            before.end = before.end.max(if meet { next.end } else { 0 });
            meet
        });
        places
    }

    /// What is declared to move is still there, in order.
    fn moved(&self) -> Option<String> {
        let mut written: HashMap<u64, Vec<u32>> = HashMap::new();
        if !self.moves.spans.is_empty() {
            let parts = self.after.nodes.iter().filter(|part| self.edits.wrote(part.span));
            for part in parts {
                written
                    .entry(part.says.unwrap_or_default())
                    .or_default()
                    .push(part.span.start);
            }
        }
        let lost = self.moves.spans.iter().any(|&(span, _)| {
            let nodes = &self.before.nodes;
            let first = nodes.partition_point(|part| part.span.start < span.start);
            let inside = nodes[first..]
                .iter()
                .take_while(|part| part.span.start < span.end);
            let gone =
                inside.filter(|part| part.sure && span.contains(part.span) && self.edits.replace(part.span));
            let mut after = 0;
            gone.filter_map(|part| part.says).any(|says| {
                let places = written.get(&says).map_or(&[][..], Vec::as_slice);
                let next = places.get(places.partition_point(|&place| place < after));
                after = next.map_or(after, |place| place + 1);
                next.is_none()
            })
        });
        lost.then(|| "it loses part of what it moves".to_owned())
    }

    /// Every comment that no edit touches is still one, and there are no others.
    fn comments(&self) -> Option<String> {
        if !self.before.whole {
            return None;
        }
        let mut there = self.after.comments.iter().peekable();
        for &(start, says) in &self.before.comments {
            if self.edits.replace(Span::new(start, start + 1)) {
                continue;
            }
            let now = (self.edits.moved(start), says);
            while let Some(other) = there.next_if(|&&other| other.0 < now.0) {
                if !self.edits.wrote(Span::at(other.0)) {
                    return Some("something becomes a comment that was none".to_owned());
                }
            }
            if there.next_if(|&&other| other.0 == now.0).is_none() {
                return Some("it loses a comment that it does not touch".to_owned());
            }
        }
        let new = there.any(|other| !self.edits.wrote(Span::at(other.0)));
        new.then(|| "something becomes a comment that was none".to_owned())
    }
}
