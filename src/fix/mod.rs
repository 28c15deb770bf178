//! What would fix a finding, as data.

use std::collections::BTreeSet;

use crate::source::Span;

mod edit;
mod map;

pub use edit::Edit;
pub(crate) use edit::splice;
pub(crate) use map::OffsetMap;

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
