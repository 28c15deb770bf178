//! What is told of a cursor, as data.

use crate::source::Span;

/// What a cursor is at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cursor {
    /// A comment; from its `#` to its end.
    Comment(Span),
    /// A key, a value or an item of a list: one mark, or two where two are as likely.
    Text(Vec<MarkedCopy>),
}

/// A copy of the text with a mark at the cursor, and what is to be replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkedCopy {
    /// The copy.
    pub text: String,
    /// The word that marks the place.
    pub word: String,
    /// Where it stands in the copy.
    pub at: u32,
    /// What stands at the cursor.
    pub token: Token,
}

/// The characters at a cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// The characters (of the text, not the copy) that what is typed next replaces; empty where there are none.
    pub span: Span,
    /// What of it stands before the cursor, without an opening quote.
    pub typed: String,
    /// The quote it begins with.
    pub quote: Option<char>,
    /// Whether it stands in brackets or braces.
    pub flow: bool,
    /// What it is.
    pub role: Role,
}

/// What the characters at a cursor are, as far as the line tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Role {
    /// A key, or the text of a list's item.
    Start {
        /// A colon follows it.
        colon: bool,
        /// The column it begins in, from 0; in flow style 0.
        column: u32,
        /// Whether `- ` stands before it, or is to be written before it.
        dash: Dash,
        /// The white space that begins the line and what it should be.
        indent: Option<(Span, String)>,
    },
    /// The value of a key on the same line.
    Value,
}

/// The dash before a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dash {
    /// There is none.
    None,
    /// It is written.
    Written,
    /// It is missing: in this column other items have one.
    Missing,
}
