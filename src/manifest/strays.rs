//! Keys that are not where they belong. Nothing is missing for them: a key is not missing when it stands further
//! in or further out.

use std::collections::HashSet;

use super::at::At;
use super::keys::Shape;
use super::violation::{Violation, ViolationKind};
use crate::yaml::{Document, NodeId};

/// Such keys, by what they are meant for.
pub(super) struct Strays<'d, 's> {
    document: &'d Document<'s>,
    /// Names with the mappings they stand in.
    within: HashSet<(&'static str, NodeId)>,
    /// Names with those mappings and all that enclose them.
    below: HashSet<(&'static str, NodeId)>,
}

impl<'d, 's> Strays<'d, 's> {
    pub(super) fn new(document: &'d Document<'s>, strays: &[(&'static str, At)]) -> Self {
        let mut found = Self {
            document,
            within: HashSet::new(),
            below: HashSet::new(),
        };
        for &(name, key) in strays {
            let within = document.parent(key.node).map(|mapping| (name, mapping));
            found.within.extend(within);
            for mapping in enclosing(document, key.node) {
                if !found.below.insert((name, mapping)) {
                    break;
                }
            }
        }
        found
    }

    /// Whether the key `name`, which a mapping of shape `shape` lacks, stands somewhere else.
    pub(super) fn has(&self, name: &'static str, shape: Shape, mapping: NodeId) -> bool {
        match (shape, name) {
            // `days` beside `defaultPeriod`, where it would be under it.
            (Shape::Backfill, "defaultPeriod") => {
                self.has_any(&["defaultPeriod", "days", "fullHistory"], mapping)
            }
            _ => self.has_any(&[name], mapping),
        }
    }

    /// Whether what was meant to stand under the key `name` stands beside it.
    pub(super) fn has_beside(&self, name: &'static str, mapping: NodeId) -> bool {
        self.within.contains(&(name, mapping))
    }

    /// Whether `problem` is that something is missing which stands somewhere else.
    pub(super) fn explain(&self, problem: &Violation) -> bool {
        match problem.kind {
            ViolationKind::NoAction => {
                self.has_any(&["read", "write", "subscribe", "proxy"], problem.at.node)
            }
            ViolationKind::NoObjects { .. } => self.has_any(&["objects", "objectName"], problem.at.node),
            _ => false,
        }
    }

    fn has_any(&self, names: &[&'static str], mapping: NodeId) -> bool {
        let around = || std::iter::once(mapping).chain(enclosing(self.document, mapping));
        names.iter().any(|&name| {
            self.below.contains(&(name, mapping))
                || around().any(|mapping| self.within.contains(&(name, mapping)))
        })
    }
}

/// The lists and mappings around `node`, innermost first.
fn enclosing(document: &Document<'_>, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(document.parent(node), |&node| document.parent(node))
}
