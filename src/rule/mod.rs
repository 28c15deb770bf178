//! The vocabulary rules are written in.

mod context;
pub(crate) mod docs;
mod edits;
mod keys;
mod message;
mod provider;
mod schedule;
mod sink;
mod suppression;

pub use crate::api::Payload;
pub use crate::diagnostic::{Diagnostic, Level};
pub use crate::fix::{Applicability, Edit, Fix, apply};
pub use crate::source::{Fault, FaultKind, Span};
pub use crate::suggest::{nearest, one_typo};
pub use crate::yaml::edit::{Move, is_plain, is_value, key_without_colon, quoted};
pub use crate::yaml::{
    Cause, Document, JsonFault, Kind, Lenient, MAX_ALIASED_NODES, MAX_DEPTH, NoJson, NodeId, Problem,
    ProblemKind, Style, Syntax, Tag, colon_like, inside_backticks, inside_curly_quotes, is_other_quote,
};
pub use context::{Context, Place};
pub(crate) use context::{LastModule, LastObject};
pub use edits::EmptyEntry;
pub use message::{MAX_EXCERPT, alternatives, code, value};
pub use schedule::{Schedule, dates};
pub use sink::{MAX_HELD, Sink};
pub use suppression::{SuppressionKind, SuppressionProblem};

use crate::manifest::{Integration, ReadObject, SubscribeObject, Violation, WriteObject};

/// What a rule is about; the order of the rule table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// The file and its YAML.
    File,
    /// Keys and the types of their values.
    Shape,
    /// Names and repetitions.
    Names,
    /// Cron schedules.
    Schedule,
    /// Delivery and backfill.
    Delivery,
    /// Fields and mappings.
    Fields,
    /// Subscribe actions.
    Subscribe,
    /// Providers, objects and destinations.
    Provider,
    /// Suppression comments.
    Suppression,
    /// API documents.
    Payload,
}

impl Group {
    /// Its word in settings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Shape => "shape",
            Self::Names => "names",
            Self::Schedule => "schedule",
            Self::Delivery => "delivery",
            Self::Fields => "fields",
            Self::Subscribe => "subscribe",
            Self::Provider => "provider",
            Self::Suppression => "suppression",
            Self::Payload => "api-documents",
        }
    }

    /// Its heading.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Group::File => "File and YAML",
            Group::Shape => "Shape",
            Group::Names => "Names and duplicates",
            Group::Schedule => "Schedule",
            Group::Delivery => "Delivery and backfill",
            Group::Fields => "Fields and mappings",
            Group::Subscribe => "Subscribe",
            Group::Provider => "Provider, objects, destinations",
            Group::Suppression => "Suppressions",
            Group::Payload => "API documents",
        }
    }
}

/// Which fixes a rule may offer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fixes {
    /// None.
    Never,
    /// Safe ones only.
    Safe,
    /// Unsafe ones only.
    Unsafe,
    /// Either, depending on the case.
    Both,
}

impl Fixes {
    /// How the rule table shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Fixes::Never => "none",
            Fixes::Safe => "safe",
            Fixes::Unsafe => "unsafe",
            Fixes::Both => "safe or unsafe",
        }
    }

    /// Whether a fix of this applicability may be offered.
    #[must_use]
    pub fn allow(self, applicability: Applicability) -> bool {
        match self {
            Fixes::Never => false,
            Fixes::Safe => applicability == Applicability::Safe,
            Fixes::Unsafe => applicability == Applicability::Unsafe,
            Fixes::Both => true,
        }
    }
}

/// One rule: what it is called, what is said of it, and its check.
#[derive(Debug)]
pub struct Rule {
    /// Its name: kebab-case, reads as "allow X".
    pub id: &'static str,
    /// Other names accepted in suppressions and configuration.
    pub aliases: &'static [&'static str],
    /// What it is about.
    pub group: Group,
    /// Its level unless configured; the highest, for rules that use more than one.
    pub level: Level,
    /// Whether some of its findings are of a milder level.
    pub milder: bool,
    /// Which fixes it may offer.
    pub fixes: Fixes,
    /// Whether its findings rest on the facts about providers, which age: then a comment that names it silences
    /// its errors too.
    pub rests_on_facts: bool,
    /// The version that brought it.
    pub since: &'static str,
    /// Its documentation, in markdown under fixed headings; the first paragraph is its summary.
    pub docs: &'static str,
    /// The check.
    pub check: Check,
}

impl Rule {
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
}

/// A check function, with what it is called for.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Once a file; once a manifest, if the rule's group is another than [`Group::File`].
    File(fn(&Context<'_>, &mut Sink<'_>)),
    /// For everything the reader of the YAML found.
    Yaml(fn(&Context<'_>, &Problem, &mut Sink<'_>)),
    /// For everything the reader of the manifest, or of API documents, found.
    Shape(fn(&Context<'_>, &Violation, &mut Sink<'_>)),
    /// For each integration.
    Integration(fn(&Context<'_>, &Integration<'_>, &mut Sink<'_>)),
    /// For each read object.
    ReadObject(fn(&Context<'_>, &Integration<'_>, &ReadObject<'_>, &mut Sink<'_>)),
    /// For each write object.
    WriteObject(fn(&Context<'_>, &Integration<'_>, &WriteObject<'_>, &mut Sink<'_>)),
    /// For each subscribe object.
    SubscribeObject(fn(&Context<'_>, &Integration<'_>, &SubscribeObject<'_>, &mut Sink<'_>)),
    /// For each schedule. Must not look at anything else: a schedule without findings is checked once a file.
    Schedule(fn(&Context<'_>, &Schedule<'_>, &mut Sink<'_>)),
    /// For each API document.
    Payload(fn(&Context<'_>, &Payload<'_>, &mut Sink<'_>)),
    /// For everything wrong with suppression comments.
    Suppression(fn(&Context<'_>, &SuppressionProblem, &mut Sink<'_>)),
}

/// Declares a rule: its documentation as a doc comment, then its properties.
///
/// ```text
/// rule! {
///     /// One line: what it finds.
///     ///
///     /// ## Why
///     /// …
///     id: "some-rule",
///     group: Shape,
///     level: Error,
///     fixes: Safe,
///     since: "0.1.0",
///     check: Shape(check),
/// }
/// ```
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        id: $id:literal,
        $(aliases: [$($alias:literal),+ $(,)?],)?
        group: $group:ident,
        level: $level:ident,
        $(milder: $milder:literal,)?
        fixes: $fixes:ident,
        $(rests_on_facts: $facts:literal,)?
        since: $since:literal,
        check: $on:ident($check:path) $(,)?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: crate::rule::Rule = crate::rule::Rule {
            id: $id,
            aliases: &[$($($alias),+)?],
            group: crate::rule::Group::$group,
            level: crate::rule::Level::$level,
            milder: false $(|| $milder)?,
            fixes: crate::rule::Fixes::$fixes,
            rests_on_facts: false $(|| $facts)?,
            since: $since,
            docs: concat!($($doc, "\n"),+),
            check: crate::rule::Check::$on($check),
        };
    };
}
pub(crate) use rule;
