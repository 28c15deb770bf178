//! Keys that stand twice in one mapping.

use std::collections::HashMap;

use super::super::node::{INLINE, Kind, Node, NodeId, Style};
use super::super::problem::{Problem, ProblemKind};
use super::{Builder, Frame};

/// A mapping with more keys than this looks for repeated ones with a table.
const FEW_KEYS: usize = 12;

impl Builder<'_> {
    pub(crate) fn repeated_keys(&mut self, frame: &Frame) {
        let pairs = frame.len as usize / 2;
        if pairs < 2 {
            return;
        }
        let mut table: HashMap<&str, NodeId> = HashMap::new();
        let mut few: [(&str, NodeId); FEW_KEYS] = [("", NodeId::NONE); FEW_KEYS];
        let mut seen = 0;
        let mut key = NodeId::from_raw(self.nodes[frame.node.index()].data);
        while key != NodeId::NONE {
            let node = &self.nodes[key.index()];
            let value = NodeId::from_raw(node.slot);
            if let Some(name) = key_text(self.text, &self.nodes, &self.values, key) {
                let first = if pairs <= FEW_KEYS {
                    let first = few[..seen]
                        .iter()
                        .find(|(other, _)| *other == name)
                        .map(|&(_, key)| key);
                    if first.is_none() {
                        few[seen] = (name, key);
                        seen += 1;
                    }
                    first
                } else {
                    let first = table.get(name).copied();
                    table.entry(name).or_insert(key);
                    first
                };
                if let Some(first) = first {
                    self.problems.push(Problem {
                        kind: ProblemKind::DuplicateKey { key, first },
                        span: node.span,
                    });
                }
            }
            key = self.nodes[value.index()].next;
        }
    }
}

/// A key's text, for comparing keys; `None` for collections, empty keys and `<<`, which may stand twice.
fn key_text<'a>(text: &'a str, nodes: &[Node], values: &'a [Box<str>], key: NodeId) -> Option<&'a str> {
    let mut node = &nodes[key.index()];
    if node.kind == Kind::Alias {
        node = &nodes[node.data as usize];
    }
    let Kind::Scalar(style) = node.kind else {
        return None;
    };
    let name = if node.flags & INLINE != 0 {
        let quotes = usize::from(matches!(style, Style::Single | Style::Double));
        let range = node.span.range();
        text.get(range.start + quotes..range.end - quotes)?
    } else {
        values.get(node.data as usize)?
    };
    (!name.is_empty() && (name != "<<" || style != Style::Plain)).then_some(name)
}
