//! The program itself, over its standard input and output, with clients that are rude.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

struct Program {
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<Value>,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_amplint"))
            .args(["server", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (sender, said) = channel();
        thread::spawn(move || {
            loop {
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if out.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                    length = line
                        .trim()
                        .strip_prefix("Content-Length: ")
                        .unwrap()
                        .parse()
                        .unwrap();
                }
                let mut body = vec![0; length];
                out.read_exact(&mut body).unwrap();
                if sender.send(serde_json::from_slice(&body).unwrap()).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, said }
    }

    fn raw(&mut self, text: &str) {
        self.input.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    fn call(&mut self, id: i64, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
    }

    /// The next message that `wanted` accepts.
    fn hear(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.said.recv_timeout(Duration::from_mins(1)).unwrap();
            if wanted(&message) {
                return message;
            }
        }
    }

    fn begin(&mut self) {
        self.call(0, "initialize", json!({ "capabilities": {} }));
        self.hear(|it| it["id"] == 0);
        self.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    }

    /// The code with which it ends, which it does soon.
    fn code(&mut self) -> i32 {
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap();
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().unwrap();
        panic!("it does not end");
    }
}

#[test]
fn it_starts_and_ends_as_the_protocol_wants() {
    let mut program = Program::start();
    program.call(1, "textDocument/hover", json!({}));
    assert_eq!(program.hear(|it| it["id"] == 1)["error"]["code"], -32002);
    program.begin();
    program.call(2, "shutdown", Value::Null);
    assert_eq!(program.hear(|it| it["id"] == 2)["result"], Value::Null);
    program.call(3, "textDocument/hover", json!({}));
    assert_eq!(program.hear(|it| it["id"] == 3)["error"]["code"], -32600);
    program.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(program.code(), 0);
}

#[test]
fn it_ends_when_the_client_is_gone() {
    for begun in [false, true] {
        let mut program = Program::start();
        if begun {
            program.begin();
        }
        program.input = None;
        assert_eq!(program.code(), 1);
    }
    let mut program = Program::start();
    program.begin();
    program.raw("Content-Length: 1000\r\n\r\n{\"half\":");
    program.input = None;
    assert_eq!(program.code(), 1);
}

#[test]
fn rubbish_costs_one_answer() {
    let mut program = Program::start();
    program.begin();
    for rubbish in ["{", "[]", "null", "{\"jsonrpc\":\"2.0\"}", "\u{0}"] {
        program.raw(&format!("Content-Length: {}\r\n\r\n{rubbish}", rubbish.len()));
        let code =
            program.hear(|it| it["id"].is_null() && it.get("error").is_some())["error"]["code"].as_i64();
        assert!(matches!(code, Some(-32700 | -32600)), "{rubbish}: {code:?}");
    }
    program.raw("Content-Length: x\r\n\r\n");
    program.hear(|it| it["error"]["code"] == -32700);
    program.call(7, "workspace/symbol", json!({ "query": "" }));
    assert_eq!(program.hear(|it| it["id"] == 7)["result"], json!([]));
}

#[test]
fn a_client_that_stops_reading_and_a_large_file_do_no_harm() {
    let mut text = String::from("specVersion: 1.0.0\nintegrations:\n");
    while text.len() < 5 << 20 {
        text.push_str("  - name: crm\n    provider: hubspot\n    read:\n      objects:\n        - objectName: contacts\n");
    }
    let mut program = Program::start();
    program.begin();
    let document = json!({ "uri": "file:///w/amp.yaml", "languageId": "yaml", "version": 1, "text": text });
    program.send(&json!({
        "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document },
    }));
    let at = json!({ "textDocument": { "uri": "file:///w/amp.yaml" }, "position": { "line": 3, "character": 14 } });
    for id in 1..20 {
        program.call(id, "textDocument/hover", at.clone());
    }
    // Nobody listens from here on.
    let (_, nobody) = channel();
    program.said = nobody;
    program.input = None;
    program.code();
}
