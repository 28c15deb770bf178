//! Files that have a manifest's name but are something else.

use super::keys::Shape;
use super::unknown;
use crate::suggest;
use crate::yaml::{Document, Kind, NodeId, Problem};

/// Keys of an integration that hardly anything else has; two of them make a manifest whose frame is missing.
const SIGNS: [&str; 6] = ["provider", "read", "write", "subscribe", "proxy", "watchSchema"];

/// The first key of what is no manifest: whole as YAML, but without any key of one at the top, nor what could be
/// meant for one. `None` for a manifest, however wrong, and for what may be one.
#[must_use]
pub fn foreign(document: &Document<'_>) -> Option<NodeId> {
    if document.problems().iter().any(Problem::is_typo) {
        return None;
    }
    let root = document.root()?;
    match document.kind(root) {
        Kind::Mapping => foreign_mapping(document, root, true),
        // A list of something.
        Kind::Sequence => {
            let mut items = document.children(root);
            let first = items.next()?;
            let all = document
                .children(root)
                .all(|item| foreign_mapping(document, item, false).is_some());
            all.then_some(first)
        }
        _ => None,
    }
}

fn foreign_mapping(document: &Document<'_>, mapping: NodeId, top: bool) -> Option<NodeId> {
    if document.kind(mapping) != Kind::Mapping {
        return None;
    }
    let (first, _) = document.pairs(mapping).next()?;
    let mut signs = 0;
    for (key, _) in document.pairs(mapping) {
        if !matches!(document.kind(key), Kind::Scalar(_)) {
            return None;
        }
        let name = document.text_of(key);
        if name == "<<" || (top && is_of_manifest(name)) {
            return None;
        }
        signs += usize::from(SIGNS.iter().any(|sign| sign.eq_ignore_ascii_case(name)));
    }
    (signs < 2).then_some(first)
}

/// Whether a key at the top is one of a manifest, of today or of old, or meant for one.
fn is_of_manifest(name: &str) -> bool {
    let known = || Shape::Manifest.keys().iter().map(|key| key.name);
    known().any(|key| key.eq_ignore_ascii_case(name))
        || suggest::nearest(name, known()).is_some()
        || unknown::is_of_old(name, Shape::Manifest)
}
