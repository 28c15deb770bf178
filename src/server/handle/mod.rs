//! What happens when the client or a worker says something: one file for each kind of thing.

mod diagnostics;
mod documents;
mod files;
mod projects;
mod questions;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_server::{ErrorCode, Notification, Request, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::document::path_of;
use super::event::Done;
use super::requests;
use super::state::{Phase, State, error, log};

/// The files whose changes matter.
const WATCHED: [&str; 6] = [
    "**/amplint.toml",
    "**/.amplint.toml",
    "**/amp.yaml",
    "**/amp.yml",
    "**/*.amp.yaml",
    "**/*.amp.yml",
];

impl State {
    /// Looks after what nobody tells of; false when the client's process is gone.
    pub(super) fn tick(&mut self) -> bool {
        if self.parent.is_some_and(is_gone) {
            return false;
        }
        if self.phase == Phase::Serving && !self.client.watches {
            self.look_for_settings();
        }
        true
    }

    /// A request came.
    pub(super) fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match (self.phase, method.as_str()) {
            (Phase::New, "initialize") => {
                let result = self.initialize(&params);
                self.phase = Phase::Serving;
                self.answer(id, Ok(result));
            }
            (Phase::New, _) => {
                let why = error(ErrorCode::ServerNotInitialized, "`initialize` comes first");
                self.answer(id, Err(why));
            }
            (Phase::Shutdown, _) => {
                let why = error(ErrorCode::InvalidRequest, "after `shutdown` only `exit` may come");
                self.answer(id, Err(why));
            }
            (Phase::Serving, "initialize") => {
                let why = error(ErrorCode::InvalidRequest, "`initialize` has come before");
                self.answer(id, Err(why));
            }
            (Phase::Serving, "shutdown") => {
                self.phase = Phase::Shutdown;
                self.answer(id, Ok(Value::Null));
            }
            (Phase::Serving, "textDocument/diagnostic") => self.pull(id, &params),
            (Phase::Serving, _) => self.ask(id, &method, params),
        }
    }

    /// A response came; the server needs to know of none.
    pub(super) fn response(response: &Response) {
        if let Err(why) = &response.response_result {
            log(&format!(
                "the client could not do what it was asked for: {}",
                why.code
            ));
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Arc::new(Client::of(params));
        self.traces = is_traced(params.get("trace"));
        let parent = params.get("processId").and_then(Value::as_u64);
        self.parent = parent
            .and_then(|id| u32::try_from(id).ok())
            .filter(|&id| !is_gone(id));
        let folders = params.get("workspaceFolders").and_then(Value::as_array);
        let named = folders
            .into_iter()
            .flatten()
            .filter_map(|folder| folder.get("uri")?.as_str());
        self.folders = named.filter_map(path_of).collect();
        if self.folders.is_empty() {
            let root = params.get("rootUri").and_then(Value::as_str).and_then(path_of);
            let path = params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
            self.folders.extend(root.or(path));
        }
        requests::capabilities(&self.client)
    }

    /// A notification came.
    pub(super) fn notification(&mut self, note: Notification) {
        if self.phase != Phase::Serving {
            return;
        }
        let Notification { method, params } = note;
        match method.as_str() {
            "initialized" => self.initialized(),
            "textDocument/didOpen" => self.did_open(params),
            "textDocument/didChange" => self.did_change(params),
            "textDocument/didSave" => self.did_save(&params),
            "textDocument/didClose" => self.did_close(&params),
            "workspace/didChangeWatchedFiles" => self.files_changed(params),
            "workspace/didChangeWorkspaceFolders" => self.folders_changed(&params),
            "$/cancelRequest" => self.cancelled(&params),
            "$/setTrace" => self.traces = is_traced(params.get("value")),
            // Others are for those who know them.
            _ => {}
        }
    }

    /// The parameters of a notification; what they are not is logged.
    fn read<T: DeserializeOwned>(method: &str, params: Value) -> Option<T> {
        match serde_json::from_value(params) {
            Ok(params) => Some(params),
            Err(why) => {
                log(&format!(
                    "the parameters of `{method}` can't be read, line {}",
                    why.line()
                ));
                None
            }
        }
    }

    fn initialized(&mut self) {
        if self.client.watches {
            let watchers: Vec<Value> = WATCHED
                .iter()
                .map(|glob| json!({ "globPattern": glob }))
                .collect();
            self.call(
                "client/registerCapability",
                json!({ "registrations": [{
                    "id": "watch",
                    "method": "workspace/didChangeWatchedFiles",
                    "registerOptions": { "watchers": watchers },
                }] }),
            );
        }
        self.index_anew();
    }

    fn cancelled(&mut self, params: &Value) {
        let Some(id) = params
            .get("id")
            .and_then(|id| serde_json::from_value(id.clone()).ok())
        else {
            return;
        };
        if let Some(flag) = self.pending.remove(&id) {
            // Who works at it need not go on.
            flag.set();
            let why = error(ErrorCode::RequestCanceled, "the request was cancelled");
            self.answer(id, Err(why));
        }
    }

    /// A worker has done something.
    pub(super) fn done(&mut self, done: Done) {
        match done {
            Done::Answer(id, result) => {
                // What was cancelled is answered.
                if self.pending.remove(&id).is_some() {
                    self.answer(id, result);
                }
            }
            Done::Checked(found) => self.found(found),
            Done::Other(Ok(())) => {}
            Done::Other(Err(why)) => log(&why),
        }
    }
}

/// Whether a client wants to know what is done.
fn is_traced(value: Option<&Value>) -> bool {
    value.and_then(Value::as_str).is_some_and(|it| it != "off")
}

/// Whether a process is known to have ended.
fn is_gone(id: u32) -> bool {
    cfg!(target_os = "linux")
        && Path::new("/proc/self").exists()
        && !Path::new(&format!("/proc/{id}")).exists()
}
