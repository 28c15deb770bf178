//! How well a name answers to a word.

/// How well a name answers to a word; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// It is the word, perhaps in another case, number or with other separators.
    Whole,
    /// The word is one of its words.
    Word,
    /// It begins with the word.
    Beginning,
    /// One of its words begins with the word.
    WordBeginning,
    /// It is the word but for a typo.
    Typo,
    /// The word stands somewhere inside it.
    Inside,
}

/// The better of two.
pub(super) fn better(a: Option<Likeness>, b: Option<Likeness>) -> Option<Likeness> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
