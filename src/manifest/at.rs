//! Places of values.

use crate::source::Span;
use crate::yaml::{Document, NodeId};

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct At {
    /// The node that holds it.
    pub node: NodeId,
    via: NodeId,
}

impl At {
    pub(crate) fn new(node: NodeId, via: Option<NodeId>) -> Self {
        Self {
            node,
            via: via.unwrap_or(node),
        }
    }

    /// The nearest alias through which the value is used here, when it is defined somewhere else.
    #[must_use]
    pub fn via(self) -> Option<NodeId> {
        (self.via != self.node).then_some(self.via)
    }

    /// The node at the place of use: the alias, when the value itself is given by one.
    #[must_use]
    pub fn place(self, document: &Document<'_>) -> NodeId {
        match self.via() {
            Some(alias) if document.resolve(alias) == self.node => alias,
            _ => self.node,
        }
    }

    /// The value's key; `None` for items of a list and the whole manifest.
    #[must_use]
    pub fn key(self, document: &Document<'_>) -> Option<At> {
        let place = self.place(document);
        let via = self.via().filter(|&alias| alias != place);
        document.key_of(place).map(|key| At::new(key, via))
    }

    /// The characters of the value.
    #[must_use]
    pub fn span(self, document: &Document<'_>) -> Span {
        document.span(self.node)
    }
}
