//! One pass over the parser's events: events in, nodes with exact spans out.
//!
//! The parser's start marks are right but for anchors and tags (they are included), indentless lists and
//! block scalars (both begin too late). Its end marks are not: quoted scalars swallow what follows them on
//! the line, block collections run to the next token. So ends are read off the text (measured: 5 % of the
//! time). The gaps between nodes are where the comments are.

mod keys;
mod rest;
mod scalar;

use super::gap;
use super::node::{ANCHORED, FLOW, KEY, Kind, Node, NodeId, Tag};
use super::platform::{Event, Mark};
use super::problem::{Problem, ProblemKind};
use super::stop::Reason;
use crate::source::{Cut, Span, index};

/// How deeply lists and mappings may nest. A manifest needs nine levels.
pub const MAX_DEPTH: usize = 128;

/// How many nodes all aliases of a file may stand for together.
pub const MAX_ALIASED_NODES: u64 = 250_000;

/// Why reading ended.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The first document was read to its end.
    End,
    /// The parser can't go on from `offset`.
    Error { offset: u32, reason: Reason },
    /// More than [`MAX_DEPTH`] levels at `offset`.
    TooDeep { offset: u32 },
}

/// What one pass yields. Spans refer to the text that was passed in.
#[derive(Debug)]
pub(crate) struct Built {
    pub nodes: Vec<Node>,
    pub values: Vec<Box<str>>,
    pub comments: Vec<Span>,
    pub problems: Vec<Problem>,
    pub root: NodeId,
    pub stop: Stop,
    /// Collections still open where reading ended, outermost first: offset of each start, and whether in brackets.
    pub open: Vec<OpenCollection>,
    /// The first key of a block mapping that begins with a dash and no space.
    pub dash_key: Option<Span>,
    /// Where the last node that was read ends.
    pub cursor: u32,
    /// Whether the platform reads the text, if not all of it.
    pub taken: bool,
}

/// A collection that was not finished.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpenCollection {
    pub start: u32,
    pub flow: bool,
}

pub(crate) struct Frame {
    pub node: NodeId,
    /// The offset at the column of a block mapping's keys.
    begin: u32,
    last: NodeId,
    /// Items, or keys and values, so far.
    pub len: u32,
    anchor: usize,
    expanded_at_start: u64,
}

impl Frame {
    pub(crate) fn new(node: NodeId, begin: u32, anchor: usize, expanded_at_start: u64) -> Self {
        Self {
            node,
            begin,
            last: NodeId::NONE,
            len: 0,
            anchor,
            expanded_at_start,
        }
    }
}

pub(crate) struct Builder<'t> {
    text: &'t str,
    own: bool,
    pub nodes: Vec<Node>,
    pub values: Vec<Box<str>>,
    comments: Vec<Span>,
    pub problems: Vec<Problem>,
    pub frames: Vec<Frame>,
    pub root: NodeId,
    /// By anchor number (from 1): the node and how many nodes it stands for; `None` while it is being read.
    anchors: Vec<Option<(NodeId, u64)>>,
    /// End of what was last read; everything from here to the next node is gap.
    pub cursor: u32,
    /// Comments are collected up to here.
    scanned: u32,
    /// Nodes so far, aliases counted as what they stand for.
    expanded: u64,
    aliased: u64,
    aliasing_reported: bool,
    dash_key: Option<Span>,
    /// Whether the places of events are exact.
    pub(super) exact: bool,
}

impl<'t> Builder<'t> {
    pub(crate) fn new(text: &'t str, bom: u32, own: bool) -> Self {
        Self {
            text,
            own,
            nodes: Vec::with_capacity(text.len() / 14),
            values: Vec::new(),
            comments: Vec::new(),
            problems: Vec::new(),
            frames: Vec::new(),
            root: NodeId::NONE,
            anchors: Vec::new(),
            cursor: bom,
            scanned: 0,
            expanded: 0,
            aliased: 0,
            aliasing_reported: false,
            dash_key: None,
            exact: false,
        }
    }

    /// Adds what was read.
    pub(super) fn take(&mut self, event: Event<'_>) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(None) | Event::DocumentEnd(_) => {}
            Event::DocumentStart(Some(end)) => {
                self.gap_to(end - 3);
                self.cursor = end;
            }
            Event::Scalar {
                value,
                style,
                mark,
                start,
                end,
            } => self.scalar(&value, style, mark, start, end),
            Event::SequenceStart { mark, start, .. } | Event::MappingStart { mark, start, .. }
                if self.frames.len() >= MAX_DEPTH =>
            {
                return Err(Stop::TooDeep {
                    offset: self.after_properties(start, mark.is_written()),
                });
            }
            Event::SequenceStart { mark, start, flow } => self.open(Kind::Sequence, mark, start, flow),
            Event::MappingStart { mark, start, flow } => self.open(Kind::Mapping, mark, start, flow),
            Event::End(end) => self.close(end),
            Event::Alias { anchor, start, end } => self.alias(anchor, start, end),
        }
        Ok(())
    }

    pub(super) fn finish(mut self, stop: Stop) -> Built {
        let mut open = Vec::with_capacity(self.frames.len());
        while let Some(frame) = self.frames.pop() {
            let node = &mut self.nodes[frame.node.index()];
            open.push(OpenCollection {
                start: node.span.start,
                flow: node.flags & FLOW != 0,
            });
            node.span.end = node.span.end.max(self.cursor);
            // A key whose value was not reached gets a hole, so that every key has a value.
            if node.kind == Kind::Mapping && frame.len % 2 == 1 {
                self.frames.push(frame);
                self.push(Kind::Hole, Span::at(self.cursor), Tag::None, 0, 0);
                self.frames.pop();
            }
        }
        open.reverse();
        Built {
            nodes: self.nodes,
            values: self.values,
            comments: self.comments,
            problems: self.problems,
            root: self.root,
            stop,
            open,
            dash_key: self.dash_key,
            cursor: self.cursor,
            taken: false,
        }
    }

    pub(super) fn gap_to(&mut self, start: u32) {
        let from = self.cursor.max(self.scanned);
        if from < start {
            gap::comments(self.text, Span::new(from, start), &mut self.comments);
            self.scanned = start;
        }
    }

    fn after_properties(&self, start: u32, properties: bool) -> u32 {
        if properties {
            gap::skip_properties(self.text, start)
        } else {
            start
        }
    }

    /// Adds a node to the collection that is open, and returns it.
    pub(crate) fn push(&mut self, kind: Kind, span: Span, tag: Tag, flags: u8, data: u32) -> NodeId {
        let id = NodeId::from_index(self.nodes.len());
        let (mut parent, mut slot, mut flags) = (NodeId::NONE, 0, flags);
        if let Some(frame) = self.frames.last_mut() {
            parent = frame.node;
            let mapping = self.nodes[parent.index()].kind == Kind::Mapping;
            if frame.last == NodeId::NONE {
                self.nodes[parent.index()].data = id.raw();
            } else {
                self.nodes[frame.last.index()].next = id;
            }
            if !mapping {
                slot = frame.len;
            } else if frame.len % 2 == 0 {
                flags |= KEY;
            } else {
                slot = frame.last.raw();
                self.nodes[frame.last.index()].slot = id.raw();
            }
            frame.last = id;
            frame.len += 1;
        } else {
            self.root = id;
        }
        self.nodes.push(Node {
            span,
            parent,
            next: NodeId::NONE,
            data,
            slot,
            kind,
            tag,
            flags,
        });
        self.expanded += 1;
        id
    }

    fn define(&mut self, anchor: usize, target: Option<(NodeId, u64)>) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            self.anchors[anchor] = target;
        }
    }

    fn open(&mut self, kind: Kind, mark: Mark, start: u32, flow: bool) {
        let Mark { anchor, tag, .. } = mark;
        let (mut begin, properties) = (start, mark.is_written());
        // Those of a mapping's first key stand before it too.
        let mut start = self.after_properties(start, properties || kind == Kind::Mapping);
        if properties {
            // A block mapping's own are on a line above its first key.
            begin = gap::line_start(self.text, start);
            begin += index(self.text.cut(begin..).bytes().take_while(|&b| b == b' ').count());
        }
        if kind == Kind::Sequence && !flow && !self.exact {
            let in_mapping = self
                .frames
                .last()
                .is_some_and(|frame| self.nodes[frame.node.index()].kind == Kind::Mapping);
            if in_mapping {
                start = gap::first_dash(self.text, self.cursor, start);
            }
        }
        self.gap_to(start);
        let mut flags = if flow { FLOW } else { 0 };
        if anchor > 0 {
            flags |= ANCHORED;
        }
        let expanded_at_start = self.expanded;
        let node = self.push(kind, Span::at(start), tag, flags, NodeId::NONE.raw());
        self.define(anchor, None);
        self.cursor = self.cursor.max(start + u32::from(flow));
        self.frames
            .push(Frame::new(node, begin, anchor, expanded_at_start));
    }

    fn close(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        let flow = self.nodes[frame.node.index()].flags & FLOW != 0;
        if flow && self.exact {
            self.gap_to(end);
            self.cursor = self.cursor.max(end + 1);
        } else if flow {
            // After a comma at the end the parser's mark is on the comma.
            let end = gap::after_indicator(self.text, self.cursor, b',').max(end);
            let end = gap::skip(self.text, end);
            self.gap_to(end);
            self.cursor = self.cursor.max(end + 1);
        }
        // An empty block text ends before the comment after its mark, so the cursor may be further on.
        let end = match frame.last {
            last if flow || last == NodeId::NONE => self.cursor,
            last => self.nodes[last.index()].span.end,
        };
        let node = &mut self.nodes[frame.node.index()];
        node.span.end = end.max(node.span.start);
        self.define(
            frame.anchor,
            Some((frame.node, self.expanded - frame.expanded_at_start)),
        );
        if self.nodes[frame.node.index()].kind == Kind::Mapping {
            self.repeated_keys(&frame);
        }
    }

    fn alias(&mut self, anchor: usize, start: u32, end: u32) {
        self.gap_to(start);
        let span = Span::new(start, gap::trim_end(self.text, start, end));
        self.cursor = span.end;
        let target = self.anchors.get(anchor).copied().flatten();
        let (kind, data) = match target {
            None => {
                self.problems.push(Problem {
                    kind: ProblemKind::ContainsItself,
                    span,
                });
                (Kind::Hole, 0)
            }
            Some((_, size)) if self.aliased + size > MAX_ALIASED_NODES => {
                if !self.aliasing_reported {
                    self.aliasing_reported = true;
                    self.problems.push(Problem {
                        kind: ProblemKind::TooManyAliased,
                        span,
                    });
                }
                (Kind::Hole, 0)
            }
            Some((node, size)) => {
                self.aliased += size;
                self.expanded += size;
                (Kind::Alias, node.raw())
            }
        };
        self.push(kind, span, Tag::None, 0, data);
    }
}
