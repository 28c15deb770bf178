//! What `check` does to the files it checks.

use super::diff::Style;

/// What is done to the files.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    /// Nothing.
    Report,
    /// They are changed.
    Write(Change),
    /// What would change is shown.
    Diff(Change, Style),
}

/// How files are changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// What has a fix is fixed.
    Fix {
        /// Unsafe fixes too.
        risky: bool,
    },
    /// What can be silenced gets a comment that does.
    Silence,
}

impl Mode {
    /// What is changed, on disk or for show.
    pub(super) fn change(self) -> Option<Change> {
        match self {
            Mode::Report => None,
            Mode::Write(change) | Mode::Diff(change, _) => Some(change),
        }
    }
}
