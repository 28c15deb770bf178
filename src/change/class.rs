//! Who meets a change, and how that is known.

use crate::diagnostic::Level;

/// Who meets a change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
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
            Class::Breaking => {
                "an existing installation, or code that reads its data, stops working or gets something else"
            }
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
#[non_exhaustive]
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
    pub const ALL: [Certainty; 3] = [
        Certainty::Documented,
        Certainty::Observed,
        Certainty::Undocumented,
    ];

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
