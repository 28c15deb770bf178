//! The entries of a mapping: which there are, merged ones among them, and which are missing.

use std::collections::HashSet;

use super::core::Reader;
use crate::manifest::at::At;
use crate::manifest::keys::Shape;
use crate::manifest::slot::Slot;
use crate::manifest::violation::{Expected, ViolationKind};
use crate::yaml::{Document, Kind, MAX_DEPTH, NodeId, Style, Tag};

#[derive(Clone, Copy)]
pub(in crate::manifest) struct Entry {
    pub key: At,
    pub value: At,
}

/// The entries of a mapping, in the order of its shape's keys.
pub(in crate::manifest) struct Members<const N: usize> {
    pub at: At,
    pub shape: Shape,
    pub entries: [Option<Entry>; N],
    /// Something in it could not be read, so that nothing follows from what is missing.
    pub partial: bool,
    /// The entries whose null stands after a value of the same name, as a set of bits.
    pub(super) nulled: u32,
    /// A `<<` with a tag, which merges nothing.
    pub(super) unmerged: Option<Entry>,
}

/// Why a key has no value.
pub(super) enum Absent {
    /// It is not there, or null.
    Missing,
    /// It stands somewhere else, which has been reported.
    Elsewhere,
}

impl<T> From<Absent> for Slot<T> {
    fn from(absent: Absent) -> Self {
        match absent {
            Absent::Missing => Slot::Missing,
            Absent::Elsewhere => Slot::Unusable,
        }
    }
}

impl Reader<'_, '_, '_> {
    /// The entries of the mapping at `at`, every other key reported.
    pub(in crate::manifest) fn members<const N: usize>(
        &mut self,
        at: At,
        shape: Shape,
    ) -> Option<Members<N>> {
        debug_assert_eq!(N, shape.keys().len());
        if self.document.kind(at.node) != Kind::Mapping || self.is_placeholder(at) {
            self.wrong_type(at, Expected::Mapping(shape));
            return None;
        }
        let partial = self.document.is_damaged(at.node);
        let mut members = Members {
            at,
            shape,
            entries: [None; N],
            partial,
            nulled: 0,
            unmerged: None,
        };
        let mut others = Vec::new();
        self.collect(at, &mut members, &mut others, 0);
        if !others.is_empty() {
            // That a key stands twice is told elsewhere.
            let mut told: HashSet<&str> = HashSet::new();
            others.retain(|entry| told.insert(self.document.text_of(entry.key.node)));
            self.other_keys(&mut members, others);
        }
        Some(members)
    }

    /// Keys in the order of the file, the last one of a name wins; a merged mapping counts where it is merged
    /// in, as on the platform.
    fn collect<const N: usize>(
        &mut self,
        at: At,
        members: &mut Members<N>,
        others: &mut Vec<Entry>,
        depth: usize,
    ) {
        let document = self.document;
        for (key, value) in document.pairs(at.node) {
            let (key, value) = self.inside(at, |reader| (reader.at(key), reader.at(value)));
            let entry = Entry { key, value };
            let name = document.text_of(key.node);
            if let Some(i) = members.shape.keys().iter().position(|known| known.name == name) {
                let before = members.entries[i].replace(entry);
                let had = before.is_some_and(|before| !self.is_null(before.value));
                if had && self.is_null(value) {
                    members.nulled |= 1 << i;
                }
            } else if name == "<<" && is_merge(document, key.node) {
                self.merge(value, members, others, depth);
            } else if name == "<<" && document.kind(value.node) == Kind::Mapping {
                members.unmerged = Some(entry);
            } else {
                others.push(entry);
            }
        }
    }

    fn merge<const N: usize>(
        &mut self,
        value: At,
        members: &mut Members<N>,
        others: &mut Vec<Entry>,
        depth: usize,
    ) {
        match self.document.kind(value.node) {
            _ if depth >= MAX_DEPTH => {}
            Kind::Mapping => {
                members.partial |= self.document.is_guessed(value.node);
                self.collect(value, members, others, depth + 1);
            }
            Kind::Sequence => {
                // The first of several merged mappings wins.
                let items: Vec<NodeId> = self.document.children(value.node).collect();
                for item in items.into_iter().rev() {
                    let item = self.inside(value, |reader| reader.at(item));
                    if self.document.kind(item.node) == Kind::Mapping {
                        self.collect(item, members, others, depth + 1);
                    } else if self.document.kind(item.node) != Kind::Hole {
                        self.report(item, ViolationKind::Merge);
                    }
                }
            }
            // What would be merged is not known.
            _ if self.document.is_guessed(value.node) => members.partial = true,
            Kind::Hole => members.partial = true,
            _ => {
                members.partial = true;
                self.report(value, ViolationKind::Merge);
            }
        }
    }

    fn has_key(&self, mapping: At, name: &str) -> bool {
        let mut pairs = self.document.pairs(mapping.node);
        pairs.any(|(key, _)| self.document.text_of(key) == name)
    }

    /// The entry for `key` if it has a value. Reports a required one without.
    pub(super) fn lookup<const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
    ) -> Result<Entry, Absent> {
        let shape = members.shape;
        let known = shape.keys()[key];
        let value = members.entries[key].filter(|entry| !self.is_null(entry.value));
        if value.is_none()
            && let Some(strays) = self.known
        {
            // An optional key without a value is a mistake of its own.
            let elsewhere = match members.entries[key] {
                Some(_) if !known.required => strays.has_beside(known.name, members.at.node),
                _ => strays.has(known.name, shape, members.at.node),
            };
            if elsewhere {
                return Err(Absent::Elsewhere);
            }
        }
        match members.entries[key] {
            None => {
                if known.required
                    && let Some(unmerged) = members.unmerged
                    && self.has_key(unmerged.value, known.name)
                {
                    let key = known.name;
                    self.report(unmerged.key, ViolationKind::NotMerged { key, shape });
                } else if known.required && !members.partial {
                    self.report(
                        members.at,
                        ViolationKind::Missing {
                            key: known.name,
                            shape,
                        },
                    );
                }
                Err(Absent::Missing)
            }
            // That the key stands twice has been told.
            Some(entry) if self.is_null(entry.value) && members.nulled & (1 << key) != 0 => {
                Err(Absent::Elsewhere)
            }
            Some(entry) if self.is_null(entry.value) => {
                if known.required {
                    self.report(entry.key, ViolationKind::NoValue { shape });
                } else {
                    let written = !self.document.span(entry.value.node).is_empty();
                    let section = shape.below().iter().any(|&(below, _)| below == known.name);
                    if section || !written {
                        self.report(entry.key, ViolationKind::NullSection { key: known.name });
                    }
                }
                Err(Absent::Missing)
            }
            Some(entry) => Ok(entry),
        }
    }
}

/// Whether a key called `<<` is a merge key: without quotes and tag, or with the tag for it.
pub(in crate::manifest) fn is_merge(document: &Document<'_>, key: NodeId) -> bool {
    let plain = document.kind(key) == Kind::Scalar(Style::Plain);
    match document.tag(key) {
        Tag::None => plain,
        tag => tag == Tag::Merge,
    }
}
