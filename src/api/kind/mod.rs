//! The kinds of documents that are checked, and telling them apart by what is in them.
//!
//! A new kind of API document is a file here with its declaration, a schema in `schemas`, and a line in [`ALL`].

mod backfill_progress;
mod batch_export_backfill;
mod declaration;
mod manifest;
mod operation;
mod problem;
mod schema;

pub use declaration::{Claim, DocumentKind};
pub use manifest::KIND as MANIFEST;
pub use schema::Schema;

use crate::yaml::{Document, Kind, NodeId};

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

/// The API documents in a file, each with its kind: the file's one document, or the items of its list, bare or
/// under `results`. `None` for a manifest, and for a file that nothing tells apart from one. With `forced`
/// everything is taken for that, be it nothing at all.
#[must_use]
pub fn payloads(
    document: &Document<'_>,
    forced: Option<&'static DocumentKind>,
) -> Option<Vec<(&'static DocumentKind, NodeId)>> {
    if !cfg!(feature = "api-documents") {
        return None;
    }
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
