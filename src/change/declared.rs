//! What is said of a kind of change.

use super::class::{Certainty, Class};
use super::pair::{FieldEntry, Kept, Pair};
use super::sink::Sink;
use crate::manifest::{Integration, ReadObject, SubscribeObject, WriteObject};
use crate::rule::docs;

/// A kind of change: what it is called, what is said of it, and what sees it.
#[derive(Debug)]
pub struct Change {
    /// Its name: kebab-case.
    pub id: &'static str,
    /// Who meets it; the worst, for changes that may be of two classes.
    pub class: Class,
    /// The other class it may be of.
    pub or: Option<Class>,
    /// How it is known what happens; the surest, where that differs from case to case.
    pub certainty: Certainty,
    /// The version that brought it.
    pub since: &'static str,
    /// Its documentation, in Markdown under fixed headings; the first paragraph is its summary.
    pub docs: &'static str,
    /// The functions that see it.
    pub looks: &'static [Visit],
}

impl Change {
    /// The first paragraph of the documentation, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        docs::summary(self.docs)
    }

    /// The documentation without the space that begins each line of a doc comment.
    #[must_use]
    pub fn body(&self) -> String {
        docs::body(self.docs)
    }

    /// The first paragraph under "Why", on one line.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        docs::why(self.docs)
    }

    /// Its classes, for people: `breaking or everyone`.
    #[must_use]
    pub fn classes(&self) -> String {
        match self.or {
            Some(or) => format!("{} or {}", self.class.name(), or.name()),
            None => self.class.name().to_owned(),
        }
    }
}

/// A function that sees changes, with what it is called for. Objects and fields are compared in integrations that
/// both versions have under one name.
#[derive(Clone, Copy, Debug)]
pub enum Visit {
    /// For each integration of either version.
    Integration(IntegrationVisit),
    /// For each read object.
    ReadObject(ReadVisit),
    /// For each write object.
    WriteObject(WriteVisit),
    /// For each subscribe object.
    SubscribeObject(SubscribeVisit),
    /// For each field of a read object that both versions have.
    Field(FieldVisit),
}

/// Sees changes of an integration.
pub type IntegrationVisit = fn(&Pair<'_, Integration<'_>>, &mut Sink<'_>);
/// Sees changes of a read object.
pub type ReadVisit = fn(&Pair<'_, ReadObject<'_>>, &mut Sink<'_>);
/// Sees changes of a write object.
pub type WriteVisit = fn(&Pair<'_, WriteObject<'_>>, &mut Sink<'_>);
/// Sees changes of a subscribe object.
pub type SubscribeVisit = fn(&Pair<'_, SubscribeObject<'_>>, &mut Sink<'_>);
/// Sees changes of a field of the read object that comes first.
pub type FieldVisit = fn(&Kept<'_, ReadObject<'_>>, &Pair<'_, FieldEntry<'_>>, &mut Sink<'_>);

/// Declares a change: its documentation as a doc comment, then its properties.
///
/// ```text
/// change! {
///     /// One line: what it is.
///     ///
///     /// ## Why
///     /// …
///     id: "some-change",
///     class: Breaking,
///     certainty: Observed,
///     since: "0.2.0",
///     look: ReadObject(look),
/// }
/// ```
macro_rules! change {
    (
        $(#[doc = $doc:literal])+
        id: $id:literal,
        class: $class:ident $(or $or:ident)?,
        certainty: $certainty:ident,
        since: $since:literal,
        look: $on:ident($look:path) $(and $also:ident($second:path))? $(,)?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static CHANGE: crate::change::Change = crate::change::Change {
            id: $id,
            class: crate::change::Class::$class,
            or: crate::change::change!(@ $($or)?),
            certainty: crate::change::Certainty::$certainty,
            since: $since,
            docs: concat!($($doc, "\n"),+),
            looks: &[crate::change::Visit::$on($look) $(, crate::change::Visit::$also($second))?],
        };
    };
    (@ $or:ident) => { Some(crate::change::Class::$or) };
    (@) => { None };
}
pub(crate) use change;
