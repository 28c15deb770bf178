//! The nodes of a tree.

use crate::source::Span;

/// A node of a [`Document`](super::Document).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId(u32);

impl NodeId {
    pub(crate) const NONE: NodeId = NodeId(u32::MAX);

    pub(crate) fn from_index(i: usize) -> Self {
        Self(u32::try_from(i).unwrap_or(u32::MAX))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn raw(self) -> u32 {
        self.0
    }

    pub(crate) fn from_raw(raw: u32) -> Self {
        Self(raw)
    }

    pub(super) fn some(self) -> Option<NodeId> {
        (self != Self::NONE).then_some(self)
    }
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A single value.
    Scalar(Style),
    /// A list.
    Sequence,
    /// Key and value pairs.
    Mapping,
    /// `*name`: stands for the node returned by [`Document::resolve`](super::Document::resolve).
    Alias,
    /// Something that could not be read and has been reported; says nothing about what the author meant.
    Hole,
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// An explicit type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Tag {
    /// None is written.
    #[default]
    None,
    /// `!!str`
    Str,
    /// `!!int`
    Int,
    /// `!!float`
    Float,
    /// `!!bool`
    Bool,
    /// `!!null`
    Null,
    /// `!!binary`
    Binary,
    /// `!!timestamp`
    Timestamp,
    /// `!!merge`
    Merge,
    /// Any other, among them `!` and tags of an application.
    Other,
}

impl Tag {
    /// The type that a tag in full names.
    pub(super) fn named(full: &str) -> Self {
        match full.strip_prefix("tag:yaml.org,2002:").unwrap_or_default() {
            "str" => Self::Str,
            "int" => Self::Int,
            "float" => Self::Float,
            "bool" => Self::Bool,
            "null" => Self::Null,
            "binary" => Self::Binary,
            "timestamp" => Self::Timestamp,
            "merge" => Self::Merge,
            _ => Self::Other,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) parent: NodeId,
    pub(crate) next: NodeId,
    /// Collections: first child. Scalars: where the value is (see [`INLINE`]). Aliases: the target.
    pub(crate) data: u32,
    /// In a list the index of the item; of a mapping's key the value, of its value the key.
    pub(crate) slot: u32,
    pub(crate) kind: Kind,
    pub(crate) tag: Tag,
    pub(crate) flags: u8,
}

impl Node {
    pub(crate) fn hole(span: Span) -> Self {
        Self {
            span,
            parent: NodeId::NONE,
            next: NodeId::NONE,
            data: 0,
            slot: 0,
            kind: Kind::Hole,
            tag: Tag::None,
            flags: 0,
        }
    }
}

/// The scalar's value is the text between its quotes, if any, as it stands in the file.
pub(crate) const INLINE: u8 = 1;
/// A block was left out in or right after this collection: something may be missing from it.
pub(crate) const DAMAGED: u8 = 2;
/// The node is a mapping's key.
pub(crate) const KEY: u8 = 4;
/// Written in flow style.
pub(crate) const FLOW: u8 = 8;
/// The node carries an anchor.
pub(crate) const ANCHORED: u8 = 16;
/// What the node says rests on a guess about a syntax error.
pub(crate) const GUESSED: u8 = 32;
