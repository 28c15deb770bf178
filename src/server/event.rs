//! What the main thread is woken for, and how it ends.

use std::sync::Arc;

use lsp_server::{RequestId, ResponseError};
use serde_json::Value;

use super::connection::Incoming;
use crate::check::Checked;

/// What the main thread is woken for.
#[derive(Debug)]
pub enum Event {
    /// Something from the client.
    Incoming(Incoming),
    /// Something a worker has done.
    Done(Done),
}

/// What a worker has done.
#[derive(Debug)]
pub enum Done {
    /// A request is answered.
    Answer(RequestId, Result<Value, ResponseError>),
    /// A request for diagnostics is answered: its id, the address and version of the text, what was found, and the
    /// answer.
    Pulled(RequestId, String, Option<i32>, Option<Arc<Checked>>, Value),
    /// A text was checked: its address and version, and what was found; `None` where that failed.
    Checked(String, Option<i32>, Option<Arc<Checked>>),
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
