//! What is YAML, but may come from a typo all the same.

use super::super::ProblemKind;
use super::super::build::{Built, Stop};
use super::super::guide::Guide;
use super::super::lines::Line;
use super::super::node::{FLOW, KEY, Kind, Node, NodeId, Style};
use crate::source::{Cut, Span};

/// A place that is odd.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odd {
    pub at: Span,
    pub sort: OddSort,
}

impl Odd {
    /// Whether it is told of even if nothing is wrong with the document; else a typo makes it make less sense.
    pub(super) fn is_told_by_itself(&self) -> bool {
        matches!(self.sort, OddSort::Repeated { .. } | OddSort::Marked)
    }
}

/// What is odd about it.
#[derive(Clone, Copy, Debug)]
pub(super) enum OddSort {
    /// A key that stands in its mapping before.
    Repeated { first: Span },
    /// A key with nothing under it but another key beside it.
    Header,
    /// A key without a name.
    LoneColon,
    /// A line in a text without quotes that would else be a list item.
    Item,
    /// A value without quotes that begins or ends with a mark that few do.
    Marked,
    /// A list item with nothing in it.
    Empty,
    /// A list on the line of the item that holds it.
    Nested,
    /// A list item without the key that the first one begins with.
    Keyless { first: Span },
    /// A key at the margin, below what is further in.
    Margin,
    /// A key that begins with what may stand before every line.
    Prefixed,
    /// A text after `|` or `>` whose lines look like keys or items.
    BlockText,
}

/// The first line of the text at `span` after its first that would else begin a list item.
fn swallowed_item(text: &str, span: Span) -> Option<Span> {
    let written = text.cut(span);
    memchr::memchr2(b'\n', b'\r', written.as_bytes())?;
    let lines = std::iter::successors(Line::at(text, span.start).after(text), |line| line.after(text));
    let mut lines = lines.take_while(|line| line.start < span.end);
    let item = lines.find(|line| line.is_item())?;
    Some(item.content_span())
}

impl Built {
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.stop, Stop::End) && self.dash_key.is_none()
    }

    pub(super) fn stopped_at(&self) -> u32 {
        match (&self.stop, self.dash_key) {
            (_, Some(key)) => key.start,
            (Stop::Error { offset, .. } | Stop::TooDeep { offset }, None) => *offset,
            (Stop::End, None) => self.cursor,
        }
    }

    /// How many keys of block mappings `guide` does not know.
    pub(super) fn strange_keys(&self, text: &str, guide: &Guide<'_>) -> u32 {
        let strange = |node: &&Node| {
            let block =
                node.flags & KEY != 0 && self.parent(node).is_some_and(|parent| parent.flags & FLOW == 0);
            block && matches!(node.kind, Kind::Scalar(Style::Plain)) && !(guide.knows)(text.cut(node.span))
        };
        let count = self.nodes.iter().filter(strange).count();
        u32::try_from(count).unwrap_or(u32::MAX / 64)
    }

    /// How many keys stand twice, and aliases in what they name.
    pub(super) fn repeated_keys(&self) -> usize {
        let repeated = |problem: &&super::super::Problem| {
            matches!(
                problem.kind,
                ProblemKind::DuplicateKey { .. } | ProblemKind::ContainsItself
            )
        };
        self.problems.iter().filter(repeated).count()
    }

    /// What is YAML in `text`, but may come from a typo.
    pub(super) fn odd<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Odd> + 'a {
        let repeated = self.problems.iter().filter_map(|problem| match problem.kind {
            ProblemKind::DuplicateKey { key, first } => Some(Odd {
                at: self.span(key),
                sort: OddSort::Repeated {
                    first: self.span(first),
                },
            }),
            _ => None,
        });
        repeated.chain(self.nodes.iter().filter_map(|node| self.odd_node(text, node)))
    }

    /// What of it is odd in a document that `guide` knows, too.
    pub(super) fn doubtful<'a>(
        &'a self,
        text: &'a str,
        guide: &'a Guide<'_>,
    ) -> impl Iterator<Item = Odd> + 'a {
        self.odd(text).filter(move |odd| {
            let OddSort::Keyless { first } = odd.sort else {
                return true;
            };
            let key = text.cut(odd.at).split(':').next().unwrap_or_default();
            !((guide.begins)(text.cut(first)) && (guide.begins)(key))
        })
    }

    fn span(&self, node: NodeId) -> Span {
        self.nodes[node.index()].span
    }

    fn parent(&self, node: &Node) -> Option<&Node> {
        (node.parent != NodeId::NONE).then(|| &self.nodes[node.parent.index()])
    }

    /// The nodes in `collection`.
    fn children(&self, collection: &Node) -> impl Iterator<Item = &Node> {
        let at = |id: NodeId| (id != NodeId::NONE).then(|| &self.nodes[id.index()]);
        let first = if collection.data == NodeId::NONE.raw() {
            None
        } else {
            at(NodeId::from_raw(collection.data))
        };
        std::iter::successors(first, move |node| at(node.next))
    }

    fn odd_node(&self, text: &str, node: &Node) -> Option<Odd> {
        let block = |node: &Node| node.flags & FLOW == 0;
        let of = |kind: Kind| {
            self.parent(node)
                .is_some_and(|parent| parent.kind == kind && block(parent))
        };
        let key = node.flags & KEY != 0;
        let (at, sort) = match node.kind {
            Kind::Scalar(Style::Plain) if node.span.is_empty() && key => {
                let colon = text.cut(node.span.start..).starts_with([':', '&', '!']);
                (colon.then_some(node.span)?, OddSort::LoneColon)
            }
            Kind::Scalar(Style::Plain) if node.span.is_empty() => {
                if of(Kind::Sequence) {
                    (node.span, OddSort::Empty)
                } else if of(Kind::Mapping) && node.next != NodeId::NONE {
                    (self.span(NodeId::from_raw(node.slot)), OddSort::Header)
                } else {
                    return None;
                }
            }
            Kind::Scalar(Style::Plain) if key && node.parent == self.root && is_prefixed(text, node.span) => {
                (node.span, OddSort::Prefixed)
            }
            Kind::Scalar(Style::Plain) if key => {
                (self.at_margin(text, node).then_some(node.span)?, OddSort::Margin)
            }
            Kind::Scalar(Style::Plain) => match swallowed_item(text, node.span) {
                Some(item) => (item, OddSort::Item),
                None if is_marked(text.cut(node.span)) => (node.span, OddSort::Marked),
                None => return None,
            },
            Kind::Scalar(Style::Literal | Style::Folded) if of(Kind::Mapping) && !key => {
                let first = Line::at(text, node.span.start).after_content(text)?;
                let within = first.end <= node.span.end;
                let like = first.is_item() || first.pair().is_some_and(|(key, _)| key.len() < 30);
                ((within && like).then_some(node.span)?, OddSort::BlockText)
            }
            Kind::Sequence if block(node) && of(Kind::Sequence) => (node.span, OddSort::Nested),
            Kind::Mapping if block(node) && of(Kind::Sequence) => {
                let parent = self.parent(node)?;
                let begins = self.children(parent).next()?;
                let first = self
                    .children(begins)
                    .next()
                    .filter(|_| begins.kind == Kind::Mapping)?;
                let name = text.cut(first.span);
                let mut keys = self.children(node).filter(|key| key.flags & KEY != 0);
                let other = node.slot > 0 && keys.all(|key| text.cut(key.span) != name);
                (
                    other.then_some(node.span)?,
                    OddSort::Keyless { first: first.span },
                )
            }
            _ => return None,
        };
        Some(Odd { at, sort })
    }

    /// Whether `key` is one of the whole document, after a value of several lines.
    fn at_margin(&self, text: &str, key: &Node) -> bool {
        if key.parent != self.root || text.cut(..key.span.start).ends_with(' ') {
            return false;
        }
        let above = Line::at(text, key.span.start).before(text);
        above.is_some_and(|above| above.indent > 0)
    }
}

/// Whether the key at `span` and the line after it begin with the `+` of a diff, or both with a number.
fn is_prefixed(text: &str, span: Span) -> bool {
    let begins = |at: u32| match text.as_bytes().get(at as usize) {
        Some(b'+') => 1,
        Some(b'0'..=b'9') => 2,
        _ => 0,
    };
    let next = || Line::at(text, span.start).after_content(text);
    begins(span.start) > 0 && next().is_some_and(|next| begins(next.start) == begins(span.start))
}

/// Whether a value without quotes begins or ends with a mark that likely does not belong to it.
fn is_marked(written: &str) -> bool {
    let bytes = written.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    let without = |c: char| !written.contains(c);
    let once = |c: u8| memchr::memchr_iter(c, bytes).count() == 1;
    let word = without(' ');
    let end = match last {
        b',' | b';' | b'\\' => true,
        b'"' | b'`' => once(last),
        // The end of a word may be an apostrophe, that of a schedule isn't.
        b'\'' => once(last) && (word || written.contains("* ")),
        b'}' => without('{'),
        b']' => without('['),
        b')' => without('('),
        b'-' | b'|' => bytes.len() > 2 && bytes[bytes.len() - 2] == b' ',
        _ => false,
    };
    let letter = bytes.get(1).is_some_and(u8::is_ascii_alphabetic);
    let start = match first {
        b'=' | b'^' | b';' | b')' => bytes.len() > 1,
        b'(' => without(')'),
        b':' => letter && word,
        _ => false,
    };
    // Curly quotes are told of by themselves.
    let curly = written.starts_with(|c| matches!(c, '\u{2018}'..='\u{201F}'));
    bytes.len() > 1 && (end || start) && !curly
}
