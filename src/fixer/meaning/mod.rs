//! What a text says, kept small, to prove that a fix changed nothing but what it declares.
//!
//! A fix declares what it changes by its edits (the values, keys and comments that they touch) and by
//! [`Fix::moves`](crate::fix::Fix::moves) (what gets another place in the tree). Everything else must be there
//! afterwards: the same scalars, each under the same collection, the same comments, and nothing besides them.

mod comparison;
mod edits;
mod said;

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::fix::Edit;
use crate::manifest::decodes;
use crate::source::{Span, index};
use crate::yaml::{Document, Kind, NodeId, Problem, ProblemKind, Style};
use comparison::BeforeAndAfter;
use edits::{Edits, Spans};
pub(super) use said::Meaning;
use said::{NONE, Part};

impl Meaning {
    /// What `document` says.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let typo = |problem: &Problem| problem.is_typo() || matches!(problem.kind, ProblemKind::Typo(_));
        let whole = !document.problems().iter().any(typo);
        let read = !document.problems().iter().any(is_refused);
        let mut meaning = Self::as_it_stands(document, whole, read);
        if read && whole {
            meaning.taken = decodes(document);
        } else if read && let Some(document) = document.as_platform() {
            meaning.taken = decodes(&document);
            meaning.platform = Some(Box::new(Self::as_it_stands(&document, true, true)));
        }
        meaning
    }

    /// What is in the tree of `document`, which was `read` by the platform, as a `whole` or around typos.
    fn as_it_stands(document: &Document<'_>, whole: bool, read: bool) -> Self {
        let place = |node: Option<NodeId>| node.map_or(NONE, |node| index(node.index()));
        let part = |node: NodeId| Part {
            span: document.span(node),
            parent: place(document.parent(node)),
            key: place(document.key_of(node)),
            says: says(document, node),
            sure: document.kind(node) != Kind::Hole && !document.is_guessed(node),
        };
        let comment = |span: &Span| (span.start, hash(document.slice(*span).trim_end()));
        Self {
            nodes: document.nodes().map(part).collect(),
            comments: document.comments().iter().map(comment).collect(),
            whole,
            read,
            taken: false,
            platform: None,
        }
    }

    /// What of it `after` no longer says, or says besides, though neither `edits`, which are in order and apart, touch
    /// it nor `moves` hold it. Where the platform reads something else than is meant, what is `sure` may not change that
    /// either.
    pub(super) fn difference(
        &self,
        after: &Self,
        edits: &[&Edit],
        moves: &[Span],
        sure: bool,
    ) -> Option<String> {
        if self.read && !after.read {
            return Some("the platform reads the file without it, and refuses it with it".to_owned());
        }
        let compare = |before: &Self, after: &Self| before.compared(after, edits, moves);
        let misread = self.is_misread() || after.is_misread();
        compare(self, after).or_else(|| {
            (self.read && misread && sure)
                .then(|| compare(self.as_read(), after.as_read()))
                .flatten()
        })
    }

    /// Whether the platform reads both, and nothing that it reads differs but what `edits` touch and `moves` hold.
    pub(super) fn same_to_platform(&self, after: &Self, edits: &[&Edit], moves: &[Span]) -> bool {
        let read = self.read && after.read;
        read && self.as_read().compared(after.as_read(), edits, moves).is_none()
    }

    /// Whether the platform takes the file: it reads it, and every value that it does not drop unseen is of the type that its
    /// key takes.
    pub(super) fn is_taken(&self) -> bool {
        self.taken
    }

    /// Whether the platform reads something else than is meant.
    pub(super) fn is_misread(&self) -> bool {
        self.platform.is_some()
    }

    fn compared(&self, after: &Self, edits: &[&Edit], moves: &[Span]) -> Option<String> {
        BeforeAndAfter {
            before: self,
            after,
            edits: Edits::new(edits),
            moves: Spans::new(moves),
        }
        .undeclared()
    }

    /// What the platform makes of it.
    fn as_read(&self) -> &Self {
        self.platform.as_deref().unwrap_or(self)
    }
}

/// Whether the platform refuses a file with `problem`.
fn is_refused(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::Syntax(_)
        | ProblemKind::NoJson { .. }
        | ProblemKind::Directive
        | ProblemKind::ContainsItself
        | ProblemKind::TooManyAliased => true,
        ProblemKind::Misread(_)
        | ProblemKind::Typo(_)
        | ProblemKind::DuplicateKey { .. }
        | ProblemKind::MergeOverrides { .. }
        | ProblemKind::ExtraDocument
        | ProblemKind::Json(_)
        | ProblemKind::Lenient(_) => false,
    }
}

/// What a scalar or alias says, its style and tag included.
fn says(document: &Document<'_>, node: NodeId) -> Option<u64> {
    let style = match document.kind(node) {
        Kind::Scalar(_) if document.span(node).is_empty() => return None,
        Kind::Scalar(style) => style,
        Kind::Alias => return Some(hash(document.slice(document.span(node)))),
        Kind::Sequence | Kind::Mapping | Kind::Hole => return None,
    };
    let text = document.text_of(node);
    // How many line breaks end a block text depends on what stands below it.
    let text = match style {
        Style::Literal | Style::Folded => text.trim_end(),
        Style::Plain | Style::Single | Style::Double => text,
    };
    Some(hash(&(style, document.tag(node), document.is_key(node), text)))
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
