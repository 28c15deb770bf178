//! What is said of a kind of change.

use super::pair::{FieldEntry, Kept, Pair, Sides};
use super::sink::Sink;
use crate::diagnostic::Level;
use crate::manifest::{Integration, ReadObject, SubscribeObject, WriteObject};

/// Who meets a change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// An existing installation, or code that reads its data, stops working or gets something else.
    Breaking,
    /// It reaches, or may reach, all existing installations on deployment.
    Everyone,
    /// Only installations that are made or saved afterwards.
    New,
    /// Nobody's data.
    Compatible,
}

impl Class {
    /// All classes, worst first.
    pub const ALL: [Class; 4] = [Class::Breaking, Class::Everyone, Class::New, Class::Compatible];

    /// Its name in reports and options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Class::Breaking => "breaking",
            Class::Everyone => "everyone",
            Class::New => "new",
            Class::Compatible => "compatible",
        }
    }

    /// What it means, in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Class::Breaking => "an existing installation, or code that reads its data, stops working or gets something else",
            Class::Everyone => "reaches, or may reach, all existing installations on deployment",
            Class::New => "only installations that are made or saved afterwards",
            Class::Compatible => "nobody's data changes",
        }
    }

    /// The level of its changes unless configured.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Class::Breaking => Level::Error,
            Class::Everyone => Level::Warning,
            Class::New | Class::Compatible => Level::Info,
        }
    }
}

/// How it is known what the platform does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Certainty {
    /// The platform's documentation says so.
    Documented,
    /// The platform's public clients, its command line and its components for React, do so.
    Observed,
    /// Nothing public says what happens.
    Undocumented,
}

impl Certainty {
    /// All of them, surest first.
    pub const ALL: [Certainty; 3] = [Certainty::Documented, Certainty::Observed, Certainty::Undocumented];

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Documented => "documented",
            Certainty::Observed => "observed",
            Certainty::Undocumented => "undocumented",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Certainty::Documented => "documented by Ampersand",
            Certainty::Observed => "seen in Ampersand's public clients",
            Certainty::Undocumented => "not documented: try it on a development project first",
        }
    }
}

/// A kind of change: what it is called, what is said of it, and the function that sees it.
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
    /// The function.
    pub look: Look,
}

impl Change {
    /// The first paragraph of the documentation, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        one_line(self.docs)
    }

    /// The documentation without the space that begins each line of a doc comment.
    #[must_use]
    pub fn body(&self) -> String {
        let lines = self.docs.lines();
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// The first paragraph under "Why", on one line.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        let (_, why) = self.docs.split_once("\n ## Why\n")?;
        Some(one_line(why.trim_start()))
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

fn one_line(text: &str) -> String {
    let first = text.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A function that sees changes, with what it is called for. Objects and fields are compared in integrations that
/// both versions have under one name.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// For each integration of either version.
    Integration(fn(&Sides<'_>, &Pair<'_, Integration<'_>>, &mut Sink<'_>)),
    /// For each read object.
    ReadObject(fn(&Sides<'_>, &Pair<'_, ReadObject<'_>>, &mut Sink<'_>)),
    /// For each write object.
    WriteObject(fn(&Sides<'_>, &Pair<'_, WriteObject<'_>>, &mut Sink<'_>)),
    /// For each subscribe object.
    SubscribeObject(fn(&Sides<'_>, &Pair<'_, SubscribeObject<'_>>, &mut Sink<'_>)),
    /// For each field of a read object that both versions have.
    Field(fn(&Sides<'_>, &Kept<'_, ReadObject<'_>>, &Pair<'_, FieldEntry<'_>>, &mut Sink<'_>)),
}

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
        look: $on:ident($look:path) $(,)?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static CHANGE: crate::change::Change = crate::change::Change {
            id: $id,
            class: crate::change::Class::$class,
            or: crate::change::change!(@ $($or)?),
            certainty: crate::change::Certainty::$certainty,
            since: $since,
            docs: concat!($($doc, "\n"),+),
            look: crate::change::Look::$on($look),
        };
    };
    (@ $or:ident) => { Some(crate::change::Class::$or) };
    (@) => { None };
}
pub(crate) use change;
