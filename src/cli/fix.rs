//! What `check` does with fixes.

use super::diff::Look;

/// What is done with fixes.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// They are only reported.
    Report,
    /// The files are fixed.
    Write {
        /// Unsafe fixes too.
        risky: bool,
    },
    /// What fixing would change is shown.
    Diff {
        /// Unsafe fixes too.
        risky: bool,
        /// How it is shown.
        look: Look,
    },
}

impl Mode {
    /// Whether unsafe fixes are applied too; `None` when none are.
    pub fn risky(self) -> Option<bool> {
        match self {
            Mode::Report => None,
            Mode::Write { risky } | Mode::Diff { risky, .. } => Some(risky),
        }
    }
}
