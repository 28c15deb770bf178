//! The state, which one thread owns: the client, open documents, configurations, and what is under way.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use serde_json::{Value, json};

use super::answers::AnswerThread;
use super::checks::Checks;
use super::client::Client;
use super::connection::Outbox;
use super::event::{End, Wake};
use super::index::Index;
use super::open::Open;
use super::requests::Cancelled;
use super::work::Worker;
use crate::workspace::{ConfigChoice, Projects, Settings};

/// How far the conversation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// `initialize` has not come.
    New,
    /// Everything is open.
    Serving,
    /// `shutdown` has come.
    Shutdown,
}

/// The state of the server.
#[derive(Debug)]
pub(super) struct State {
    /// How far the conversation is.
    pub phase: Phase,
    /// What the client can do.
    pub client: Arc<Client>,
    /// The way to it.
    pub outbox: Outbox,
    /// Whether the client has stopped reading.
    pub stuck: bool,
    /// Whether the client wants to know what is done.
    pub traces: bool,
    /// Its process.
    pub parent: Option<u32>,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// The open documents, by address.
    pub open: HashMap<String, Open>,
    /// The configurations.
    pub settings: Settings,
    /// What manifests name that are deployed together, by configuration.
    pub projects: HashMap<PathBuf, Projects>,
    /// How often settings were read anew: results of before are old.
    pub generation: u64,
    /// Configurations whose mistakes are shown.
    pub broken: HashSet<String>,
    /// Who checks.
    pub checks: Checks,
    /// Requests that are not answered yet.
    pub pending: HashMap<RequestId, Cancelled>,
    /// The manifests of the workspace.
    pub index: Arc<Mutex<Index>>,
    /// Who answers.
    pub answers: AnswerThread,
    /// Looks through folders, which may take long.
    pub searches: Worker,
    /// The number of the last request to the client.
    pub next_id: i32,
}

/// An answer that is none.
pub(super) fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError {
        code: code as i32,
        message: message.into(),
        data: None,
    }
}

impl State {
    /// One that knows nothing yet.
    pub(super) fn new(outbox: Outbox, events: SyncSender<Wake>) -> Self {
        Self {
            phase: Phase::New,
            client: Arc::default(),
            outbox,
            stuck: false,
            traces: false,
            parent: None,
            folders: Vec::new(),
            open: HashMap::new(),
            settings: Settings::lasting(ConfigChoice::Nearest),
            projects: HashMap::new(),
            generation: 0,
            broken: HashSet::new(),
            checks: Checks::start(events.clone()),
            pending: HashMap::new(),
            index: Arc::default(),
            answers: AnswerThread::start(events.clone()),
            searches: Worker::start(events),
            next_id: 0,
        }
    }

    /// How the server ends when it is to.
    pub(super) fn end(&self) -> End {
        match self.phase {
            Phase::Shutdown => End::Orderly,
            Phase::New | Phase::Serving => End::Abrupt,
        }
    }

    /// Whether the client has stopped reading what it is told.
    pub(super) fn is_stuck(&self) -> bool {
        self.stuck
    }

    pub(super) fn send(&mut self, message: &Message) {
        self.stuck |= !self.outbox.send(message);
    }

    /// Sends a message that is JSON already.
    pub(super) fn send_text(&mut self, text: String) {
        self.stuck |= !self.outbox.send_text(text);
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&Message::Notification(Notification {
            method: method.to_owned(),
            params,
        }));
    }

    pub(super) fn call(&mut self, method: &str, params: Value) {
        self.next_id += 1;
        self.send(&Message::Request(Request {
            id: self.next_id.into(),
            method: method.to_owned(),
            params,
        }));
    }

    pub(super) fn answer(&mut self, id: RequestId, result: Result<Value, ResponseError>) {
        self.send(&Message::Response(Response {
            id,
            response_result: result,
        }));
    }

    pub(super) fn trace(&mut self, text: impl FnOnce() -> String) {
        if self.traces {
            self.notify("$/logTrace", json!({ "message": text() }));
        }
    }

    /// Taking a request in has panicked.
    pub(super) fn failed(&mut self, id: RequestId, place: &str) {
        self.pending.remove(&id);
        let why = error(ErrorCode::InternalError, format!("panicked at {place}"));
        self.answer(id, Err(why));
    }

    /// Something came that is no message.
    pub(super) fn malformed(&mut self, id: &Value, code: i32, why: &str) {
        log(&format!("a message can't be read: {why}"));
        self.stuck |= !self.outbox.send_error(id, code, why);
    }
}

/// Writes a line into the log.
pub(super) fn log(text: &str) {
    eprintln!("amplint server: {text}");
}
