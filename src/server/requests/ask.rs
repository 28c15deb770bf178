//! What a request is answered from, and with.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use gen_lsp_types::Position;
use lsp_server::{ErrorCode, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::check::{Checked, check_unless};
use crate::fixer::Before;
use crate::manifest::Manifest;
use crate::options::Options;
use crate::server::client::Client;
use crate::server::document::{DocumentRole, Snapshot};
use crate::server::index::Index;
use crate::server::lock::lock;
use crate::source::Source;
use crate::workspace::Loaded;
use crate::yaml::Document;

/// What a request is answered from.
#[derive(Debug)]
pub(crate) struct Basis {
    /// The document it is about.
    pub snapshot: Option<Snapshot>,
    /// What that is.
    pub role: DocumentRole,
    /// The client.
    pub client: Arc<Client>,
    /// How the document is checked.
    pub options: Options,
    /// How often settings had been read when it was asked.
    pub generation: u64,
    /// The configuration that says so.
    pub loaded: Option<Arc<Loaded>>,
    /// What was found in it, if it was checked.
    pub checked: Option<Arc<Checked>>,
    /// What its fixes are held against, once one was.
    pub before: KeptBefore,
    /// All open documents, for requests about all.
    pub open: Vec<Snapshot>,
    /// The manifests of the workspace.
    pub index: Arc<Mutex<Index>>,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// Whether the answer is still wanted.
    pub cancelled: Cancelled,
}

/// What the fixes of one text are held against, kept from the first request that needs it.
pub(crate) type KeptBefore = Arc<Mutex<Option<Arc<Before>>>>;

/// A text that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadText<'r> {
    /// The text.
    pub source: &'r Source,
    /// What it is as YAML.
    pub document: &'r Document<'r>,
    /// What it is as a manifest.
    pub manifest: &'r Manifest<'r>,
}

/// Whether a request was cancelled, for who works at it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancelled(Arc<AtomicBool>);

impl Cancelled {
    /// It is cancelled now.
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is.
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Basis {
    /// The text of the document, if it is a manifest or another file that is checked.
    pub(crate) fn source(&self) -> Option<&Source> {
        let snapshot = self
            .snapshot
            .as_ref()
            .filter(|_| self.role == DocumentRole::Checked)?;
        snapshot.source.as_deref()
    }

    /// Its address.
    pub(crate) fn uri(&self) -> &str {
        self.snapshot.as_ref().map_or("", |snapshot| &snapshot.uri)
    }

    /// What is found in the text, known already or not; `None` once the request is cancelled.
    pub(crate) fn findings(&self) -> Option<Arc<Checked>> {
        if let Some(checked) = &self.checked {
            return Some(Arc::clone(checked));
        }
        let source = self.source()?;
        let cancelled = || self.cancelled.is_set();
        check_unless(source.clone(), &self.options, &cancelled).map(Arc::new)
    }

    /// What the fixes of the document are held against; `None` where nothing can be, or once `cancelled` says so.
    pub(crate) fn before(&self, source: &Source, cancelled: &dyn Fn() -> bool) -> Option<Arc<Before>> {
        let mut kept = lock(&self.before);
        if kept.is_none() {
            *kept = Before::of(source, &self.options, cancelled).map(Arc::new);
        }
        kept.clone()
    }

    /// The place of a position.
    pub(crate) fn offset(&self, source: &Source, position: Position) -> u32 {
        source.offset_of(position.line, position.character, self.client.unit)
    }
}

/// What a request is answered with.
pub(crate) type Answer = Result<Value, ResponseError>;

/// The parameters of a request.
///
/// # Errors
/// What is wrong with them.
pub(super) fn params<T: DeserializeOwned>(params: Value) -> Result<T, ResponseError> {
    serde_json::from_value(params).map_err(|why| {
        failed(
            ErrorCode::InvalidParams,
            format!("the parameters are wrong: {why}"),
        )
    })
}

/// An answer.
///
/// # Errors
/// None that should happen.
pub(super) fn answer(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|why| failed(ErrorCode::InternalError, why.to_string()))
}

/// An error.
pub(super) fn failed(code: ErrorCode, message: String) -> ResponseError {
    ResponseError {
        code: code as i32,
        message,
        data: None,
    }
}
