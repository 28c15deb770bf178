//! As much of an editor as a language server needs.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde_json::{Value, json};

use super::Folder;

pub struct Server {
    child: Child,
    messages: Receiver<Value>,
    settings: Value,
    root: String,
    requests: u64,
}

impl Server {
    /// A server with its settings, in `folder`.
    pub fn start(folder: &Folder, program: &Path, arguments: &[&str], settings: Value) -> Self {
        let mut child = folder
            .command(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self {
            child,
            messages,
            settings,
            root: format!("file://{}", folder.0.display()),
            requests: 0,
        };
        let root = server.root.clone();
        let settings = server.settings.clone();
        server.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "work"}],
                "initializationOptions": settings,
                "capabilities": {"workspace": {"configuration": true, "workspaceFolders": true}},
            }),
        );
        server.notify("initialized", json!({}));
        if !settings.is_null() {
            server.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        }
        server
    }

    pub fn uri(&self, file: &str) -> String {
        let mut uri = format!("{}/", self.root);
        for byte in file.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                uri.push(byte.into());
            } else {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        uri
    }

    /// What there is to say about a file that is opened.
    pub fn open(&mut self, file: &str, language: &str, text: &str) -> Vec<Value> {
        let uri = self.uri(file);
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
        loop {
            let message = self.receive();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri {
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let mut message = self.receive();
            if message["id"] == id && message["method"].is_null() {
                return message["result"].take();
            }
        }
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let stdin = self.child.stdin.as_mut().unwrap();
        write!(stdin, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        stdin.flush().unwrap();
    }

    /// The next message; what the server asks is answered first.
    fn receive(&mut self) -> Value {
        let message = self.messages.recv_timeout(Duration::from_mins(1)).unwrap();
        if !message["id"].is_null() && !message["method"].is_null() {
            let items = message["params"]["items"].as_array();
            let section = |item: &Value| match item["section"].as_str() {
                Some(name) => self.settings.get(name).cloned().unwrap_or_default(),
                None => self.settings.clone(),
            };
            let result = items.map_or(Value::Null, |items| items.iter().map(section).collect());
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
        }
        message
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(from: &mut impl BufRead) -> Option<Value> {
    let mut len = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            len = value.trim().parse().ok()?;
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut bytes = vec![0; len];
    from.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
