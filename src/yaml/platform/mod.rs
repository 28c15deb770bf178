//! YAML as the platform's decoder reads it: which texts it takes, where it gives up, and what it makes of them.
//!
//! That is YAML 1.1 as one widespread family of scanners has it, which differs from YAML 1.2 in both directions:
//! a tab before a comment ends everything, while a comment right after a quote does not. So this is a reader of
//! its own: characters to tokens ([`scan`], [`scalar`], [`property`]), tokens to events ([`parse`]). Nothing here
//! recurses, and nothing is read twice.

mod parse;
mod property;
mod scalar;
mod scan;

use std::borrow::Cow;

use super::stop::Reason;
use super::tree::{Style, Tag};

pub(super) use parse::Reader;

/// What the reader comes upon next. Offsets are bytes of the text.
#[derive(Debug)]
pub(super) enum Event<'t> {
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
pub(super) struct Mark {
    /// The anchor's number from 1; 0 for none.
    pub anchor: usize,
    pub tag: Tag,
    /// Whether a tag is written, if only `!`.
    pub tagged: bool,
}

impl Mark {
    /// Whether there is an anchor or a tag.
    pub(super) fn is_written(self) -> bool {
        self.anchor > 0 || self.tagged
    }
}

/// Where the decoder gives up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Refusal {
    /// The first character that is wrong.
    pub at: u32,
    pub reason: Reason,
}

/// Something that the decoder takes and YAML 1.2 does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Leniency {
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
    /// A byte-order mark inside the text.
    Bom,
}

impl Lenient {
    /// Whether the place alone tells that nothing else is wrong with it.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Comment | Self::EscapedQuote | Self::Bom)
    }
}
