//! The state, which one thread owns: the client, open documents, configurations, and what is under way.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};

use gen_lsp_types::{DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidOpenTextDocumentParams};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::connection::Outbox;
use super::diagnostics;
use super::document::{Document, Role, Snapshot, path_of, uri_of};
use super::event::{Done, End, Event};
use super::index::Index;
use super::lock::lock;
use super::requests::{self, Ask};
use super::work::Worker;
use crate::check::{Checked, check};
use crate::config;
use crate::diagnostic::Tally;
use crate::options::Options;
use crate::workspace::{Choice, Fault, Loaded, Settings, absolute};

/// The files whose changes matter.
const WATCHED: [&str; 6] = [
    "**/amplint.toml",
    "**/.amplint.toml",
    "**/amp.yaml",
    "**/amp.yml",
    "**/*.amp.yaml",
    "**/*.amp.yml",
];

/// How far the conversation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// `initialize` has not come.
    New,
    /// Everything is open.
    Serving,
    /// `shutdown` has come.
    Shutdown,
}

/// What belongs to an open document.
#[derive(Debug)]
struct Open {
    document: Document,
    /// What was found in this very version.
    checked: Option<Arc<Checked>>,
}

/// A text to check.
#[derive(Debug)]
struct Wanted {
    snapshot: Snapshot,
    options: Options,
    role: Role,
}

/// The state of the server.
#[derive(Debug)]
pub struct State {
    phase: Phase,
    client: Arc<Client>,
    outbox: Outbox,
    /// Whether the client has stopped reading.
    stuck: bool,
    /// Whether the client wants to know what is done.
    traces: bool,
    parent: Option<u32>,
    folders: Vec<PathBuf>,
    open: HashMap<String, Open>,
    settings: Settings,
    /// How often settings were read anew: results of before are old.
    generation: u64,
    /// Configurations whose mistakes are shown.
    broken: HashSet<String>,
    /// The newest text of each document that waits to be checked.
    wanted: Arc<Mutex<HashMap<String, Wanted>>>,
    /// The newest version of each document.
    versions: Arc<Mutex<HashMap<String, i32>>>,
    /// Requests that are not answered yet, and which of them are about diagnostics.
    pending: HashMap<RequestId, bool>,
    index: Arc<Mutex<Index>>,
    checks: Worker,
    answers: Worker,
    /// Looks through folders, which may take long.
    searches: Worker,
    next_id: i32,
}

fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError {
        code: code as i32,
        message: message.into(),
        data: None,
    }
}

impl State {
    /// One that knows nothing yet.
    pub fn new(outbox: Outbox, events: SyncSender<Event>) -> Self {
        Self {
            phase: Phase::New,
            client: Arc::default(),
            outbox,
            stuck: false,
            traces: false,
            parent: None,
            folders: Vec::new(),
            open: HashMap::new(),
            settings: Settings::lasting(Choice::Nearest),
            generation: 0,
            broken: HashSet::new(),
            wanted: Arc::default(),
            versions: Arc::default(),
            pending: HashMap::new(),
            index: Arc::default(),
            checks: Worker::start(events.clone()),
            answers: Worker::start(events.clone()),
            searches: Worker::start(events),
            next_id: 0,
        }
    }

    /// How the server ends when it is to.
    pub fn end(&self) -> End {
        match self.phase {
            Phase::Shutdown => End::Orderly,
            Phase::New | Phase::Serving => End::Abrupt,
        }
    }

    /// Whether the client has stopped reading what it is told.
    pub fn is_stuck(&self) -> bool {
        self.stuck
    }

    /// Looks after what nobody tells of; false when the client's process is gone.
    pub fn tick(&mut self) -> bool {
        if self.parent.is_some_and(is_gone) {
            return false;
        }
        if self.phase == Phase::Serving && !self.client.watches {
            self.look_for_settings();
        }
        true
    }

    fn send(&mut self, message: &Message) {
        self.stuck |= !self.outbox.send(message);
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&Message::Notification(Notification {
            method: method.to_owned(),
            params,
        }));
    }

    fn call(&mut self, method: &str, params: Value) {
        self.next_id += 1;
        self.send(&Message::Request(Request {
            id: self.next_id.into(),
            method: method.to_owned(),
            params,
        }));
    }

    fn answer(&mut self, id: RequestId, result: Result<Value, ResponseError>) {
        self.send(&Message::Response(Response {
            id,
            response_result: result,
        }));
    }

    fn trace(&mut self, text: impl FnOnce() -> String) {
        if self.traces {
            self.notify("$/logTrace", json!({ "message": text() }));
        }
    }

    fn log(&self, text: &str) {
        eprintln!("amplint server: {text}");
    }

    /// Something came that is no message.
    pub fn malformed(&mut self, id: &Value, code: i32, why: &str) {
        self.log(&format!("a message can't be read: {why}"));
        self.stuck |= !self.outbox.send_error(id, code, why);
    }

    /// A request came.
    pub fn request(&mut self, request: Request) {
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
    pub fn response(&mut self, response: &Response) {
        if let Err(why) = &response.response_result {
            self.log(&format!(
                "the client could not do what it was asked for: {}",
                why.code
            ));
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Arc::new(Client::of(params));
        self.traces = params
            .get("trace")
            .and_then(Value::as_str)
            .is_some_and(|it| it != "off");
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
    pub fn notification(&mut self, note: Notification) {
        if self.phase != Phase::Serving {
            return;
        }
        let Notification { method, params } = note;
        match method.as_str() {
            "initialized" => self.initialized(),
            "textDocument/didOpen" => {
                if let Some(params) = self.read::<DidOpenTextDocumentParams>(&method, params) {
                    let it = params.text_document;
                    let language = serde_json::to_value(&it.language_id).ok();
                    let language = language
                        .as_ref()
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned();
                    self.opened(Document::new(it.uri.0, it.version, language, it.text));
                }
            }
            "textDocument/didChange" => {
                if let Some(params) = self.read::<DidChangeTextDocumentParams>(&method, params) {
                    let uri = params.text_document.text_document_identifier.uri.0;
                    let (version, unit) = (params.text_document.version, self.client.unit);
                    if let Some(open) = self.open.get_mut(&uri) {
                        open.document.change(version, params.content_changes, unit);
                        open.checked = None;
                        self.changed(&uri);
                    }
                }
            }
            "textDocument/didSave"
                if (self.role_of_uri(&params) == Some(Role::Config) || !self.client.watches) =>
            {
                self.look_for_settings();
            }
            "textDocument/didClose" => {
                if let Some(uri) = params.pointer("/textDocument/uri").and_then(Value::as_str) {
                    self.closed(uri);
                }
            }
            "workspace/didChangeWatchedFiles" => {
                if let Some(params) = self.read::<DidChangeWatchedFilesParams>(&method, params) {
                    let paths: Vec<_> = params
                        .changes
                        .iter()
                        .filter_map(|change| path_of(&change.uri.0))
                        .collect();
                    let is_config = |path: &PathBuf| {
                        path.file_name()
                            .and_then(|name| name.to_str())
                            .is_some_and(|name| config::NAMES.contains(&name))
                    };
                    self.index_changed(&paths);
                    if paths.iter().any(is_config) {
                        self.reload_settings();
                    }
                }
            }
            "workspace/didChangeWorkspaceFolders" => self.folders_changed(&params),
            "$/cancelRequest" => self.cancelled(&params),
            "$/setTrace" => {
                self.traces = params
                    .get("value")
                    .and_then(Value::as_str)
                    .is_some_and(|it| it != "off");
            }
            // Others are for those who know them.
            _ => {}
        }
    }

    fn read<T: DeserializeOwned>(&mut self, method: &str, params: Value) -> Option<T> {
        match serde_json::from_value(params) {
            Ok(params) => Some(params),
            Err(why) => {
                self.log(&format!(
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
        if self.pending.remove(&id).is_some() {
            let why = error(ErrorCode::RequestCanceled, "the request was cancelled");
            self.answer(id, Err(why));
        }
    }

    // Documents

    fn opened(&mut self, document: Document) {
        let uri = document.uri.clone();
        if !self.client.watches {
            self.look_for_settings();
        }
        let open = Open {
            document,
            checked: None,
        };
        self.open.insert(uri.clone(), open);
        self.changed(&uri);
    }

    fn closed(&mut self, uri: &str) {
        if self.open.remove(uri).is_none() {
            return;
        }
        lock(&self.versions).remove(uri);
        lock(&self.wanted).remove(uri);
        if let Some(path) = path_of(uri) {
            self.index_changed(&[path]);
        }
        if !self.client.pulls {
            self.publish(uri, None, &[]);
        }
    }

    /// The newest text of a document is another.
    fn changed(&mut self, uri: &str) {
        let Some(open) = self.open.get(uri) else { return };
        lock(&self.versions).insert(uri.to_owned(), open.document.version);
        if !self.client.watches && self.settings.is_outdated() {
            self.reload_settings();
        }
        if !self.client.pulls {
            self.want_check(uri);
        }
    }

    fn role_of_uri(&mut self, params: &Value) -> Option<Role> {
        let uri = params.pointer("/textDocument/uri")?.as_str()?;
        self.role(uri)
    }

    /// What an open document is.
    fn role(&mut self, uri: &str) -> Option<Role> {
        let open = self.open.get(uri)?;
        let settings = &mut self.settings;
        let role = open.document.role(|path| {
            let loaded = settings.of(path);
            loaded.is_some_and(|it| it.config.include.matches(&it.relative(&absolute(path)), false))
        });
        if role != Role::Checked {
            return Some(role);
        }
        let excluded = open.document.path.as_deref().is_some_and(|path| {
            let loaded = settings.of(path);
            loaded.is_some_and(|it| it.config.exclude.matches(&it.relative(&absolute(path)), false))
        });
        Some(if excluded { Role::Other } else { role })
    }

    /// The configuration for a document, and the options that follow from it.
    fn options(&mut self, path: Option<&Path>) -> (Options, Option<Arc<Loaded>>) {
        let mut options = Options::default();
        // What was never saved is taken for a file of the first folder.
        let nowhere = || self.folders.first().map(|folder| folder.join("amp.yaml"));
        let Some(path) = path.map(Path::to_owned).or_else(nowhere) else {
            return (options, None);
        };
        let loaded = self.settings.of(&path);
        if let Some(loaded) = &loaded {
            loaded
                .config
                .apply(&loaded.relative(&absolute(&path)), &mut options);
        }
        (options, loaded)
    }

    // Checks

    fn want_check(&mut self, uri: &str) {
        let Some(role) = self.role(uri) else { return };
        let Some(open) = self.open.get(uri) else { return };
        let snapshot = open.document.snapshot();
        let path = open.document.path.clone();
        let (options, _) = self.options(path.as_deref());
        self.tell_faults();
        if role == Role::Other {
            self.publish(uri, snapshot.version, &[]);
            return;
        }
        let wanted = Wanted {
            snapshot,
            options,
            role,
        };
        // One job a document: it takes what is newest when its turn comes.
        let waits = lock(&self.wanted).insert(uri.to_owned(), wanted).is_some();
        if waits {
            return;
        }
        let (all, uri, failed) = (Arc::clone(&self.wanted), uri.to_owned(), uri.to_owned());
        self.checks.run(
            move || {
                let Some(wanted) = lock(&all).remove(&uri) else {
                    return Done::Other(Ok(()));
                };
                let checked = look(&wanted);
                Done::Checked(uri, wanted.snapshot.version, checked.map(Arc::new))
            },
            move |place| {
                let _ = failed;
                Done::Other(Err(format!("a check panicked at {place}")))
            },
        );
    }

    /// The client asks for diagnostics.
    fn pull(&mut self, id: RequestId, params: &Value) {
        let uri = params
            .pointer("/textDocument/uri")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let Some(role) = self.role(&uri) else {
            let why = error(ErrorCode::InvalidParams, "the document is not open");
            return self.answer(id, Err(why));
        };
        let Some(open) = self.open.get(&uri) else { return };
        let snapshot = open.document.snapshot();
        let path = open.document.path.clone();
        let known = open.checked.clone();
        let (options, _) = self.options(path.as_deref());
        self.tell_faults();
        let result = format!("{}.{}", snapshot.version.unwrap_or_default(), self.generation);
        let previous = params.get("previousResultId").and_then(Value::as_str);
        if known.is_some() && previous == Some(&result) {
            return self.answer(id, Ok(json!({ "kind": "unchanged", "resultId": result })));
        }
        if role == Role::Other {
            return self.answer(id, Ok(json!({ "kind": "full", "items": [] })));
        }
        self.pending.insert(id.clone(), true);
        let client = Arc::clone(&self.client);
        let versions = Arc::clone(&self.versions);
        let failed = id.clone();
        let wanted = Wanted {
            snapshot,
            options,
            role,
        };
        self.checks.run(
            move || {
                let version = wanted.snapshot.version;
                if lock(&versions).get(&uri).copied() != version {
                    return Done::Answer(id, Err(outdated()));
                }
                let checked = known.or_else(|| look(&wanted).map(Arc::new));
                let items = checked
                    .as_deref()
                    .map(|checked| diagnostics::all(checked, &uri, &client));
                let items = serde_json::to_value(items.unwrap_or_default()).unwrap_or_default();
                let report = json!({ "kind": "full", "resultId": result, "items": items });
                Done::Pulled(id, uri, version, checked, report)
            },
            move |place| {
                Done::Answer(
                    failed,
                    Err(error(ErrorCode::InternalError, format!("panicked at {place}"))),
                )
            },
        );
    }

    fn publish(&mut self, uri: &str, version: Option<i32>, items: &[gen_lsp_types::Diagnostic]) {
        let mut params = json!({ "uri": uri, "diagnostics": items });
        if let Some(version) = version {
            params["version"] = version.into();
        }
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// A worker has done something.
    pub fn done(&mut self, done: Done) {
        match done {
            Done::Answer(id, result) => {
                // What was cancelled is answered.
                if self.pending.remove(&id).is_some() {
                    self.answer(id, result);
                }
            }
            Done::Pulled(id, uri, version, checked, report) => {
                let newest = self.open.get(&uri).map(|open| open.document.version) == version;
                if newest && let Some(open) = self.open.get_mut(&uri) {
                    open.checked = checked;
                }
                if self.pending.remove(&id).is_some() {
                    self.answer(id, if newest { Ok(report) } else { Err(outdated()) });
                }
            }
            Done::Checked(uri, version, checked) => {
                let Some(open) = self.open.get_mut(&uri) else {
                    return;
                };
                if Some(open.document.version) != version {
                    return;
                }
                open.checked.clone_from(&checked);
                let client = Arc::clone(&self.client);
                let items = checked
                    .as_deref()
                    .map(|checked| diagnostics::all(checked, &uri, &client));
                let items = items.unwrap_or_default();
                self.publish(&uri, version, &items);
                self.trace(|| {
                    format!(
                        "checked version {}: {} findings",
                        version.unwrap_or_default(),
                        items.len()
                    )
                });
            }
            Done::Other(Ok(())) => {}
            Done::Other(Err(why)) => self.log(&why),
        }
    }

    // Requests

    fn ask(&mut self, id: RequestId, method: &str, params: Value) {
        let Some(handler) = requests::find(method) else {
            let why = error(
                ErrorCode::MethodNotFound,
                format!("there is no method `{}`", crate::escape::visible(method)),
            );
            return self.answer(id, Err(why));
        };
        let uri = params
            .pointer("/textDocument/uri")
            .or_else(|| params.pointer("/data/uri"))
            .and_then(Value::as_str)
            .map(str::to_owned);
        let mut ask = Ask {
            snapshot: None,
            role: Role::Other,
            client: Arc::clone(&self.client),
            options: Options::default(),
            loaded: None,
            checked: None,
            open: Vec::new(),
            index: Arc::clone(&self.index),
            folders: self.folders.clone(),
        };
        if handler.of_document {
            let Some(role) = uri.as_deref().and_then(|uri| self.role(uri)) else {
                let why = error(ErrorCode::InvalidParams, "the document is not open");
                return self.answer(id, Err(why));
            };
            let Some(open) = uri.and_then(|uri| self.open.get(&uri)) else {
                return;
            };
            ask.snapshot = Some(open.document.snapshot());
            ask.checked.clone_from(&open.checked);
            ask.role = role;
            let path = open.document.path.clone();
            (ask.options, ask.loaded) = self.options(path.as_deref());
        }
        if handler.of_workspace {
            let uris: Vec<String> = self.open.keys().cloned().collect();
            for uri in uris {
                if self.role(&uri) != Some(Role::Other) {
                    ask.open
                        .extend(self.open.get(&uri).map(|open| open.document.snapshot()));
                }
            }
            ask.open.sort_by(|a, b| a.uri.cmp(&b.uri));
        }
        self.tell_faults();
        self.pending.insert(id.clone(), false);
        let failed = id.clone();
        self.answers.run(
            move || Done::Answer(id, (handler.answer)(&ask, params)),
            move |place| {
                Done::Answer(
                    failed,
                    Err(error(ErrorCode::InternalError, format!("panicked at {place}"))),
                )
            },
        );
    }

    // Files and settings

    fn folders_changed(&mut self, params: &Value) {
        let of = |key: &str| -> Vec<PathBuf> {
            let list = params.pointer(&format!("/event/{key}")).and_then(Value::as_array);
            let uris = list
                .into_iter()
                .flatten()
                .filter_map(|folder| folder.get("uri")?.as_str());
            uris.filter_map(path_of).collect()
        };
        let removed = of("removed");
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(of("added"));
        self.index_anew();
    }

    /// Looks through all folders again, when there is nothing else to do.
    fn index_anew(&mut self) {
        let (index, folders) = (Arc::clone(&self.index), self.folders.clone());
        self.searches.run(
            move || {
                Index::fill(&index, &folders);
                Done::Other(Ok(()))
            },
            |place| Done::Other(Err(format!("the search for manifests panicked at {place}"))),
        );
    }

    fn index_changed(&mut self, paths: &[PathBuf]) {
        let (index, paths) = (Arc::clone(&self.index), paths.to_vec());
        self.searches.run(
            move || {
                Index::update(&index, &paths);
                Done::Other(Ok(()))
            },
            |place| Done::Other(Err(format!("reading manifests panicked at {place}"))),
        );
    }

    fn look_for_settings(&mut self) {
        if self.settings.is_outdated() {
            self.reload_settings();
        }
    }

    /// Everything is looked at again under the settings as they are now.
    fn reload_settings(&mut self) {
        self.settings.forget();
        self.generation += 1;
        let uris: Vec<String> = self.open.keys().cloned().collect();
        let before = std::mem::take(&mut self.broken);
        for uri in &uris {
            let path = self.open.get(uri).and_then(|open| open.document.path.clone());
            self.options(path.as_deref());
            if let Some(open) = self.open.get_mut(uri) {
                open.checked = None;
            }
        }
        self.tell_faults();
        for fixed in before.difference(&self.broken.clone()) {
            if !self.open.contains_key(fixed) {
                self.publish(fixed, None, &[]);
            }
        }
        if self.client.pulls {
            if self.client.refreshes_diagnostics {
                self.call("workspace/diagnostic/refresh", Value::Null);
            }
        } else {
            for uri in uris {
                self.want_check(&uri);
            }
        }
    }

    /// Tells what is wrong with configurations that were met.
    fn tell_faults(&mut self) {
        for fault in self.settings.take_faults() {
            match fault {
                Fault::Unreadable(why) => {
                    self.notify("window/showMessage", json!({ "type": 2, "message": why }));
                }
                Fault::Wrong(checked) => {
                    let uri = uri_of(&absolute(Path::new(checked.source.name())));
                    let first = &checked.findings[0];
                    let line = checked.source.line_of(first.span.start);
                    if self.open.contains_key(&uri) {
                        // Its own diagnostics tell.
                    } else if self.client.pulls {
                        let message = format!(
                            "{}:{line}: {}; until it is put right, the last settings without mistakes stay in force",
                            checked.source.name(),
                            first.message
                        );
                        self.notify("window/showMessage", json!({ "type": 2, "message": message }));
                    } else {
                        let client = Arc::clone(&self.client);
                        let items = diagnostics::all(&checked, &uri, &client);
                        self.publish(&uri, None, &items);
                        self.broken.insert(uri);
                    }
                }
            }
        }
    }
}

/// Checks a text; `None` for one that is too large to be looked at.
fn look(wanted: &Wanted) -> Option<Checked> {
    let source = wanted.snapshot.source.as_deref()?;
    let bytes = source.text().as_bytes().to_vec();
    if wanted.role == Role::Config {
        let source = crate::source::Source::new(source.name(), bytes).ok()?;
        let (_, findings) = config::read(&source);
        return Some(Checked {
            source,
            findings,
            omitted: Tally::default(),
        });
    }
    check(source.name(), bytes, &wanted.options).ok()
}

/// The text is another by now; the client is to ask again.
fn outdated() -> ResponseError {
    ResponseError {
        code: ErrorCode::ServerCancelled as i32,
        message: "the text has changed".to_owned(),
        data: Some(json!({ "retriggerRequest": true })),
    }
}

/// Whether a process is known to have ended.
fn is_gone(id: u32) -> bool {
    cfg!(target_os = "linux")
        && Path::new("/proc/self").exists()
        && !Path::new(&format!("/proc/{id}")).exists()
}
