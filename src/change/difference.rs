//! Changes that were found, as data.

use super::class::{Certainty, Class};
use crate::diagnostic::Level;
use crate::source::Span;

/// A place in one of the two versions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The characters.
    pub span: Span,
    /// What they say: the value of a scalar, the text of anything else, cut when it is long.
    pub text: String,
}

/// A change that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Difference {
    /// The id of its kind.
    pub change: &'static str,
    /// Who meets it.
    pub class: Class,
    /// How bad it is, as configured.
    pub level: Level,
    /// How it is known what happens.
    pub certainty: Certainty,
    /// The name path of what changed: in the new version, where it is still there.
    pub at: String,
    /// What changed, with the values named, and who notices.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The place in the old version.
    pub old: Option<Spot>,
    /// The place in the new version.
    pub new: Option<Spot>,
    /// The place in the new version that is nearest to what is gone from it.
    pub anchor: Span,
    /// Somebody accepted it.
    pub accepted: Option<Accepted>,
}

impl Difference {
    /// Sets the class, for changes with more than one.
    pub fn class(&mut self, class: Class) -> &mut Self {
        self.class = class;
        self.level = class.level();
        self
    }

    /// Sets the certainty, where it differs from case to case.
    pub fn certainty(&mut self, certainty: Certainty) -> &mut Self {
        self.certainty = certainty;
        self
    }

    /// Says what to do.
    pub fn help(&mut self, message: impl Into<String>) -> &mut Self {
        self.help = Some(message.into());
        self
    }
}

/// That a change is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// Why.
    pub reason: String,
    /// How long, in the author's own words.
    pub until: Option<String>,
}

/// Something that could not be compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub struct Gap {
    /// Whether it is the old version that can't be read there.
    pub old: bool,
    /// Where: the name path.
    pub at: String,
    /// The characters.
    pub span: Span,
    /// Why, to stand after the path.
    pub why: &'static str,
}
