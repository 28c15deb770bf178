//! What a text says, kept small, to prove that a fix changed nothing but what it declares.
//!
//! A fix declares what it changes by its edits (the values, keys and comments that they touch) and by
//! [`Fix::moves`](crate::fix::Fix::moves) (what gets another place in the tree). Everything else must be there
//! afterwards: the same scalars, each under the same collection, the same comments, and nothing besides them.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::fix::Edit;
use crate::source::{Span, index};
use crate::yaml::{Document, Kind, NodeId, Problem, ProblemKind, Style};

/// What a text says.
#[derive(Debug)]
pub(super) struct Meaning {
    /// The nodes of the tree, in document order.
    nodes: Vec<Part>,
    /// The comments, in order.
    comments: Vec<(u32, u64)>,
    /// Whether it was read as it stands. Around a typo the tree is a guess, and what is missing may turn up.
    whole: bool,
    /// Whether the platform's decoder reads it.
    read: bool,
    /// What the platform makes of it, where it reads something else than is meant.
    platform: Option<Box<Meaning>>,
}

/// A node.
#[derive(Debug)]
struct Part {
    span: Span,
    /// The place of its collection among the nodes; the top has [`NONE`].
    parent: u32,
    /// The place of its key; [`NONE`] for what is no mapping's value.
    key: u32,
    /// What it says; `None` for collections, and where nothing is written.
    says: Option<u64>,
    /// Whether it can be told what the author wrote there.
    sure: bool,
}

const NONE: u32 = u32::MAX;

impl Meaning {
    /// What `document` says.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let typo = |problem: &Problem| problem.is_typo() || matches!(problem.kind, ProblemKind::Typo(_));
        let whole = !document.problems().iter().any(typo);
        let read = !document.problems().iter().any(is_refused);
        let mut meaning = Self::as_it_stands(document, whole, read);
        if read && !whole {
            let platform = document.as_platform();
            meaning.platform = platform.map(|document| Box::new(Self::as_it_stands(&document, true, true)));
        }
        meaning
    }

    /// What is in the tree of `document`, which was `read` by the platform, as a `whole` or around typos.
    fn as_it_stands(document: &Document<'_>, whole: bool, read: bool) -> Self {
        let place = |node: Option<NodeId>| node.map_or(NONE, |node| index(node.index()));
        let part = |node: NodeId| Part {
            span: document.span(node),
            parent: place(document.parent(node)),
            key: place(document.key_of(node)),
            says: says(document, node),
            sure: document.kind(node) != Kind::Hole && !document.is_guessed(node),
        };
        let comment = |span: &Span| (span.start, hash(document.slice(*span).trim_end()));
        Self {
            nodes: document.nodes().map(part).collect(),
            comments: document.comments().iter().map(comment).collect(),
            whole,
            read,
            platform: None,
        }
    }

    /// What of it `after` no longer says, or says besides, though neither `edits`, which are in order and apart, touch
    /// it nor `moves` hold it. Where the platform reads something else than is meant, what is `sure` may not change that
    /// either.
    pub(super) fn difference(
        &self,
        after: &Self,
        edits: &[&Edit],
        moves: &[Span],
        sure: bool,
    ) -> Option<String> {
        if self.read && !after.read {
            return Some("the platform reads the file without it, and refuses it with it".to_owned());
        }
        let compare = |before: &Self, after: &Self| before.compared(after, edits, moves);
        let misread = self.is_misread() || after.is_misread();
        compare(self, after).or_else(|| {
            (self.read && misread && sure)
                .then(|| compare(self.as_read(), after.as_read()))
                .flatten()
        })
    }

    /// Whether the platform reads both, and nothing that it reads differs but what `edits` touch and `moves` hold.
    pub(super) fn same_to_platform(&self, after: &Self, edits: &[&Edit], moves: &[Span]) -> bool {
        let read = self.read && after.read;
        read && self.as_read().compared(after.as_read(), edits, moves).is_none()
    }

    /// Whether the platform reads something else than is meant.
    pub(super) fn is_misread(&self) -> bool {
        self.platform.is_some()
    }

    fn compared(&self, after: &Self, edits: &[&Edit], moves: &[Span]) -> Option<String> {
        Comparison {
            before: self,
            after,
            edits: Edits::new(edits),
            moves: Spans::new(moves),
        }
        .difference()
    }

    /// What the platform makes of it.
    fn as_read(&self) -> &Self {
        self.platform.as_deref().unwrap_or(self)
    }
}

/// Whether the platform refuses a file with `problem`.
fn is_refused(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::Syntax(_)
        | ProblemKind::NoJson { .. }
        | ProblemKind::Directive
        | ProblemKind::ContainsItself
        | ProblemKind::TooManyAliased => true,
        ProblemKind::Misread(_)
        | ProblemKind::Typo(_)
        | ProblemKind::DuplicateKey { .. }
        | ProblemKind::MergeOverrides { .. }
        | ProblemKind::ExtraDocument
        | ProblemKind::Json(_)
        | ProblemKind::Lenient(_) => false,
    }
}

/// What a scalar or alias says, its style and tag included.
fn says(document: &Document<'_>, node: NodeId) -> Option<u64> {
    let style = match document.kind(node) {
        Kind::Scalar(_) if document.span(node).is_empty() => return None,
        Kind::Scalar(style) => style,
        Kind::Alias => return Some(hash(document.slice(document.span(node)))),
        Kind::Sequence | Kind::Mapping | Kind::Hole => return None,
    };
    let text = document.text_of(node);
    // How many line breaks end a block text depends on what stands below it.
    let text = match style {
        Style::Literal | Style::Folded => text.trim_end(),
        Style::Plain | Style::Single | Style::Double => text,
    };
    Some(hash(&(style, document.tag(node), document.is_key(node), text)))
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

struct Comparison<'a> {
    before: &'a Meaning,
    after: &'a Meaning,
    edits: Edits<'a>,
    moves: Spans,
}

impl Comparison<'_> {
    fn difference(&self) -> Option<String> {
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

/// Spans that may hold one another.
struct Spans {
    /// Each in the order of their places, and where the last of it and those before it ends.
    spans: Vec<(Span, u32)>,
}

impl Spans {
    fn new(spans: &[Span]) -> Self {
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        let mut end = 0;
        let with_end = |span: Span| {
            end = span.end.max(end);
            (span, end)
        };
        Self {
            spans: spans.into_iter().map(with_end).collect(),
        }
    }

    /// Those that hold `span`.
    fn around(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let begun = self.spans.partition_point(|(other, _)| other.start <= span.start);
        let before = self.spans[..begun].iter().rev();
        let reaching = before.take_while(move |&&(_, end)| end >= span.end);
        reaching
            .map(|&(other, _)| other)
            .filter(move |other| other.contains(span))
    }
}

/// Edits of a text, in order and apart.
struct Edits<'a> {
    /// Each, and where its text stands afterwards.
    edits: Vec<(&'a Edit, Span)>,
}

impl<'a> Edits<'a> {
    fn new(edits: &[&'a Edit]) -> Self {
        let mut shift = 0_i64;
        let place = |edit: &&'a Edit| {
            let start = u32::try_from(i64::from(edit.span.start) + shift).unwrap_or(0);
            let written = Span::new(start, start + index(edit.text.len()));
            shift += i64::from(written.len()) - i64::from(edit.span.len());
            (*edit, written)
        };
        Self {
            edits: edits.iter().map(place).collect(),
        }
    }

    /// Where what stood at `offset`, in no edit, stands afterwards.
    fn moved(&self, offset: u32) -> u32 {
        let before = self.edits.partition_point(|(edit, _)| edit.span.end <= offset);
        match before.checked_sub(1).map(|last| self.edits[last]) {
            Some((edit, written)) => offset - edit.span.end + written.end,
            None => offset,
        }
    }

    /// Where afterwards what stood at `span` is, or what is there in its stead.
    fn place(&self, span: Span) -> Span {
        let written = |(_, written): (&Edit, Span)| written;
        let first = self.meeting(span).map(written).next();
        let last = self.meeting(span).map(written).last();
        let (start, end) = (self.moved(span.start), self.moved(span.end));
        let start = first.map_or(start, |first| first.start.min(start));
        Span::new(start, last.map_or(end, |last| last.end.max(end)).max(start))
    }

    /// Whether an edit replaces part of what is written at `span`.
    fn replace(&self, span: Span) -> bool {
        self.meeting(span).any(|(edit, _)| {
            edit.span.start < span.end && span.start < edit.span.end || within(edit.span, span)
        })
    }

    /// Whether an edit replaces part of what is written at `span`, or writes something right beside it that may
    /// belong to it.
    fn touch(&self, span: Span) -> bool {
        let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | '[' | '{');
        self.replace(span)
            || self.meeting(span).any(|(edit, _)| {
                let after = edit.span.start == span.end && edit.text.starts_with(|c| !apart(c));
                let before = edit.span.end == span.start && edit.text.ends_with(|c| !apart(c));
                after || before
            })
    }

    /// The edits that meet `span` or end or begin where it does.
    fn meeting(&self, span: Span) -> impl Iterator<Item = (&'a Edit, Span)> + '_ {
        let first = self.edits.partition_point(|(edit, _)| edit.span.end < span.start);
        let meets = move |(edit, _): &(&Edit, Span)| edit.span.start <= span.end;
        self.edits[first..].iter().copied().take_while(meets)
    }

    /// Whether what stands at `span` afterwards was written by an edit, or begins or ends in what one wrote.
    fn wrote(&self, span: Span) -> bool {
        let first = self
            .edits
            .partition_point(|(_, written)| written.end < span.start);
        self.edits[first..]
            .iter()
            .take_while(|(_, written)| written.start <= span.end)
            .next()
            .is_some()
    }
}

/// Whether `span`, which is empty, is inside `whole` and not at its edge.
fn within(span: Span, whole: Span) -> bool {
    span.is_empty() && whole.start < span.start && span.start < whole.end
}
