//! What a text says, as data.

use crate::source::Span;

/// What a text says.
#[derive(Debug)]
pub(in crate::fixer) struct Meaning {
    /// The nodes of the tree, in document order.
    pub(super) nodes: Vec<Part>,
    /// The comments, in order.
    pub(super) comments: Vec<(u32, u64)>,
    /// Whether it was read as it stands. Around a typo the tree is a guess, and what is missing may turn up.
    pub(super) whole: bool,
    /// Whether the platform's decoder reads it.
    pub(super) read: bool,
    /// Whether it takes what it reads: every value is of the type that its key takes.
    pub(super) taken: bool,
    /// What the platform makes of it, where it reads something else than is meant.
    pub(super) platform: Option<Box<Meaning>>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    /// The place of its collection among the nodes; the top has [`NONE`].
    pub(super) parent: u32,
    /// The place of its key; [`NONE`] for what is no mapping's value.
    pub(super) key: u32,
    /// What it says; `None` for collections, and where nothing is written.
    pub(super) says: Option<u64>,
    /// Whether it can be told what the author wrote there.
    pub(super) sure: bool,
}

pub(super) const NONE: u32 = u32::MAX;
