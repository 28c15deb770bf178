//! One fix by itself, held against the text it is for, as every attempt of [`fix`](super::fix()) is.

use super::judge::{Ranks, Tried};
use super::meaning::Meaning;
use crate::check::{Seen, look_unless};
use crate::diagnostic::Diagnostic;
use crate::fix::{self, Fix};
use crate::options::Options;
use crate::source::Source;

/// What is found in a text and what it says: what fixes are held against.
#[derive(Debug)]
pub(crate) struct Before {
    look: Seen,
    meaning: Meaning,
}

impl Before {
    /// Looks at `source`; `None` when it has bytes that are no text, or once `cancelled` says so.
    pub(crate) fn of(source: &Source, options: &Options, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        if !source.is_text() {
            return None;
        }
        let (look, meaning) = look_unless(source, &options.keeping_all(), cancelled, Meaning::of)?;
        Some(Self { look, meaning })
    }

    /// Whether `fix` alone, made for `finding` in `source` (the text looked at), does what a fix is to do: its finding
    /// goes, nothing else changes, and no error comes. [`fix`](super::fix()) applies no other. Never once `cancelled`
    /// says so.
    pub(crate) fn proves(
        &self,
        source: &Source,
        options: &Options,
        finding: &Diagnostic,
        fix: &Fix,
        cancelled: &dyn Fn() -> bool,
    ) -> bool {
        let choice = fix::choose(source.text(), [fix]);
        if choice.taken.is_empty() {
            return false;
        }
        let next = fix::splice(source.text(), &choice.edits);
        let Ok(next) = Source::new(source.name(), next.into_bytes()) else {
            return false;
        };
        let after = look_unless(&next, &options.keeping_all(), cancelled, Meaning::of);
        after.is_some_and(|after| {
            let tried = Tried {
                fixes: &[(finding, fix)],
                edits: &choice.edits,
            };
            tried
                .against(&self.look, &self.meaning, &after, &Ranks::new())
                .is_none()
        })
    }
}
