//! What is known of the documents that are read.

use super::tree::Document;
use crate::source::Span;

/// What a reader of documents knows about those that it reads.
pub struct Guide<'g> {
    /// Where something is wrong with a document.
    pub faults: &'g dyn Fn(&Document<'_>) -> Vec<Span>,
    /// Whether a key of this name is known.
    pub knows: &'g dyn Fn(&str) -> bool,
    /// Whether keys or items may stand under a key of this name.
    pub heads: &'g dyn Fn(&str) -> bool,
    /// Whether nobody waits for the document any more: it may then be read as well as it is by now.
    pub cancelled: &'g dyn Fn() -> bool,
    /// The keys that a key of this name may stand under.
    pub above: &'g dyn Fn(&str) -> Vec<&'static str>,
    /// The keys that a list may stand under whose items are mappings with this key, or texts.
    pub lists: &'g dyn Fn(Option<&str>) -> Vec<&'static str>,
    /// Whether this is one of the keys of which some items of a list begin with one, and some with another.
    pub begins: &'g dyn Fn(&str) -> bool,
    /// Whether a key of this name takes a text that people read: any will do.
    pub prose: &'g dyn Fn(&str) -> bool,
    /// Whether what is YAML is read as it is written, however odd it is.
    pub as_written: bool,
    /// Whether two keys may stand in one mapping.
    pub together: &'g dyn Fn(&str, &str) -> bool,
}
