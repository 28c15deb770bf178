//! What a fix has changed.

use std::collections::{HashMap, HashSet};

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
    fn kept(&self) -> Result<HashMap<u32, u32>, String> {
        let there: HashMap<(u32, u64), u32> = self
            .after
            .nodes
            .iter()
            .zip(0..)
            .filter_map(|(part, i)| Some(((part.span.start, part.says?), i)))
            .collect();
        let mut kept = HashMap::new();
        for (part, i) in self.before.nodes.iter().zip(0..) {
            let (Some(says), true) = (part.says, part.sure) else {
                continue;
            };
            if self.edits.touch(part.span) {
                continue;
            }
            let start = self.edits.moved(part.span.start);
            match there.get(&(start, says)) {
                Some(&now) => drop(kept.insert(i, now)),
                None => return Err("it changes a value or key that it does not touch".to_owned()),
            }
        }
        Ok(kept)
    }

    /// Every kept node stands in the collection that it stood in, and no two collections are one.
    fn places(&self, kept: &HashMap<u32, u32>) -> Option<String> {
        // Around a mistake the tree is a guess.
        if !self.before.whole {
            return None;
        }
        let mut now = kept.clone();
        let mut was: HashMap<u32, u32> = HashMap::new();
        let is_kept: HashSet<u32> = kept.values().copied().collect();
        for (part, i) in self
            .before
            .nodes
            .iter()
            .zip(0..index(self.before.nodes.len()))
            .rev()
        {
            let Some(there) = now.get(&i).map(|&there| &self.after.nodes[there as usize]) else {
                continue;
            };
            if self.leaves(part) {
                continue;
            }
            let same = *now.entry(part.parent).or_insert(there.parent) == there.parent
                && *was.entry(there.parent).or_insert(part.parent) == part.parent;
            let key = match kept.get(&part.key) {
                Some(&key) => key == there.key,
                None => !is_kept.contains(&there.key),
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
    fn besides(&self, kept: &HashMap<u32, u32>) -> Option<String> {
        if !self.before.whole {
            return None;
        }
        let known: HashSet<u32> = kept.values().copied().collect();
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
            .any(|(part, i)| part.says.is_some() && !known.contains(&i) && !is_rewritten(part.span));
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
