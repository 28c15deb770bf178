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
    /// Of a comment that silences nothing: the rule it would silence if it named it.
    pub to_name: Option<&'static str>,
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
    /// A space before the list of rules.
    SpaceBeforeList,
    /// A rule's id right after the mark, without the brackets that would make it one.
    NoBrackets,
    /// Something else follows the mark.
    NotAMark,
}

impl SuppressionProblem {
    pub(crate) fn new(kind: SuppressionKind, comment: Span, span: Span) -> Self {
        Self {
            kind,
            comment,
            span,
            to_name: None,
        }
    }
}
