//! What the reader tells: events, where the decoder gives up, and what only it takes.

use std::borrow::Cow;

use crate::yaml::node::{Style, Tag};
use crate::yaml::stop::Reason;

/// What the reader comes upon next. Offsets are bytes of the text.
#[derive(Debug)]
pub(in crate::yaml) enum Event<'t> {
    /// A document begins, after a `---` that ends at the offset or without one.
    DocumentStart(Option<u32>),
    /// The document ends; what begins at the offset, if anything does, is not read.
    DocumentEnd(Option<u32>),
    /// A single value.
    Scalar {
        value: Cow<'t, str>,
        style: Style,
        mark: Mark,
        /// From its quote or header, without anchor and tag.
        start: u32,
        end: u32,
    },
    /// A list begins.
    SequenceStart { mark: Mark, start: u32, flow: bool },
    /// A mapping begins, at its brace or first key.
    MappingStart { mark: Mark, start: u32, flow: bool },
    /// A list or mapping ends, in flow style at its bracket.
    End(u32),
    /// `*name`
    Alias { anchor: usize, start: u32, end: u32 },
}

/// What stands before a node.
#[derive(Clone, Copy, Default, Debug)]
pub(in crate::yaml) struct Mark {
    /// The anchor's number from 1; 0 for none.
    pub anchor: usize,
    pub tag: Tag,
    /// Whether a tag is written, if only `!`.
    pub tagged: bool,
}

impl Mark {
    /// Whether there is an anchor or a tag.
    pub(in crate::yaml) fn is_written(self) -> bool {
        self.anchor > 0 || self.tagged
    }
}

/// Where the decoder gives up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::yaml) struct Refusal {
    /// The first character that is wrong.
    pub at: u32,
    pub reason: Reason,
}

/// Something that the decoder takes and YAML 1.2 does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::yaml) struct Leniency {
    pub at: u32,
    pub sort: Lenient,
}

/// What is taken so.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lenient {
    /// A `#` right after a quote, bracket or comma begins a comment.
    Comment,
    /// `\'` in double quotes.
    EscapedQuote,
    /// A line inside quotes at or left of the column of the key that they belong to.
    QuoteIndent,
    /// A line inside brackets or braces at or left of the column of the key that they belong to.
    FlowIndent,
    /// A block text's first lines are empty and longer than the indentation of what follows.
    BlockIndent,
    /// A lone `-` between brackets or braces.
    Dash,
    /// One of U+0085, U+2028 and U+2029 ends a line.
    Separator,
    /// A byte-order mark inside the text.
    Bom,
}

impl Lenient {
    /// Whether the place alone tells that nothing else is wrong with it.
    pub(in crate::yaml) fn is_plain(self) -> bool {
        matches!(self, Self::Comment | Self::EscapedQuote | Self::Bom)
    }
}
