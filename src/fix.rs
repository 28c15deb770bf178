//! What would fix a finding, as data.

use std::collections::BTreeSet;

use crate::source::{Span, index};

/// How sure a fix is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Applicability {
    /// Can't change what a reader would agree the file means.
    Safe,
    /// Probably right; look at it.
    Unsafe,
}

impl Applicability {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        }
    }
}

/// One replacement.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }

    /// Inserts `text` at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self {
            span: Span::at(offset),
            text: text.into(),
        }
    }

    /// Removes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self {
            span,
            text: String::new(),
        }
    }
}

/// A set of replacements that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as an order: "quote the schedule".
    pub message: String,
    /// How sure it is.
    pub applicability: Applicability,
    /// The replacements, which do not overlap.
    pub edits: Vec<Edit>,
    /// What gets another place in the tree, such as an entry that is moved out of its mapping. Everything else stays
    /// where it is, and no fix is applied that does not keep to that.
    pub moves: Vec<Span>,
}

impl Fix {
    /// A fix that can't change the file's meaning.
    pub fn safe(message: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            message: message.into(),
            applicability: Applicability::Safe,
            edits: edits.into(),
            moves: Vec::new(),
        }
    }

    /// The same with what it moves.
    #[must_use]
    pub fn moving(mut self, spans: impl IntoIterator<Item = Span>) -> Self {
        self.moves.extend(spans);
        self
    }

    /// A fix that is probably right.
    pub fn risky(message: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            message: message.into(),
            applicability: Applicability::Unsafe,
            edits: edits.into(),
            moves: Vec::new(),
        }
    }
}

/// Applies fixes to `text`, first come first served: one that touches an earlier one's characters is left
/// out. Returns the new text and how many were applied.
///
/// A fix with edits that overlap, or that don't lie on character boundaries inside `text`, is left out too.
#[must_use]
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, usize) {
    let choice = choose(text, fixes);
    (splice(text, &choice.edits), choice.taken.len())
}

/// Fixes that can be applied together.
#[derive(Debug)]
pub(crate) struct Choice<'f> {
    /// Which of the fixes, by their index.
    pub taken: Vec<usize>,
    /// Their edits in the order of their places.
    pub edits: Vec<&'f Edit>,
}

/// Chooses among fixes of `text` as [`apply`] does.
pub(crate) fn choose<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> Choice<'f> {
    let mut places = BTreeSet::new();
    let mut choice = Choice {
        taken: Vec::new(),
        edits: Vec::new(),
    };
    for (i, fix) in fixes.into_iter().enumerate() {
        let fits = |edit: &Edit| text.get(edit.span.range()).is_some() && is_free(&places, edit.span);
        if fix.edits.iter().all(fits) && is_sound(&fix.edits) {
            places.extend(fix.edits.iter().map(|edit| edit.span));
            choice.taken.push(i);
            choice.edits.extend(&fix.edits);
        }
    }
    choice.edits.sort_by_key(|edit| edit.span);
    choice
}

/// Whether the edits of one fix are apart.
fn is_sound(edits: &[Edit]) -> bool {
    if edits.len() < 2 {
        return true;
    }
    let mut spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    spans.sort();
    spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// Whether `span` touches none of `places`, which do not overlap.
fn is_free(places: &BTreeSet<Span>, span: Span) -> bool {
    places
        .range(..=Span::new(span.end, u32::MAX))
        .rev()
        .take_while(|place| place.end >= span.start)
        .all(|&place| !touch(span, place))
}

/// Whether two replacements would meet: they share a character, or insert at one place.
fn touch(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

/// `text` with `edits`, which are in order, apart and inside it.
pub(crate) fn splice(text: &str, edits: &[&Edit]) -> String {
    let mut spliced = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        spliced.push_str(&text[copied..edit.span.start as usize]);
        spliced.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    spliced.push_str(&text[copied..]);
    spliced
}

/// Where the places of a text are after edits of it.
#[derive(Debug)]
pub(crate) struct Moves<'e> {
    /// The edits, and how far what comes before them has moved.
    edits: Vec<(&'e Edit, i32)>,
}

impl<'e> Moves<'e> {
    /// `edits` are in order and apart.
    pub(crate) fn new(edits: &[&'e Edit]) -> Self {
        let mut shift = 0;
        let with_shift = |edit: &&'e Edit| {
            let before = shift;
            shift += growth(edit);
            (*edit, before)
        };
        Self {
            edits: edits.iter().map(with_shift).collect(),
        }
    }

    /// Where `offset` is now; of one in a replaced part, or at its edge, all that stands there now.
    pub(crate) fn place(&self, offset: u32) -> Span {
        let after = self.edits.partition_point(|(edit, _)| edit.span.start <= offset);
        let Some((edit, shift)) = after.checked_sub(1).and_then(|last| self.edits.get(last)) else {
            return Span::at(offset);
        };
        if offset <= edit.span.end {
            let start = edit.span.start.saturating_add_signed(*shift);
            return Span::new(start, start + index(edit.text.len()));
        }
        Span::at(offset.saturating_add_signed(shift + growth(edit)))
    }
}

/// How many bytes longer an edit makes a text.
fn growth(edit: &Edit) -> i32 {
    let [old, new] = [edit.span.len(), index(edit.text.len())].map(u32::cast_signed);
    new - old
}

/// What became of a text over several rounds of edits.
#[derive(Clone, Debug)]
pub(crate) struct History {
    /// The parts of the first text that are still there, in order.
    kept: Vec<Kept>,
}

/// A part of the first text, and where it is now.
#[derive(Clone, Copy, Debug)]
struct Kept {
    old: Span,
    now: u32,
}

impl History {
    /// A text of `len` bytes to which nothing has happened.
    pub(crate) fn new(len: usize) -> Self {
        let old = Span::new(0, index(len));
        Self {
            kept: vec![Kept { old, now: 0 }],
        }
    }

    /// Notes `edits`, in order and apart, of the text as it is now.
    pub(crate) fn add(&mut self, edits: &[&Edit]) {
        let mut kept = Vec::with_capacity(self.kept.len() + edits.len());
        let mut edits = edits.iter().peekable();
        let mut shift = 0;
        for part in &self.kept {
            let end = part.now + part.old.len();
            let mut keep = |from: u32, to: u32, shift: i32| {
                if from < to {
                    let old = |now: u32| part.old.start + (now - part.now);
                    kept.push(Kept {
                        old: Span::new(old(from), old(to)),
                        now: from.saturating_add_signed(shift),
                    });
                }
            };
            let mut at = part.now;
            while let Some(edit) = edits.peek().filter(|edit| edit.span.start < end) {
                keep(at, edit.span.start, shift);
                at = at.max(edit.span.end);
                if edit.span.end > end {
                    break;
                }
                shift += growth(edit);
                edits.next();
            }
            keep(at, end, shift);
        }
        self.kept = kept;
    }

    /// What turns the first text, of `len` bytes, into `now`, the present one.
    pub(crate) fn edits(&self, len: usize, now: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let (mut old, mut new) = (0, 0);
        let end = Kept {
            old: Span::at(index(len)),
            now: index(now.len()),
        };
        for part in self.kept.iter().chain([&end]) {
            let span = Span::new(old, part.old.start);
            let text = &now[new as usize..part.now as usize];
            if !span.is_empty() || !text.is_empty() {
                edits.push(Edit::replace(span, text));
            }
            (old, new) = (part.old.end, part.now + part.old.len());
        }
        edits
    }
}
