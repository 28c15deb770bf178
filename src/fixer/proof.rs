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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::fix::{Applicability, Edit};
    use crate::rules;
    use crate::source::{Span, index};

    const TEXT: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm # the first
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: hook
          optionalFieldsAuto: all
          schedule: \"0 * * * *\"
    proxy:
      enabled: true
";

    /// Where the first `part` of the text is.
    fn place(part: &str) -> Span {
        let start = TEXT.find(part).unwrap();
        Span::new(index(start), index(start + part.len()))
    }

    /// What no fix may do.
    fn harms() -> Vec<(&'static str, Edit)> {
        let indent = Span::new(place("    proxy").start, place("proxy").start);
        vec![
            (
                "joins a line with a comment",
                Edit::replace(place("\n    read"), " read"),
            ),
            (
                "joins two lines",
                Edit::replace(place("\n          optionalFieldsAuto"), " optionalFieldsAuto"),
            ),
            (
                "makes a comment of an entry",
                Edit::insert(place("proxy").start, "# "),
            ),
            (
                "makes a comment of a value",
                Edit::insert(place("hook").start, "# "),
            ),
            (
                "quotes half of the text",
                Edit::insert(place("contacts").start, "\""),
            ),
            ("makes it unreadable", Edit::insert(place("provider").start, "{")),
            ("moves a section out", Edit::delete(indent)),
            (
                "moves an entry in",
                Edit::insert(place("optionalFieldsAuto").start, "  "),
            ),
            ("cuts the rest off", Edit::insert(indent.start, "...\n")),
            (
                "repeats a key",
                Edit::insert(indent.start, "    provider: x\n    {\n"),
            ),
        ]
    }

    fn proved(rule: &'static str, edits: Vec<Edit>, applicability: Applicability) -> bool {
        let source = Source::new("amp.yaml", TEXT.as_bytes().to_vec()).unwrap();
        let options = Options::default();
        let before = Before::of(&source, &options, &|| false).unwrap();
        // Nothing more is found of it, as after any fix.
        let finding = Diagnostic::new(rule, Level::Warning, place("contacts"), "it is odd");
        let mut fix = Fix::safe("write another", edits);
        fix.applicability = applicability;
        before.proves(&source, &options, &finding, &fix, &|| false)
    }

    /// No rule may do harm, however sure it is.
    #[test]
    fn every_fix_is_proved() {
        let harmless = Edit::replace(place("contacts"), "companies");
        let harms = harms();
        for (i, rule) in rules::ALL.iter().enumerate() {
            for applicability in [Applicability::Safe, Applicability::Unsafe] {
                assert!(
                    proved(rule.id, vec![harmless.clone()], applicability),
                    "{}: a fix that changes what it says is held back",
                    rule.id
                );
                let (harm, edit) = &harms[i % harms.len()];
                let mut edits = vec![edit.clone()];
                if edit.span.start != harmless.span.start {
                    edits.push(harmless.clone());
                }
                assert!(
                    !proved(rule.id, edits, applicability),
                    "{}: a fix that {harm} is not held back",
                    rule.id
                );
            }
        }
    }
}
