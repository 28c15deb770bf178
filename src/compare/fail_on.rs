//! Which changes fail a comparison.

use crate::change::Class;

/// Which changes fail a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum FailOn {
    /// Those that break installations or code.
    #[default]
    Breaking,
    /// Those, and what reaches all existing installations.
    Everyone,
    /// Any.
    Any,
    /// None.
    Never,
}

impl FailOn {
    /// All of them.
    pub const ALL: [FailOn; 4] = [FailOn::Breaking, FailOn::Everyone, FailOn::Any, FailOn::Never];

    /// Its name in options and configurations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Breaking => "breaking",
            FailOn::Everyone => "everyone",
            FailOn::Any => "any",
            FailOn::Never => "never",
        }
    }

    /// The mildest class that fails; none when nothing does.
    #[must_use]
    pub fn class(self) -> Option<Class> {
        match self {
            FailOn::Breaking => Some(Class::Breaking),
            FailOn::Everyone => Some(Class::Everyone),
            FailOn::Any => Some(Class::Compatible),
            FailOn::Never => None,
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}
