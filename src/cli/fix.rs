//! What `check` does to the files it checks.

use super::diff::DiffStyle;

/// What is done to the files.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    /// Nothing.
    Report,
    /// They are changed.
    Write(Writing),
    /// What would change is shown.
    Diff(Writing, DiffStyle),
}

/// How files are changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Writing {
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
    pub(super) fn change(self) -> Option<Writing> {
        match self {
            Mode::Report => None,
            Mode::Write(change) | Mode::Diff(change, _) => Some(change),
        }
    }
}
