//! What every reading needs: places, kinds of values, problems.

use std::collections::HashMap;

use crate::manifest::at::At;
use crate::manifest::keys::Shape;
use crate::manifest::placeholder;
use crate::manifest::scalar::{self, Scalar};
use crate::manifest::strays::Strays;
use crate::manifest::violation::{Expected, Fate, Found, Violation, ViolationKind};
use crate::yaml::{Document, Kind, NodeId, Style, inside_curly_quotes};

/// What such keys are, by name, shape, and the set of known ones that are missing beside them.
pub(super) type Strange<'d> = HashMap<(&'d str, Shape, u32), ViolationKind>;

pub(in crate::manifest) struct Reader<'d, 's, 'k> {
    pub document: &'d Document<'s>,
    /// What is known to stand elsewhere, when this is not the first reading.
    pub(super) known: Option<&'k Strays<'d, 's>>,
    pub violations: Vec<Violation>,
    /// The alias through which the present mapping or list was reached.
    via: Option<NodeId>,
    /// Enclosing mappings: shape, and the place below it that leads here.
    pub(super) outer: Vec<(Shape, At)>,
    /// Keys that are not where they belong, each with what it is meant for: nothing is missing for them.
    pub(super) strays: Vec<(&'static str, At)>,
    /// Keys that are known nowhere: looking for near names takes time, and what is wrong in one object often is in
    /// all.
    pub(super) strange: Strange<'d>,
    /// Whether an entry of a field is being read, which the decoder leaves as it is.
    pub(super) untouched: bool,
}

impl<'d, 's, 'k> Reader<'d, 's, 'k> {
    pub(in crate::manifest) fn new(document: &'d Document<'s>, known: Option<&'k Strays<'d, 's>>) -> Self {
        Self {
            document,
            known,
            violations: Vec::new(),
            via: None,
            untouched: false,
            outer: Vec::new(),
            strays: Vec::new(),
            strange: HashMap::new(),
        }
    }

    /// The problems found, and the keys that are not where they belong.
    pub(in crate::manifest) fn finish(self) -> (Vec<Violation>, Vec<(&'static str, At)>) {
        (self.violations, self.strays)
    }

    /// Takes back that keys of the mapping at `at` are misplaced: it is the mapping itself that is.
    pub(in crate::manifest) fn forgive(&mut self, at: At) {
        let document = self.document;
        let here = |key: At| document.parent(key.node) == Some(at.node);
        self.violations
            .retain(|problem| !(here(problem.at) && matches!(problem.kind, ViolationKind::Misplaced { .. })));
        self.strays.retain(|&(_, key)| !here(key));
    }

    /// Drops what was found since there were `before` problems, but for what `keep` wants.
    pub(in crate::manifest) fn reconsider(&mut self, before: usize, keep: impl FnMut(&Violation) -> bool) {
        let since = self.violations.split_off(before);
        self.violations.extend(since.into_iter().filter(keep));
    }

    pub(in crate::manifest) fn report(&mut self, at: At, kind: ViolationKind) {
        let problem = Violation { at, kind };
        let explained = self.known.is_some_and(|strays| strays.explain(&problem));
        if !explained && !self.document.is_guessed(at.node) {
            self.violations.push(problem);
        }
    }

    /// The place of `node` as reached now: aliases are resolved.
    pub(in crate::manifest) fn at(&self, node: NodeId) -> At {
        match self.document.kind(node) {
            Kind::Alias => At::new(self.document.resolve(node), Some(node)),
            _ => At::new(node, self.via),
        }
    }

    /// Runs `read` for what stands inside `at`.
    pub(super) fn inside<T>(&mut self, at: At, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.via, at.via());
        let result = read(self);
        self.via = outer;
        result
    }

    pub(super) fn scalar(&self, at: At) -> Option<Scalar> {
        match self.document.kind(at.node) {
            Kind::Scalar(style) => {
                let plain = style == Style::Plain;
                Some(scalar::resolve(
                    self.document.text_of(at.node),
                    plain,
                    self.document.tag(at.node),
                ))
            }
            _ => None,
        }
    }

    pub(in crate::manifest) fn is_null(&self, at: At) -> bool {
        self.scalar(at) == Some(Scalar::Null)
    }

    /// Whether nothing is there, not even between braces.
    pub(super) fn is_empty(&self, at: At) -> bool {
        match self.document.kind(at.node) {
            Kind::Mapping => !self.has_children(at) && !self.document.is_damaged(at.node),
            _ => self.is_null(at),
        }
    }

    pub(in crate::manifest) fn has_children(&self, at: At) -> bool {
        self.document.children(at.node).next().is_some()
    }

    /// What stands at `at`, for messages.
    pub(in crate::manifest) fn found(&self, at: At) -> Found {
        match (self.document.kind(at.node), self.scalar(at)) {
            (Kind::Mapping, _) => Found::Mapping,
            (Kind::Sequence, _) => Found::List,
            (_, Some(Scalar::Null)) => Found::Null,
            (_, Some(Scalar::Bool(_))) => Found::Boolean,
            (_, Some(Scalar::Int(n))) if i64::try_from(n).is_ok() => Found::Integer,
            (_, Some(Scalar::Int(_) | Scalar::Float(_))) => Found::Number,
            (_, Some(Scalar::Refused)) => Found::Refused,
            _ => Found::Text,
        }
    }

    pub(super) fn wrong_type(&mut self, at: At, expected: Expected) {
        if self.is_placeholder(at) || self.stands_for(at) {
            self.report(at, ViolationKind::Placeholder { fate: Fate::Refused });
        } else if self.document.kind(at.node) != Kind::Hole {
            let found = self.found(at);
            self.report(at, ViolationKind::WrongType { expected, found });
        }
    }

    /// Whether `{{ … }}` stands there without quotes, which YAML reads as a mapping with a mapping for its key.
    pub(super) fn is_placeholder(&self, at: At) -> bool {
        self.document.kind(at.node) == Kind::Mapping && {
            let written = self.document.slice(at.span(self.document));
            written.starts_with("{{") && written.ends_with("}}")
        }
    }

    /// Whether a placeholder stands there as text.
    pub(in crate::manifest) fn stands_for(&self, at: At) -> bool {
        matches!(self.document.kind(at.node), Kind::Scalar(_))
            && placeholder::is_in(self.document.text_of(at.node))
    }

    /// What stands inside typographic quotes.
    pub(super) fn curly(&self, at: At) -> Option<&'d str> {
        let document: &'d Document<'s> = self.document;
        let plain = document.kind(at.node) == Kind::Scalar(Style::Plain);
        inside_curly_quotes(document.text_of(at.node)).filter(|inner| plain && !inner.trim().is_empty())
    }
}
