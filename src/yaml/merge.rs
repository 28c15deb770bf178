//! Merge keys below keys of the mapping's own: to the platform the merge wins over those above it.

use super::node::{Kind, NodeId, Style, Tag};
use super::problem::{Problem, ProblemKind};
use super::scalar::resolve;
use super::tree::Document;

/// So many pairs of merged mappings, and nodes of values, are looked at for one merge key.
const MOST: usize = 10_000;

/// Whether `key` merges what stands after it.
pub(super) fn is_merge(document: &Document<'_>, key: NodeId) -> bool {
    let plain = document.kind(key) == Kind::Scalar(Style::Plain);
    let tag = document.tag(key);
    document.text_of(key) == "<<" && (tag == Tag::Merge || (plain && tag == Tag::None))
}

/// The keys above the merge key `merge` that it gives other values.
pub(super) fn overridden(document: &Document<'_>, merge: NodeId) -> Vec<Problem> {
    let (Some(mapping), Some(value)) = (document.parent(merge), document.value_of(merge)) else {
        return Vec::new();
    };
    let own: Vec<(NodeId, NodeId)> = document.pairs(mapping).collect();
    let at = own.iter().position(|&(key, _)| key == merge).unwrap_or(0);
    let (above, below) = (&own[..at], &own[at + 1..]);
    if above.iter().all(|&(key, _)| is_merge(document, key)) {
        return Vec::new();
    }
    let merged = pairs(document, value);
    let name = |key: NodeId| document.text_of(document.resolve(key));
    let mut found = Vec::new();
    for &(key, held) in above.iter().filter(|&&(key, _)| !is_merge(document, key)) {
        // What stands below the merge again is what counts.
        if below.iter().any(|&(other, _)| name(other) == name(key)) {
            continue;
        }
        let Some(&(_, other)) = merged.iter().rev().find(|&&(other, _)| name(other) == name(key)) else {
            continue;
        };
        if !same(document, held, other) {
            found.push(Problem {
                kind: ProblemKind::MergeOverrides { key, merge },
                span: document.span(key),
            });
        }
    }
    found
}

/// What is merged with `value`, later pairs winning.
fn pairs(document: &Document<'_>, value: NodeId) -> Vec<(NodeId, NodeId)> {
    let mut found = Vec::new();
    let mut rest = vec![value];
    let mut steps = 0;
    // A merge inside what is merged is taken where it stands; the order among those hardly matters.
    while let Some(node) = rest.pop() {
        let node = document.resolve(node);
        steps += 1;
        if steps > MOST || found.len() > MOST {
            break;
        }
        match document.kind(node) {
            // The first of several wins, so it comes last.
            Kind::Sequence => rest.extend(document.children(node)),
            Kind::Mapping => {
                for (key, held) in document.pairs(node) {
                    if is_merge(document, key) {
                        let inner = document.resolve(held);
                        if document.kind(inner) == Kind::Mapping {
                            found.extend(document.pairs(inner).take(MOST));
                        }
                    } else {
                        found.push((key, held));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether two values read alike; where that takes long, they are taken for alike.
fn same(document: &Document<'_>, one: NodeId, other: NodeId) -> bool {
    let mut rest = vec![(one, other)];
    let mut steps = 0;
    while let Some((one, other)) = rest.pop() {
        let (one, other) = (document.resolve(one), document.resolve(other));
        steps += 1;
        if one == other || steps > MOST {
            continue;
        }
        let read = |node: NodeId| {
            let plain = document.kind(node) == Kind::Scalar(Style::Plain);
            resolve(document.text_of(node), plain, document.tag(node))
        };
        match (document.kind(one), document.kind(other)) {
            (Kind::Hole, _) | (_, Kind::Hole) => {}
            (Kind::Scalar(_), Kind::Scalar(_)) => {
                if document.text_of(one) != document.text_of(other) || read(one) != read(other) {
                    return false;
                }
            }
            (Kind::Mapping, Kind::Mapping) | (Kind::Sequence, Kind::Sequence) => {
                let (ones, others): (Vec<_>, Vec<_>) = (
                    document.children(one).collect(),
                    document.children(other).collect(),
                );
                if ones.len() != others.len() {
                    return false;
                }
                rest.extend(ones.into_iter().zip(others));
            }
            _ => return false,
        }
    }
    true
}
