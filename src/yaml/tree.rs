//! The spanned tree of a document: one flat vector of nodes in document order.

use std::fmt::Write as _;

use super::node::{ANCHORED, DAMAGED, FLOW, GUESSED, INLINE, KEY, Kind, Node, NodeId, Style, Tag};
use super::problem::Problem;
use crate::source::{Cut, Span};

/// The most characters of a key in a path.
const LONGEST_STEP: usize = 200;

/// About how many characters a path takes at the most; a longer one is cut in the middle.
pub const MAX_PATH: usize = 1_000;

/// The first document of a file, as a tree, with what was found while reading it.
#[derive(Debug)]
pub struct Document<'s> {
    pub(crate) text: &'s str,
    pub(crate) nodes: Vec<Node>,
    /// Values of scalars that are not [`INLINE`].
    pub(crate) values: Vec<Box<str>>,
    pub(crate) comments: Vec<Span>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) root: NodeId,
}

impl<'s> Document<'s> {
    /// The text all spans refer to (with faults replaced, see [`crate::source::Source::clean_text`]).
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// The top node; `None` for an empty file.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        self.root.some()
    }

    /// Every comment in order, each from its `#` to the end of its line, in the first document.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// What could not be read or is certain to be lost, in the order found.
    #[doc(hidden)]
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The number of nodes; every [`NodeId`] of this document is smaller.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the document has no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes in document order: a parent before its children, a key before its value.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::from_index)
    }

    /// The first node, in document order, that begins at `offset` or later.
    #[must_use]
    pub fn node_from(&self, offset: u32) -> Option<NodeId> {
        let i = self.nodes.partition_point(|node| node.span.start < offset);
        (i < self.nodes.len()).then(|| NodeId::from_index(i))
    }

    /// The last node, in document order, that begins before `offset`.
    #[must_use]
    pub fn node_before(&self, offset: u32) -> Option<NodeId> {
        let i = self.nodes.partition_point(|node| node.span.start < offset);
        i.checked_sub(1).map(NodeId::from_index)
    }

    /// What the node is.
    #[doc(hidden)]
    #[must_use]
    pub fn kind(&self, node: NodeId) -> Kind {
        self.node(node).kind
    }

    /// The node's characters: quotes and brackets belong to it, anchors, tags, comments and the spaces around
    /// it do not. A block scalar runs from its `|` or `>` to the end of its last line that is not empty. A
    /// block collection runs from its first `-`, `?` or key to the end of its last child. Nothing (`key:`
    /// alone) is the empty span after the `:`, `-`, `?` or comma, before any anchor or tag; a value without
    /// even a `:` is the empty span after its key.
    #[must_use]
    pub fn span(&self, node: NodeId) -> Span {
        self.node(node).span
    }

    /// The explicit type.
    #[doc(hidden)]
    #[must_use]
    pub fn tag(&self, node: NodeId) -> Tag {
        self.node(node).tag
    }

    /// The collection the node stands in.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).parent.some()
    }

    /// Whether the node is a mapping's key.
    #[must_use]
    pub fn is_key(&self, node: NodeId) -> bool {
        self.node(node).flags & KEY != 0
    }

    /// Whether a collection is written with brackets or braces.
    #[must_use]
    pub fn is_flow(&self, node: NodeId) -> bool {
        self.node(node).flags & FLOW != 0
    }

    /// Whether the node carries an anchor.
    #[must_use]
    pub fn is_anchored(&self, node: NodeId) -> bool {
        self.node(node).flags & ANCHORED != 0
    }

    /// Whether part of this collection could not be read, so that nothing follows from what is missing in it.
    #[must_use]
    pub fn is_damaged(&self, node: NodeId) -> bool {
        self.node(node).flags & DAMAGED != 0
    }

    /// Whether the node was read with a guess about a syntax error in it, so that little follows from what it
    /// says.
    #[must_use]
    pub fn is_guessed(&self, node: NodeId) -> bool {
        self.node(node).flags & GUESSED != 0
    }

    /// The key of a mapping's value; `None` for anything else.
    #[must_use]
    pub fn key_of(&self, node: NodeId) -> Option<NodeId> {
        let n = self.node(node);
        let in_mapping = n
            .parent
            .some()
            .is_some_and(|parent| self.kind(parent) == Kind::Mapping);
        (in_mapping && n.flags & KEY == 0).then_some(NodeId::from_raw(n.slot))
    }

    /// The value of a mapping's key; `None` for anything else.
    #[must_use]
    pub fn value_of(&self, key: NodeId) -> Option<NodeId> {
        let n = self.node(key);
        (n.flags & KEY != 0).then_some(NodeId::from_raw(n.slot))
    }

    /// The item's index (from 0) when the node stands in a list.
    #[must_use]
    pub fn item_index(&self, node: NodeId) -> Option<u32> {
        let n = self.node(node);
        let in_list = n
            .parent
            .some()
            .is_some_and(|parent| self.kind(parent) == Kind::Sequence);
        in_list.then_some(n.slot)
    }

    /// The node an alias stands for, any other node itself.
    #[must_use]
    pub fn resolve(&self, node: NodeId) -> NodeId {
        // An alias' target is never an alias itself, so one step is enough.
        match self.node(node).kind {
            Kind::Alias => NodeId::from_raw(self.node(node).data),
            _ => node,
        }
    }

    /// A list's items or a mapping's keys and values in turn.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = match self.node(node).kind {
            Kind::Sequence | Kind::Mapping => NodeId::from_raw(self.node(node).data),
            _ => NodeId::NONE,
        };
        std::iter::successors(first.some(), |&child| self.node(child).next.some())
    }

    /// A mapping's pairs of key and value; nothing for any other node.
    pub fn pairs(&self, node: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        let mapping = self.kind(node) == Kind::Mapping;
        let mut children = self.children(node);
        std::iter::from_fn(move || {
            if !mapping {
                return None;
            }
            Some((children.next()?, children.next()?))
        })
    }

    /// A scalar's content after quotes, escapes and line folding are undone; empty for any other node.
    #[must_use]
    pub fn text_of(&self, node: NodeId) -> &str {
        let n = self.node(node);
        match n.kind {
            Kind::Scalar(style) if n.flags & INLINE != 0 => {
                let quotes = u32::from(matches!(style, Style::Single | Style::Double));
                self.slice(Span::new(n.span.start + quotes, n.span.end - quotes))
            }
            Kind::Scalar(_) => self.values.get(n.data as usize).map_or("", |value| value),
            _ => "",
        }
    }

    /// The characters at `span` in [`Document::text`].
    #[must_use]
    pub fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The smallest list or mapping that holds `span`.
    #[must_use]
    pub fn around(&self, span: Span) -> Option<NodeId> {
        let before = self.nodes.partition_point(|node| node.span.start <= span.start);
        let last = before.checked_sub(1).map(NodeId::from_index);
        let holds = |&node: &NodeId| {
            let n = self.node(node);
            matches!(n.kind, Kind::Sequence | Kind::Mapping)
                && n.span.start <= span.start
                && span.end <= n.span.end
        };
        std::iter::successors(last, |&node| self.parent(node))
            .find(holds)
            .or(self.root())
    }

    /// Where the node is, as keys and indexes from the root: `$.integrations[0].read`. A key has the path of
    /// its value. Keys that are no plain words are written `['like this']`, very long ones cut.
    #[must_use]
    pub fn path(&self, node: NodeId) -> String {
        let mut steps = Vec::new();
        let mut at = node;
        while let Some(parent) = self.parent(at) {
            steps.push(at);
            at = parent;
        }
        // From both ends, as far as it is shown: what lies between may be long.
        let (mut head, mut chars) = (String::from("$"), 0);
        while chars <= MAX_PATH / 2
            && let Some(step) = steps.pop()
        {
            chars += self.step(step, &mut head);
        }
        let (mut tail, mut chars) = (Vec::new(), 0);
        for &step in &steps {
            if chars > MAX_PATH / 2 {
                break;
            }
            let mut written = String::new();
            chars += self.step(step, &mut written);
            tail.push(written);
        }
        tail.reverse();
        shortened(head + &tail.concat())
    }

    /// Writes the last step of the path of `node`; how many characters it has.
    fn step(&self, node: NodeId, path: &mut String) -> usize {
        let before = path.len();
        if let Some(i) = self.item_index(node) {
            let _ = write!(path, "[{i}]");
        } else {
            let key = self.key_of(node).unwrap_or(node);
            let name = self.text_of(self.resolve(key));
            let cut = name
                .char_indices()
                .nth(LONGEST_STEP)
                .map_or(name.len(), |(i, _)| i);
            let (name, rest) = name.split_at(cut);
            let plain = !name.is_empty()
                && rest.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
                && !name.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            if plain {
                path.push('.');
                path.push_str(name);
            } else {
                let more = if rest.is_empty() { "" } else { "…" };
                let name = name.replace('\\', "\\\\").replace('\'', "\\'");
                let _ = write!(path, "['{name}{more}']");
            }
        }
        path.cut(before..).chars().count()
    }

    /// Makes a hole of the scalar that `fault` is in: what it says is unknown.
    pub(crate) fn obscure(&mut self, fault: Span) {
        let before = self.nodes.partition_point(|node| node.span.start <= fault.start);
        if let Some(node) = self.nodes[..before].last_mut()
            && matches!(node.kind, Kind::Scalar(_))
            && fault.start < node.span.end
        {
            node.kind = Kind::Hole;
        }
    }

    pub(crate) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }
}

fn shortened(path: String) -> String {
    // Most are so short that their characters need no counting.
    if path.len() <= MAX_PATH {
        return path;
    }
    let chars = path.chars().count();
    let at = |i: usize| path.char_indices().nth(i).map_or(path.len(), |(at, _)| at);
    if chars <= MAX_PATH {
        return path;
    }
    format!(
        "{}…{}",
        path.cut(..at(MAX_PATH / 2)),
        path.cut(at(chars - MAX_PATH / 2)..)
    )
}
