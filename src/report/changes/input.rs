//! What a comparison found, in the order it is shown in.

use std::collections::BTreeSet;

use crate::change::{Class, Difference};
use crate::compare::{Acceptance, Compared};

/// A comparison of any number of files.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The files, in the order of their names.
    pub files: Vec<Compared>,
    /// The revision that the old versions come from; none where they are files.
    pub revision: Option<String>,
    /// What was accepted but did not change.
    pub unused: Vec<Acceptance>,
}

impl Comparison {
    /// Every change with its file.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Compared, &Difference)> {
        let all = |file| move |found| (file, found);
        self.files
            .iter()
            .flat_map(move |file| file.differences.iter().map(all(file)))
    }

    /// How many changes of `class` nobody has accepted.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        let standing = self.all().filter(|(_, found)| found.accepted.is_none());
        standing.filter(|(_, found)| found.class == class).count()
    }

    /// How many changes are accepted.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.all().filter(|(_, found)| found.accepted.is_some()).count()
    }

    /// The changes in words, worst class first: `1 breaking, 2 new`; none of no change.
    pub(super) fn counts(&self) -> Vec<(Class, String)> {
        let counts = Class::ALL.map(|class| (class, self.count(class)));
        let some = counts.into_iter().filter(|&(_, number)| number > 0);
        some.map(|(class, number)| (class, format!("{number} {}", class.name())))
            .collect()
    }

    /// How many files were compared.
    pub(super) fn number(&self) -> usize {
        names(self.files.iter())
    }

    /// How many of them have changes that nobody has accepted.
    pub(super) fn with_changes(&self) -> usize {
        let standing = |file: &&Compared| file.differences.iter().any(|found| found.accepted.is_none());
        names(self.files.iter().filter(standing))
    }

    /// What could not be compared, each once, with its file: `amp.yaml:3:5: not compared: …`.
    #[must_use]
    pub fn gaps(&self) -> Vec<String> {
        let mut told = Vec::new();
        for file in &self.files {
            for gap in &file.gaps {
                let source = if gap.old { &file.old } else { &file.new };
                let Some(source) = source else { continue };
                let place = source.position(gap.span.start);
                told.push(format!(
                    "not compared: `{}`: {} ({}:{}:{})",
                    crate::escape::visible(&gap.at),
                    gap.why,
                    crate::escape::visible(source.name()),
                    place.line,
                    place.column
                ));
            }
        }
        told.dedup();
        told
    }
}

/// How many files these are: what moved between two of them is compared beside them.
fn names<'a>(files: impl Iterator<Item = &'a Compared>) -> usize {
    let sources = files.filter_map(|file| file.new.as_ref().or(file.old.as_ref()));
    sources.map(|source| source.name()).collect::<BTreeSet<_>>().len()
}
