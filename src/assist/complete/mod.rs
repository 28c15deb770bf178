//! What may be written at a cursor.

mod comments;
mod fitting;
mod keys;
mod layout;
mod names;
mod proposal;
mod skeletons;
mod values;

use super::cursor::{self, Cursor, Dash, MarkedCopy, Role};
use super::place::{Around, Stand};
use crate::catalog::Own;
use crate::check::read_as_written;
use crate::manifest::{self, Manifest, Shape};
use crate::rule::{is_plain, quoted};
use crate::source::{Source, Span};
use crate::yaml::{Document, Kind, NodeId};
use layout::Layout;

pub use proposal::{Completion, CompletionKind};

/// What is known from outside of the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// Destinations that are set up or used elsewhere, each with where that is.
    pub destinations: &'k [(String, String)],
    /// Whether there are no others: those are listed in the configuration.
    pub only_those: bool,
    /// Objects and fields that the user has listed.
    pub own: Option<&'k Own>,
}

/// A cursor and what its place in the manifest is.
struct Here<'h> {
    source: &'h Source,
    mark: &'h MarkedCopy,
    document: &'h Document<'h>,
    manifest: &'h Manifest<'h>,
    /// The node that the mark has become.
    node: NodeId,
    known: Known<'h>,
    layout: Layout,
}

/// What may be written at `offset` of `source`, a manifest, the likeliest first.
#[must_use]
pub fn complete(source: &Source, offset: u32, known: Known<'_>) -> Vec<Completion> {
    complete_unless(source, offset, known, &|| false)
}

/// The same, for those who may lose interest: nothing once `cancelled` says so, which is asked now and then.
#[must_use]
pub fn complete_unless(
    source: &Source,
    offset: u32,
    known: Known<'_>,
    cancelled: &dyn Fn() -> bool,
) -> Vec<Completion> {
    let marks = match cursor::at(source, offset) {
        Some(Cursor::Comment(comment)) => return comments::propose(source, comment, offset),
        Some(Cursor::Text(marks)) => marks,
        None => return Vec::new(),
    };
    let mut all: Vec<Completion> = Vec::new();
    for mark in &marks {
        for proposal in propose(source, mark, known, cancelled) {
            if !all
                .iter()
                .any(|it| it.label == proposal.label && it.text == proposal.text)
            {
                all.push(proposal);
            }
        }
    }
    all
}

fn propose(
    source: &Source,
    mark: &MarkedCopy,
    known: Known<'_>,
    cancelled: &dyn Fn() -> bool,
) -> Vec<Completion> {
    let Ok(copy) = Source::new(source.name(), mark.text.clone().into_bytes()) else {
        return Vec::new();
    };
    let Some(document) = read_as_written(&copy, cancelled) else {
        return Vec::new();
    };
    let manifest = manifest::read(&document);
    let Some(node) = marked(&document, mark) else {
        return Vec::new();
    };
    let here = Here {
        source,
        mark,
        document: &document,
        manifest: &manifest,
        node,
        known,
        layout: Layout::of(&copy, &document),
    };
    here.propose()
}

/// The node that the mark has become.
fn marked(document: &Document<'_>, mark: &MarkedCopy) -> Option<NodeId> {
    let here = |node: &NodeId| {
        document.span(*node).start == mark.at
            && matches!(document.kind(*node), Kind::Scalar(_))
            && document.text_of(*node) == mark.word
    };
    let first = document.node_from(mark.at)?;
    document
        .nodes()
        .skip_while(|&node| node < first)
        .take(8)
        .find(here)
}

impl Here<'_> {
    fn propose(&self) -> Vec<Completion> {
        let document = self.document;
        let is_key = document.is_key(self.node);
        match self.mark.token.role {
            // A key of a mapping, as which everything that begins a line is marked.
            Role::Start { colon, .. } if is_key => {
                let Some(mapping) = document.parent(self.node) else {
                    return Vec::new();
                };
                match Stand::of(document, mapping) {
                    Some(Stand::Mapping(shape)) if self.missing_dash() => self.items(shape),
                    Some(Stand::Mapping(shape)) => self.keys(shape, mapping, colon),
                    Some(Stand::List(_, _, Some(shape))) => self.items(shape),
                    Some(Stand::List(shape, key, None)) => self.values(shape, key, self.dash()),
                    Some(Stand::Item(shape, key)) => self.values(shape, key, self.dash()),
                    _ => Vec::new(),
                }
            }
            _ => match Stand::of(document, self.node) {
                Some(Stand::Value(shape, key) | Stand::Item(shape, key)) => self.values(shape, key, ""),
                // A list in brackets is being begun.
                Some(Stand::Mapping(shape)) if document.item_index(self.node).is_some() => {
                    self.flow_items(shape)
                }
                _ => Vec::new(),
            },
        }
    }

    fn around(&self) -> Around<'_> {
        Around::of(self.document, self.manifest, self.node)
    }

    fn missing_dash(&self) -> bool {
        matches!(
            self.mark.token.role,
            Role::Start {
                dash: Dash::Missing,
                ..
            }
        )
    }

    /// The dash that has to be written before an item, if any.
    fn dash(&self) -> &'static str {
        match self.mark.token.role {
            Role::Start {
                dash: Dash::Written, ..
            } => "",
            _ => "- ",
        }
    }

    /// The column in which what is written begins.
    fn column(&self) -> usize {
        match self.mark.token.role {
            Role::Start { column, .. } => column as usize,
            Role::Value => 0,
        }
    }

    /// What is between the place and the rest of its line that must come first: a space after a colon, dash or question
    /// mark.
    fn lead(&self) -> &'static str {
        let span = self.mark.token.span;
        let before = self.source.text()[..span.start as usize].bytes().next_back();
        let glued = match self.mark.token.role {
            Role::Value => before == Some(b':'),
            Role::Start {
                dash: Dash::Written, ..
            } => matches!(before, Some(b'-' | b'?')),
            Role::Start { colon, .. } => colon && before == Some(b'?'),
        };
        if glued { " " } else { "" }
    }

    /// Whether something that belongs to the place follows on its line.
    fn is_followed(&self) -> bool {
        let span = self.mark.token.span;
        let line = self.source.line_span(self.source.line_of(span.end));
        let rest = self.source.slice(Span::new(span.end, line.end)).trim_start();
        !rest.is_empty() && !rest.starts_with('#')
    }

    /// Whether several lines may be written here, or in brackets several entries.
    fn is_alone(&self) -> bool {
        self.mark.token.flow || !self.is_followed()
    }

    fn proposal(&self, kind: CompletionKind, label: impl Into<String>, text: String) -> Completion {
        let indent = match &self.mark.token.role {
            Role::Start { indent, .. } => indent.clone(),
            Role::Value => None,
        };
        Completion {
            label: label.into(),
            kind,
            detail: None,
            docs: None,
            filter: None,
            span: self.mark.token.span,
            text: format!("{}{text}", self.lead()),
            snippet: None,
            indent,
            again: false,
        }
    }

    /// `text` as it is written here: in the quotes that are there, else in quotes only where it needs them.
    fn written(&self, text: &str) -> String {
        match self.mark.token.quote {
            Some('\'') => format!("'{}'", text.replace('\'', "''")),
            Some(_) => quoted(text),
            None if is_plain(text) => text.to_owned(),
            None => quoted(text),
        }
    }

    /// The keys that the mapping of the place has already.
    fn present(&self, mapping: NodeId) -> Vec<&str> {
        let keys = self.document.pairs(mapping).map(|(key, _)| key);
        keys.filter(|&key| key != self.node)
            .map(|key| self.document.text_of(self.document.resolve(key)))
            .collect()
    }

    fn flow_items(&self, shape: Shape) -> Vec<Completion> {
        self.items(shape)
    }
}
