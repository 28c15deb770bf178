//! What is wrong with suppression comments, as data.

use crate::source::Span;

/// Something wrong with a suppression comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuppressionProblem {
    /// What it is.
    pub kind: SuppressionKind,
    /// The whole comment, from its `#` to the end of the line.
    pub comment: Span,
    /// The id, or the part of the comment, that is wrong.
    pub span: Span,
}

/// What a [`SuppressionProblem`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuppressionKind {
    /// The whole comment silences nothing.
    Unused,
    /// One of several ids silences nothing.
    UnusedId,
    /// The id names no rule.
    UnknownId {
        /// The rule that it is most likely meant for.
        nearest: Option<&'static str>,
    },
    /// The id names a rule whose findings here are errors.
    Error,
    /// The list of rules is not closed.
    Unclosed,
    /// The list of rules is empty.
    EmptyList,
    /// A blank before the list of rules.
    BlankBeforeList,
    /// Something else follows the mark.
    NotAMark,
}
