//! What the main thread is woken for, and how it ends.

use std::sync::Arc;

use lsp_server::{RequestId, ResponseError};
use serde_json::Value;

use super::connection::Incoming;
use crate::check::Checked;

/// What the main thread is woken for.
#[derive(Debug)]
pub(super) enum Wake {
    /// Something from the client.
    Incoming(Incoming),
    /// Something a worker has done.
    Done(Done),
}

/// What was found in a text.
#[derive(Debug)]
pub(super) struct CheckDone {
    /// The request that asked for it, if one did, and the name of the answer.
    pub asked: Option<(RequestId, String)>,
    /// The address of the text.
    pub uri: String,
    /// Its number.
    pub revision: u64,
    /// What was found; `None` where the text is too large, or another is newer.
    pub checked: Option<Arc<Checked>>,
    /// The same as the protocol has it, as JSON.
    pub items: String,
}

/// What a worker has done.
#[derive(Debug)]
pub(super) enum Done {
    /// A request is answered.
    Answer(RequestId, Result<Value, ResponseError>),
    /// A text was checked.
    Checked(CheckDone),
    /// Something else, of which only a failure is told.
    Other(Result<(), String>),
}

/// How the server ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// As the protocol wants it: `shutdown`, then `exit`.
    Orderly,
    /// The client is gone, or went without `shutdown`.
    Abrupt,
}
