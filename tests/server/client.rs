//! A model of a client: it keeps its texts as the protocol says they change, and knows what it was told.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use amplint::server::Memory;
use serde_json::{Value, json};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Client {
    server: Memory,
    next: i64,
    /// The version of each text.
    versions: HashMap<String, i64>,
    /// The diagnostics that were published last, with their version.
    pub published: HashMap<String, (Option<i64>, Value)>,
    /// Notifications and requests of the server that came.
    pub heard: Vec<Value>,
    pub capabilities: Value,
}

/// What a client of today can do.
pub fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true,
                "tagSupport": { "valueSet": [1, 2] },
                "codeDescriptionSupport": true,
                "versionSupport": true,
            },
            "completion": { "completionItem": { "insertTextModeSupport": { "valueSet": [1, 2] } } },
            "codeAction": { "codeActionLiteralSupport": {}, "isPreferredSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown"] },
        },
    })
}

impl Client {
    pub fn start(capabilities: Value) -> Self {
        Self::start_in(capabilities, Value::Null)
    }

    pub fn start_in(capabilities: Value, folders: Value) -> Self {
        let mut client = Self {
            server: Memory::start(),
            next: 0,
            versions: HashMap::new(),
            published: HashMap::new(),
            heard: Vec::new(),
            capabilities: Value::Null,
        };
        let params = json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders });
        let result = client.request("initialize", params).unwrap();
        client.capabilities = result["capabilities"].clone();
        client.notify("initialized", json!({}));
        client
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        assert!(
            self.server
                .send(json!({ "jsonrpc": "2.0", "method": method, "params": params }))
        );
    }

    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let request = json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params });
        assert!(self.server.send(request));
        self.next
    }

    /// Waits for the answer of a request.
    pub fn finish(&mut self, id: i64) -> Result<Value, Value> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let Some(message) = self.server.next(Duration::from_millis(200)) else {
                continue;
            };
            if message.get("method").is_none() && message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.hear(message);
        }
        panic!("no answer to request {id}");
    }

    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.begin(method, params);
        self.finish(id)
    }

    fn hear(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            let version = message["params"]["version"].as_i64();
            self.published
                .insert(uri, (version, message["params"]["diagnostics"].clone()));
        }
        self.heard.push(message);
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.versions.insert(uri.to_owned(), 1);
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, changes: Value) {
        let version = self.versions.get_mut(uri).unwrap();
        *version += 1;
        let params =
            json!({ "textDocument": { "uri": uri, "version": *version }, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    pub fn close(&mut self, uri: &str) {
        self.versions.remove(uri);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The diagnostics of the newest text.
    pub fn diagnostics(&mut self, uri: &str) -> Value {
        if self.capabilities.get("diagnosticProvider").is_some() {
            let report = self.request(
                "textDocument/diagnostic",
                json!({ "textDocument": { "uri": uri } }),
            );
            return report.unwrap()["items"].clone();
        }
        let wanted = self.versions[uri];
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some((version, items)) = self.published.get(uri)
                && *version == Some(wanted)
            {
                return items.clone();
            }
            if let Some(message) = self.server.next(Duration::from_millis(200)) {
                self.hear(message);
            }
        }
        panic!("no diagnostics for version {wanted}");
    }

    /// Whether what has been heard comes to be as `wanted`.
    pub fn comes(&mut self, wanted: impl Fn(&Self) -> bool) -> bool {
        let until = Instant::now() + PATIENCE;
        while !wanted(self) {
            if Instant::now() >= until {
                return false;
            }
            if let Some(message) = self.server.next(Duration::from_millis(200)) {
                self.hear(message);
            }
        }
        true
    }

    /// Whether diagnostics of a version come that are as `wanted`.
    pub fn published_as(&mut self, uri: &str, version: i64, wanted: impl Fn(&Value) -> bool) -> bool {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some((of, items)) = self.published.get(uri)
                && *of == Some(version)
                && wanted(items)
            {
                return true;
            }
            if let Some(message) = self.server.next(Duration::from_millis(200)) {
                self.hear(message);
            }
        }
        false
    }

    pub fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Value {
        let params =
            json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        self.request(method, params).unwrap()
    }

    /// Says goodbye; how the server ends.
    pub fn stop(mut self) -> amplint::server::End {
        self.request("shutdown", Value::Null).unwrap();
        self.notify("exit", Value::Null);
        self.server.end().unwrap()
    }
}

/// The text after edits of the protocol, with columns in UTF-16.
pub fn edited(text: &str, edits: &Value) -> String {
    let source = amplint::source::Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap();
    let at = |position: &Value| {
        let number = |key: &str| u32::try_from(position[key].as_u64().unwrap()).unwrap();
        source.offset_of(number("line"), number("character"), amplint::source::Unit::Utf16) as usize
    };
    let mut parts: Vec<(usize, usize, String)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().unwrap().to_owned();
            (at(&range["start"]), at(&range["end"]), new)
        })
        .collect();
    parts.sort_by_key(|&(start, end, _)| (start, end));
    let mut out = text.to_owned();
    for (start, end, new) in parts.into_iter().rev() {
        out.replace_range(start..end, &new);
    }
    out
}

/// The edits of a workspace edit for one document.
pub fn edits_of<'v>(edit: &'v Value, uri: &str) -> &'v Value {
    if let Some(changes) = edit.get("changes") {
        return &changes[uri];
    }
    let changes = edit["documentChanges"].as_array().unwrap();
    let mine = changes
        .iter()
        .find(|change| change["textDocument"]["uri"] == uri)
        .unwrap();
    &mine["edits"]
}
