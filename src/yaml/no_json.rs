//! What is YAML and has no JSON form: the platform turns a manifest into JSON first, and refuses one with such a thing
//! in it, wherever it stands.

use super::merge::{is_merge, overridden};
use super::node::{GUESSED, KEY, Kind, NodeId, Style, Tag};
use super::problem::{NoJson, Problem, ProblemKind};
use super::scalar::{Scalar, resolve};
use super::tree::Document;

/// So many are told at the most: one is enough for the platform.
const MOST: usize = 100;

/// Adds what has no JSON form to the document's problems.
pub(super) fn find(document: &mut Document<'_>) {
    let mut found = Vec::new();
    let mut merges = Vec::new();
    let mut anchors: Vec<NodeId> = Vec::new();
    for i in 0..document.nodes.len() {
        let id = NodeId::from_index(i);
        let node = &document.nodes[i];
        // What is a guess has been told of.
        if node.flags & GUESSED != 0 {
            continue;
        }
        let key = node.flags & KEY != 0;
        let why = match node.kind {
            Kind::Scalar(style) => {
                let plain = style == Style::Plain;
                // Most are told by their first byte.
                let first = document.text.as_bytes().get(node.span.start as usize);
                let number = matches!(first, Some(b'.' | b'-' | b'+'));
                if node.tag == Tag::None && !(plain && (number || key)) {
                    continue;
                }
                if key && merges.len() < MOST && is_merge(document, id) {
                    merges.push(id);
                }
                of_scalar(document, id, key)
            }
            Kind::Mapping | Kind::Sequence if key => Some(NoJson::CollectionKey),
            Kind::Alias if key => match document.kind(document.resolve(id)) {
                Kind::Scalar(_) => of_scalar(document, document.resolve(id), true),
                Kind::Mapping | Kind::Sequence => Some(NoJson::CollectionKey),
                Kind::Alias | Kind::Hole => None,
            },
            _ => None,
        };
        let Some(why) = why else { continue };
        // Of one anchor it is told once that it can't be merged.
        if why == NoJson::Merge
            && let Some(value) = document.value_of(id)
            && document.kind(value) == Kind::Alias
        {
            let anchor = document.resolve(value);
            if anchors.contains(&anchor) {
                continue;
            }
            anchors.push(anchor);
        }
        found.push(match (why, document.value_of(id)) {
            (NoJson::Merge, Some(value)) => (not_merged(document, value), why),
            _ => (id, why),
        });
        if found.len() == MOST {
            break;
        }
    }
    let problem = |(node, why)| Problem {
        kind: ProblemKind::NoJson { node, why },
        span: document.span(node),
    };
    let found: Vec<Problem> = found.into_iter().map(problem).collect();
    let overridden = merges.iter().flat_map(|&merge| overridden(document, merge));
    let overridden: Vec<Problem> = overridden.take(MOST).collect();
    document.problems.extend(found);
    document.problems.extend(overridden);
}

/// Whether nothing in the document, which was read to its end, keeps the platform from making JSON of it.
pub(super) fn is_free(document: &mut Document<'_>) -> bool {
    find(document);
    !document.problems.iter().any(has_no_json)
}

fn has_no_json(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NoJson { .. } | ProblemKind::ContainsItself | ProblemKind::TooManyAliased
    )
}

impl Document<'_> {
    /// Says of the typos in it that the platform reads the text with them.
    pub(super) fn misread(&mut self) {
        // Read otherwise, part of it may have no JSON form, but that is not what the platform sees.
        self.problems.retain(|problem| !has_no_json(problem));
        for problem in &mut self.problems {
            if let ProblemKind::Syntax(syntax) = &problem.kind {
                problem.kind = ProblemKind::Misread(syntax.clone());
            }
        }
    }
}

fn of_scalar(document: &Document<'_>, node: NodeId, key: bool) -> Option<NoJson> {
    let (text, tag) = (document.text_of(node), document.tag(node));
    let plain = document.kind(node) == Kind::Scalar(Style::Plain);
    if key && is_merge(document, node) {
        let value = document.value_of(node)?;
        let sound = is_merge_source(document, value);
        return (!sound).then_some(NoJson::Merge);
    }
    match resolve(text, plain, tag) {
        Scalar::Refused => Some(NoJson::Tag),
        Scalar::Null if key => Some(NoJson::NullKey),
        Scalar::Int(value) if key && value > i128::from(i64::MAX) => Some(NoJson::LargeKey),
        Scalar::Float(value) if !key && !value.is_finite() => Some(NoJson::NotFinite),
        _ => None,
    }
}

/// What can't be merged of `value`.
fn not_merged(document: &Document<'_>, value: NodeId) -> NodeId {
    let mut items = document.children(value);
    match document.kind(value) {
        Kind::Sequence => items.find(|&item| !is_mapping(document, item)).unwrap_or(value),
        _ => value,
    }
}

fn is_mapping(document: &Document<'_>, node: NodeId) -> bool {
    document.is_guessed(node) || matches!(document.kind(document.resolve(node)), Kind::Mapping | Kind::Hole)
}

/// Whether a mapping, or a list of mappings, can be merged from `value`. What could not be read is taken for one.
fn is_merge_source(document: &Document<'_>, value: NodeId) -> bool {
    match document.kind(value) {
        Kind::Sequence => document.children(value).all(|item| is_mapping(document, item)),
        _ => is_mapping(document, value),
    }
}
