//! What other manifests name that are deployed to the same project.

use std::collections::HashMap;
use std::sync::Arc;

use crate::manifest::{self, Document, Text};
use crate::parse;
use crate::source::{Source, Span};

/// A project, as one of its manifests sees it.
#[derive(Debug)]
pub struct Project {
    /// What the configuration calls it.
    pub name: String,
    /// Its other manifests, in the order of their paths.
    pub others: Vec<Other>,
}

/// Another manifest of a project.
#[derive(Clone, Debug)]
pub struct Other {
    /// What it names.
    pub names: Arc<Mentioned>,
    /// Its path comes before that of the manifest that is checked.
    pub is_before: bool,
    /// It is checked in the same run.
    pub is_checked: bool,
}

impl Other {
    /// Whether what it has in common with the manifest that is checked is told there, not here: it comes later.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.is_checked && !self.is_before
    }
}

/// What a manifest names.
#[derive(Debug)]
pub struct Mentioned {
    /// The manifest's file.
    pub source: Arc<Source>,
    /// Its integrations, by their names.
    pub integrations: HashMap<String, Uses>,
    /// The destinations, by their names.
    pub destinations: HashMap<String, Uses>,
}

/// How a name is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Uses {
    /// Where first.
    pub first: Span,
    /// How often.
    pub count: usize,
}

impl Mentioned {
    /// Whether it names the same as `other`, as often, wherever.
    #[must_use]
    pub fn are_like(&self, other: &Mentioned) -> bool {
        let like = |a: &HashMap<String, Uses>, b: &HashMap<String, Uses>| {
            let same = |(name, uses): (&String, &Uses)| b.get(name).is_some_and(|it| it.count == uses.count);
            a.len() == b.len() && a.iter().all(same)
        };
        like(&self.integrations, &other.integrations) && like(&self.destinations, &other.destinations)
    }

    /// Reads the manifest in `source`; what is something else names nothing.
    #[must_use]
    pub fn of(source: Arc<Source>) -> Self {
        let document = parse::parse(&source);
        let manifest = manifest::read(&document);
        let integrations = manifest.integrations();
        let named = integrations
            .iter()
            .filter_map(|integration| integration.name.get());
        let (integrations, destinations) = (
            uses(&document, named),
            uses(
                &document,
                integrations.iter().flat_map(manifest::Integration::destinations),
            ),
        );
        drop(manifest);
        drop(document);
        Self {
            source,
            integrations,
            destinations,
        }
    }
}

fn uses<'m>(document: &Document<'_>, texts: impl Iterator<Item = &'m Text<'m>>) -> HashMap<String, Uses> {
    let mut all: HashMap<String, Uses> = HashMap::new();
    for text in texts {
        let first = text.at.span(document);
        all.entry(text.as_str().to_owned())
            .or_insert(Uses { first, count: 0 })
            .count += 1;
    }
    all
}
