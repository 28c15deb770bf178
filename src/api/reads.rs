//! The manifest that API documents belong to: which objects it reads, and which of them it backfills.

use std::sync::Arc;

use crate::manifest::{self, At, Integration, ReadObject, Slot};
use crate::parse;
use crate::source::{Source, Span};
use crate::yaml;

/// The read objects of a manifest.
#[derive(Debug)]
pub struct Reads {
    /// The manifest's file.
    pub source: Arc<Source>,
    /// Its read objects.
    pub objects: Vec<KnownRead>,
    /// Whether that is all of them: nothing in the manifest was unreadable.
    pub complete: bool,
}

/// A read object.
#[derive(Debug)]
pub struct KnownRead {
    /// `objectName`
    pub name: String,
    /// `mapToName`
    pub delivered: Option<String>,
    /// Where its name stands.
    pub span: Span,
    /// The provider, and where it stands.
    pub provider: Option<(String, Span)>,
    /// Whether it is backfilled.
    pub backfills: Backfills,
}

/// Whether an object is backfilled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backfills {
    /// Yes.
    Yes,
    /// No; there may be a period that says so.
    No(Option<Span>),
    /// What the manifest says can't be read.
    Unknown,
}

impl Reads {
    /// Reads the manifest in `source`.
    #[must_use]
    pub fn of(source: Arc<Source>) -> Self {
        let document = parse::parse(&source);
        let manifest = manifest::read(&document);
        let mut objects = Vec::new();
        for integration in manifest.integrations() {
            for object in integration.read_objects() {
                objects.extend(KnownRead::of(&document, integration, object));
            }
        }
        let damaged = document
            .nodes()
            .any(|node| document.is_damaged(node) || document.kind(node) == yaml::Kind::Hole);
        let items = |at: At| document.children(at.node).count();
        let readable = |integration: &Integration<'_>| match &integration.read {
            Slot::Missing => true,
            Slot::Unusable => false,
            Slot::Value(read) => read.objects.get().is_some_and(|list| {
                let named = list
                    .value
                    .iter()
                    .filter(|object| object.object_name.get().is_some());
                named.count() == items(list.at)
            }),
        };
        let integrations = manifest.integrations.get();
        let complete = !damaged
            && integrations
                .is_some_and(|list| list.value.len() == items(list.at) && list.value.iter().all(readable));
        drop(manifest);
        drop(document);
        Self {
            source,
            objects,
            complete,
        }
    }

    /// The read objects called `name`, whatever its case, by their own name or the one they are delivered under.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &KnownRead> + Clone {
        self.objects.iter().filter(move |read| {
            let delivered = read.delivered.as_deref();
            read.name.eq_ignore_ascii_case(name)
                || delivered.is_some_and(|delivered| delivered.eq_ignore_ascii_case(name))
        })
    }
}

impl KnownRead {
    fn of(
        document: &yaml::Document<'_>,
        integration: &Integration<'_>,
        object: &ReadObject<'_>,
    ) -> Option<Self> {
        let name = object.object_name.get()?;
        let provider = integration.provider.get();
        Some(Self {
            name: name.as_str().to_owned(),
            delivered: object.map_to_name.get().map(|name| name.as_str().to_owned()),
            span: name.at.span(document),
            provider: provider.map(|text| (text.as_str().to_owned(), text.at.span(document))),
            backfills: backfills(document, object),
        })
    }
}

fn backfills(document: &yaml::Document<'_>, object: &ReadObject<'_>) -> Backfills {
    let period = match &object.backfill {
        Slot::Missing => return Backfills::No(None),
        Slot::Unusable => return Backfills::Unknown,
        Slot::Value(backfill) => backfill.default_period.get(),
    };
    let Some(period) = period else {
        return Backfills::Unknown;
    };
    match (&period.days, &period.full_history) {
        (Slot::Unusable, _) | (_, Slot::Unusable) | (Slot::Missing, Slot::Missing) => Backfills::Unknown,
        (Slot::Value(days), _) if days.value > 0 => Backfills::Yes,
        (_, Slot::Value(full)) if full.value => Backfills::Yes,
        _ => Backfills::No(Some(period.at.span(document))),
    }
}
