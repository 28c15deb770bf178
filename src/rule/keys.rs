//! Keys where the model of the manifest does not look: so that what was found elsewhere is not missed too.

use super::context::Context;
use crate::manifest::{At, Shape};
use crate::yaml::{Kind, NodeId};

impl Context<'_> {
    /// The key called `name` of the mapping at `at`, be it with nothing after it; of several the last, which counts.
    #[must_use]
    pub fn find_key(&self, at: At, name: &str) -> Option<NodeId> {
        let keys = self.document.pairs(at.node).map(|(key, _)| key);
        keys.filter(|&key| self.document.text_of(key) == name).last()
    }

    /// Whether the mapping at `at` has the key `name` with nothing after it.
    #[must_use]
    pub fn is_left_empty(&self, at: At, name: &str) -> bool {
        let value = self
            .find_key(at, name)
            .and_then(|key| self.document.value_of(key));
        value.is_some_and(|value| self.document.span(value).is_empty())
    }

    /// Whether the mapping at `at` has a key that does not belong to its shape with a list or mapping under
    /// it: what seems to be missing may stand there.
    #[must_use]
    pub fn has_foreign_section(&self, at: At, shape: Shape) -> bool {
        self.document.pairs(at.node).any(|(key, value)| {
            let section = !matches!(self.document.kind(self.document.resolve(value)), Kind::Scalar(_));
            let name = self.document.text_of(key);
            section && name != "<<" && !shape.has(name)
        })
    }

    /// Whether one of the keys called `names`, which the mapping at `at` lacks, stands further in or further out:
    /// that has been reported.
    #[must_use]
    pub fn stands_elsewhere(&self, at: At, names: &[&str]) -> bool {
        let named = |key| self.document.is_key(key) && names.contains(&self.document.text_of(key));
        let outer = std::iter::successors(self.document.parent(at.node), |&node| self.document.parent(node));
        self.document
            .pairs(at.node)
            .any(|(_, value)| self.has_key_below(value, names))
            || outer
                .filter(|&node| self.document.kind(node) == Kind::Mapping)
                .any(|node| self.document.pairs(node).any(|(key, _)| named(key)))
    }

    /// Whether one of the keys called `names` stands anywhere under `node`.
    #[must_use]
    pub fn has_key_below(&self, node: NodeId, names: &[&str]) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            for child in self.document.children(node) {
                if self.document.is_key(child) && names.contains(&self.document.text_of(child)) {
                    return true;
                }
                open.push(child);
            }
        }
        false
    }
}
