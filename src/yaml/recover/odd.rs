//! What is YAML, but may come from a typo all the same.

use super::super::ProblemKind;
use super::super::build::{Built, Stop};
use super::super::lines::Line;
use super::super::node::{FLOW, KEY, Kind, Node, NodeId, Style};
use crate::source::Span;

/// A place that is odd.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odd {
    pub at: Span,
    pub sort: OddSort,
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
}

/// The first line of the text at `span` after its first that would else begin a list item.
fn swallowed_item(text: &str, span: Span) -> Option<Span> {
    let written = &text[span.range()];
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

    pub(super) fn repeated_keys(&self) -> usize {
        let repeated =
            |problem: &&super::super::Problem| matches!(problem.kind, ProblemKind::DuplicateKey { .. });
        self.problems.iter().filter(repeated).count()
    }

    /// What is YAML in `text`, but may come from a typo.
    pub(super) fn odd<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Odd> + 'a {
        let span = |node: NodeId| self.nodes[node.index()].span;
        let repeated = self
            .problems
            .iter()
            .filter_map(move |problem| match problem.kind {
                ProblemKind::DuplicateKey { key, first } => Some(Odd {
                    at: span(key),
                    sort: OddSort::Repeated { first: span(first) },
                }),
                _ => None,
            });
        let headers = self.nodes.iter().filter_map(move |node| {
            let key = NodeId::from_raw(node.slot);
            let empty = node.span.is_empty() && node.flags & KEY == 0 && node.next != NodeId::NONE;
            let of_mapping = || {
                node.parent != NodeId::NONE
                    && self.nodes[node.parent.index()].kind == Kind::Mapping
                    && self.nodes[node.parent.index()].flags & FLOW == 0
            };
            (empty && matches!(node.kind, Kind::Scalar(_)) && of_mapping()).then(|| Odd {
                at: span(key),
                sort: OddSort::Header,
            })
        });
        let plain = |node: &&Node| node.kind == Kind::Scalar(Style::Plain);
        let scalars = self.nodes.iter().filter(plain).filter_map(move |node| {
            let (at, sort) = if node.flags & KEY == 0 {
                (swallowed_item(text, node.span)?, OddSort::Item)
            } else {
                let colon = node.span.is_empty() && text[node.span.start as usize..].starts_with(':');
                (colon.then_some(node.span)?, OddSort::LoneColon)
            };
            Some(Odd { at, sort })
        });
        repeated.chain(headers).chain(scalars)
    }
}
