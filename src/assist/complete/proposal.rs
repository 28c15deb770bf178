//! What is proposed, as data.

use crate::source::Span;

/// Something that may be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// What is shown.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside it.
    pub detail: Option<String>,
    /// More words, in Markdown.
    pub docs: Option<String>,
    /// What is typed is compared with this, if not with the label.
    pub filter: Option<String>,
    /// The characters it replaces: one line's, around the cursor.
    pub span: Span,
    /// What is written there. Lines after the first begin with all the white space they need.
    pub text: String,
    /// The same with places to fill in, `$1` and so on, as editors' snippets have them; `None` where there are none.
    pub snippet: Option<String>,
    /// White space before it that is to be another, so that it begins in the right column.
    pub indent: Option<(Span, String)>,
    /// Whether there is something to propose right after it.
    pub again: bool,
}

/// What a [`Completion`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum CompletionKind {
    /// A key.
    Key,
    /// Several keys, or an item of a list.
    Block,
    /// One of a few words.
    Word,
    /// A provider or module.
    Provider,
    /// An object of a provider.
    Object,
    /// A field of an object.
    Field,
    /// A destination.
    Destination,
    /// A schedule.
    Schedule,
    /// An event.
    Event,
    /// A rule, in a comment.
    Rule,
}
