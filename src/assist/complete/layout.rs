//! How a file is laid out: what is written into it should look the same.

use crate::source::Source;
use crate::yaml::{Document, Kind, NodeId};

/// How a file indents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    /// By how many columns the keys of a mapping stand right of the key above it.
    pub step: usize,
    /// By how many columns a dash stands right of the key above its list.
    pub dash: usize,
    /// By how many columns an item stands right of its dash; at least 2.
    pub item: usize,
    /// The line break.
    pub line_break: &'static str,
}

impl Layout {
    /// That of `source`, or the usual one where it shows none.
    pub(super) fn of(source: &Source, document: &Document<'_>) -> Self {
        let column = |node: NodeId| {
            let start = document.span(node).start;
            start - source.line_span(source.line_of(start)).start
        };
        let line = |node: NodeId| source.line_of(document.span(node).start);
        let block = |node: NodeId| !document.is_flow(node);
        let (mut step, mut dash, mut item) = (None, None, None);
        for node in document.nodes() {
            let key = document.key_of(node).filter(|&key| line(key) < line(node));
            match (document.kind(node), key) {
                (Kind::Mapping, Some(key)) if block(node) && step.is_none() => {
                    step = column(node).checked_sub(column(key)).filter(|&step| step > 0);
                }
                (Kind::Sequence, key) if block(node) && item.is_none() => {
                    let first = document
                        .children(node)
                        .next()
                        .filter(|&first| line(first) == line(node));
                    item = first.and_then(|first| column(first).checked_sub(column(node)));
                    dash = dash.or(key.and_then(|key| column(node).checked_sub(column(key))));
                }
                _ => {}
            }
            if step.is_some() && dash.is_some() && item.is_some() {
                break;
            }
        }
        let size = |found: Option<u32>, usual| found.map_or(usual, |found| found as usize);
        Self {
            step: size(step, 2).clamp(1, 8),
            dash: size(dash, 2).min(8),
            item: size(item, 2).clamp(2, 8),
            line_break: source.line_break(),
        }
    }
}
