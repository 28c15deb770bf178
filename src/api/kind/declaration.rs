//! What is said of a kind of document.

use super::schema::Schema;
use crate::yaml::{Document, NodeId};

/// One kind of document.
#[derive(Debug)]
pub struct DocumentKind {
    /// Its name in options.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// What one is called in a message, with its article.
    pub words: &'static str,
    /// The keys it is recognised by: one of each of these groups.
    pub marks: &'static [&'static [&'static str]],
    /// Its JSON Schema, which validates API documents; manifests have a reader of their own.
    pub schema: Schema,
    /// Keys for whose values a rule of its own has the words, where the schema refuses them.
    pub claims: &'static [Claim],
}

/// A key and the rule that speaks of its value.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The key, wherever it stands in the document.
    pub key: &'static str,
    /// The id of the rule.
    pub rule: &'static str,
}

impl DocumentKind {
    /// Whether it is a manifest, not an API document.
    #[must_use]
    pub fn is_manifest(&self) -> bool {
        self.name == "manifest"
    }

    pub(super) fn marks(&self, document: &Document<'_>, node: NodeId) -> bool {
        self.marks
            .iter()
            .all(|group| keys(document, node).any(|key| group.contains(&key)))
    }

    /// Whether all keys it requires are there but for one, which may be misspelled.
    pub(super) fn resembles(&self, document: &Document<'_>, node: NodeId) -> bool {
        if self.is_manifest() {
            return false;
        }
        let required = self.schema.required();
        let there = required
            .iter()
            .filter(|&required| keys(document, node).any(|key| key == *required))
            .count();
        there >= 3 && there + 1 >= required.len()
    }
}

fn keys<'d>(document: &'d Document<'_>, mapping: NodeId) -> impl Iterator<Item = &'d str> {
    document
        .pairs(mapping)
        .map(|(key, _)| document.text_of(document.resolve(key)))
}
