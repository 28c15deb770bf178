//! Checks of open documents: the newest text of each, in a thread of its own.

use std::collections::HashMap;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};

use super::document::{DocumentRole, Snapshot};
use super::event::Wake;
use super::lock::lock;
use super::work::Worker;
use crate::check::{Checked, check_unless};
use crate::config;
use crate::diagnostic::Tally;
use crate::options::Options;

/// The thread that checks, and what it goes by.
#[derive(Debug)]
pub(super) struct Checks {
    /// The thread.
    pub worker: Worker,
    /// The newest text of each document that waits to be checked.
    pub wanted: Arc<Mutex<HashMap<String, Wanted>>>,
    /// Which texts are the newest.
    pub newest: Newest,
    /// How many texts there have been.
    texts: u64,
}

/// The number of the newest text of each document; a check of an older one stops.
#[derive(Clone, Debug, Default)]
pub(super) struct Newest(Arc<Mutex<HashMap<String, u64>>>);

impl Newest {
    /// Whether a text is the newest of its document.
    pub(super) fn is(&self, snapshot: &Snapshot) -> bool {
        lock(&self.0).get(&snapshot.uri).copied() == Some(snapshot.revision)
    }
}

/// A text to check.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The text.
    pub snapshot: Snapshot,
    /// How it is checked.
    pub options: Options,
    /// What it is.
    pub role: DocumentRole,
}

impl Checks {
    /// Starts it; `events` are told what it has done.
    pub(super) fn start(events: SyncSender<Wake>) -> Self {
        Self {
            worker: Worker::start(events),
            wanted: Arc::default(),
            newest: Newest::default(),
            texts: 0,
        }
    }

    /// The number of a text that is the newest of its document now.
    pub(super) fn next_revision(&mut self, uri: &str) -> u64 {
        self.texts += 1;
        lock(&self.newest.0).insert(uri.to_owned(), self.texts);
        self.texts
    }

    /// A document is no longer open.
    pub(super) fn forget(&self, uri: &str) {
        lock(&self.newest.0).remove(uri);
        lock(&self.wanted).remove(uri);
    }
}

/// Checks a text; `None` for one that is too large to be looked at, or no longer the newest.
pub(super) fn look(wanted: &Wanted, newest: &Newest) -> Option<Checked> {
    let source = wanted.snapshot.source.as_deref()?;
    if wanted.role == DocumentRole::Config {
        let source = source.clone();
        let (_, findings) = config::read(&source);
        return Some(Checked {
            source,
            findings,
            omitted: Tally::default(),
        });
    }
    check_unless(source.clone(), &wanted.options, &|| !newest.is(&wanted.snapshot))
}
