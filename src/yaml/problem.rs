//! What the reader found wrong by itself, as data.

use super::node::NodeId;
use super::platform::Lenient;
use super::recover::Cause;
use crate::source::Span;

/// Something the reader found wrong by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The characters that are wrong.
    pub span: Span,
}

/// What a [`Problem`] is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// The text is not YAML here.
    Syntax(Syntax),
    /// The platform reads the text, but not as it is meant here: it was read as if that were corrected.
    Misread(Syntax),
    /// The same of a key that stands twice, or under the wrong one, only because of the typo.
    Typo(Syntax),
    /// The key stands in the same mapping before.
    DuplicateKey {
        /// This key.
        key: NodeId,
        /// The first of its name.
        first: NodeId,
    },
    /// Text after the end of the first document.
    ExtraDocument,
    /// Something that JSON does not allow, in a file that is meant as JSON.
    Json(JsonFault),
    /// Something that the platform takes although YAML 1.2 does not; an empty span at the place.
    Lenient(Lenient),
    /// Something that has no JSON form, so that the platform refuses the file.
    NoJson {
        /// What has none.
        node: NodeId,
        /// Why.
        why: NoJson,
    },
    /// A key whose value a merge key below it overwrites with another, on the platform.
    MergeOverrides {
        /// The key.
        key: NodeId,
        /// The merge key.
        merge: NodeId,
    },
    /// A `%YAML` directive for another version than 1.1, or a directive that has no meaning.
    Directive,
    /// An alias inside the very value it stands for.
    ContainsItself,
    /// The alias with which all aliases together stand for more than [`MAX_ALIASED_NODES`](super::MAX_ALIASED_NODES) nodes.
    TooManyAliased,
}

impl Problem {
    /// Whether the tree around it is a guess.
    #[must_use]
    pub fn is_typo(&self) -> bool {
        matches!(self.kind, ProblemKind::Syntax(_) | ProblemKind::Misread(_))
    }
}

/// A place where the text is not YAML, or not as it is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Syntax {
    /// The most likely mistake.
    pub cause: Cause,
    /// Another place that shows why.
    pub related: Option<Span>,
    /// Replacements that fix it, when one fix is likely: what reading went on with.
    pub repair: Vec<(Span, String)>,
}

/// Something that JSON does not allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonFault {
    /// One fault too many: what follows was not read.
    GivenUp,
    /// The file has no value.
    Empty,
    /// The file does not begin as JSON does; it was read as YAML.
    NotJson,
    /// A comment.
    Comment,
    /// A comma before a closing bracket.
    TrailingComma,
    /// A comma with nothing before it.
    ExtraComma,
    /// No comma after this value.
    MissingComma,
    /// No colon after this key.
    MissingColon,
    /// No value after this key.
    MissingValue,
    /// A text or key in single quotes.
    SingleQuotes,
    /// A key without quotes.
    UnquotedKey,
    /// A value that is neither a number nor `true`, `false` or `null`, without quotes.
    UnquotedText,
    /// A number in a spelling that JSON does not know, such as `+1`, `.5` or `01`.
    Number,
    /// A text whose quote is not closed on its line.
    UnclosedText,
    /// A tab inside a text.
    Tab,
    /// A backslash with a character that it can't stand before.
    Escape,
    /// One half of a surrogate pair.
    HalfPair,
    /// A bracket that is never closed.
    Unclosed(char),
    /// A bracket or colon that belongs to nothing.
    Stray(char),
    /// More after the end of the value.
    SecondValue,
}

/// Why a node has no JSON form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoJson {
    /// A key that is null, or empty.
    NullKey,
    /// A key that is a list or mapping.
    CollectionKey,
    /// A key that is a number too large for 64 bits with a sign.
    LargeKey,
    /// A tag that does not fit its text: `!!int x`.
    Tag,
    /// `.inf` or `.nan`.
    NotFinite,
    /// What stands after `<<` is neither a mapping nor a list of mappings.
    Merge,
}
