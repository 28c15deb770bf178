//! The kinds of documents that are checked, and telling them apart by what is in them.
//!
//! A new kind of API document is a file here with its declaration, a schema in `schemas`, and a line in [`ALL`].

mod backfill_progress;
mod batch_export_backfill;
mod operation;
mod problem;
mod schema;

pub use schema::Schema;

use crate::yaml::{Document, Kind, NodeId};

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

/// `amp.yaml`; what has no other mark is taken for one.
pub static MANIFEST: DocumentKind = DocumentKind {
    name: "manifest",
    summary: "amp.yaml, the manifest of integrations",
    words: "a manifest",
    marks: &[&["specVersion", "integrations"]],
    schema: Schema::new(include_str!("../../../schemas/manifest.schema.json")),
    claims: &[],
};

/// Every kind, in the order in which they are tried.
pub static ALL: &[&DocumentKind] = &[
    &MANIFEST,
    &backfill_progress::KIND,
    &operation::KIND,
    &problem::KIND,
    &batch_export_backfill::KIND,
];

/// The kind with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static DocumentKind> {
    ALL.iter().copied().find(|kind| kind.name == name)
}

impl DocumentKind {
    /// Whether it is a manifest, not an API document.
    #[must_use]
    pub fn is_manifest(&self) -> bool {
        std::ptr::eq(self, &raw const MANIFEST)
    }

    fn marks(&self, document: &Document<'_>, node: NodeId) -> bool {
        self.marks
            .iter()
            .all(|group| keys(document, node).any(|key| group.contains(&key)))
    }

    /// Whether all keys it requires are there but for one, which may be misspelled.
    fn resembles(&self, document: &Document<'_>, node: NodeId) -> bool {
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

/// The API documents in a file, each with its kind: the file's one document, or the items of its list, bare or
/// under `results`. `None` for a manifest, and for a file that nothing tells apart from one. With `forced`
/// everything is taken for that, be it nothing at all.
#[must_use]
pub fn payloads(
    document: &Document<'_>,
    forced: Option<&'static DocumentKind>,
) -> Option<Vec<(&'static DocumentKind, NodeId)>> {
    let Some(root) = document.root() else {
        return forced.filter(|kind| !kind.is_manifest()).map(|_| Vec::new());
    };
    if forced.is_some_and(DocumentKind::is_manifest) || (forced.is_none() && MANIFEST.marks(document, root)) {
        return None;
    }
    let marked = ALL.iter().copied().find(|kind| kind.marks(document, root));
    let list = if marked.is_some() {
        None
    } else {
        list(document, root)
    };
    let Some(list) = list else {
        let kind = forced.or(marked).or_else(|| recognise(document, root))?;
        return Some(vec![(kind, root)]);
    };
    let items: Vec<NodeId> = document.children(list).collect();
    let kinds: Vec<_> = items
        .iter()
        .map(|&item| forced.or_else(|| recognise(document, document.resolve(item))))
        .collect();
    // An item without any mark is most likely what the others are.
    let most = forced.or_else(|| kinds.iter().flatten().next().copied());
    if most.is_none() && !(items.is_empty() && list != root) {
        return None;
    }
    Some(
        items
            .into_iter()
            .zip(kinds)
            .filter_map(|(item, kind)| Some((kind.or(most)?, item)))
            .collect(),
    )
}

/// The list of documents that a file is or holds.
fn list(document: &Document<'_>, root: NodeId) -> Option<NodeId> {
    match document.kind(root) {
        Kind::Sequence => Some(root),
        Kind::Mapping => {
            let (_, results) = document
                .pairs(root)
                .find(|&(key, _)| document.text_of(key) == "results")?;
            let results = document.resolve(results);
            (document.kind(results) == Kind::Sequence).then_some(results)
        }
        _ => None,
    }
}

fn recognise(document: &Document<'_>, node: NodeId) -> Option<&'static DocumentKind> {
    if document.kind(node) != Kind::Mapping {
        return None;
    }
    let marked = ALL.iter().find(|kind| kind.marks(document, node));
    let kind = marked.or_else(|| ALL.iter().find(|kind| kind.resembles(document, node)));
    kind.copied().filter(|kind| !kind.is_manifest())
}
