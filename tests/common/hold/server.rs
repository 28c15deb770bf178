//! A whole session of edits and requests: each request gets one answer, none of them a panic's, and at the end the server
//! has the client's text.

use std::collections::BTreeMap;
use std::time::Duration;

use amplint::server::{End, Memory};
use amplint::source::{Source, Unit};
use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

use super::{Outcome, built, ensure};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most steps of a session.
const STEPS: usize = 24;

const REQUESTS: [&str; 14] = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/inlayHint",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/documentLink",
    "textDocument/diagnostic",
];

pub fn holds(bytes: &[u8]) -> Outcome {
    let mut choices = Unstructured::new(bytes);
    let mut session = Session::start();
    // What the input has no more words for ends the session.
    let _ = session.steps(&mut choices);
    session.finish()
}

struct Session {
    server: Memory,
    next: i64,
    /// Requests, and how often each was answered.
    asked: BTreeMap<i64, (&'static str, usize)>,
    texts: BTreeMap<&'static str, (i64, String)>,
    fault: Option<String>,
}

impl Session {
    fn start() -> Self {
        let mut session = Self {
            server: Memory::start(),
            next: 0,
            asked: BTreeMap::new(),
            texts: BTreeMap::new(),
            fault: None,
        };
        let able = json!({
            "general": { "positionEncodings": ["utf-8"] },
            "textDocument": { "diagnostic": {}, "codeAction": { "codeActionLiteralSupport": {} } },
        });
        session.ask("initialize", json!({ "processId": null, "capabilities": able }));
        session.tell("initialized", json!({}));
        session
    }

    fn ask(&mut self, method: &'static str, params: Value) {
        self.next += 1;
        self.asked.insert(self.next, (method, 0));
        self.server
            .send(json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.hear(Duration::ZERO);
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.server
            .send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Takes what the server says until it is silent for so long; whether it said anything.
    fn hear(&mut self, most: Duration) -> bool {
        let mut any = false;
        while let Some(message) = self.server.next(if any { Duration::ZERO } else { most }) {
            any = true;
            if message.get("method").is_some() {
                continue;
            }
            let id = message["id"].as_i64().unwrap_or(-1);
            let code = message["error"]["code"].as_i64();
            match self.asked.get_mut(&id) {
                Some((method, times)) => {
                    *times += 1;
                    if *times > 1 || code == Some(-32603) {
                        self.fault = Some(format!("{method} is answered {times} times, now by {message}"));
                    }
                }
                None => self.fault = Some(format!("nobody asked for {message}")),
            }
        }
        any
    }

    fn steps(&mut self, choices: &mut Unstructured<'_>) -> Result<()> {
        for _ in 0..STEPS {
            if choices.is_empty() {
                break;
            }
            let uri = *choices.choose(&["untitled:amp.yaml", "file:///nowhere/amp.yaml"])?;
            match choices.int_in_range(0..=9)? {
                0 => self.open(uri, choices)?,
                1..=4 => self.edit(uri, choices)?,
                5 => {
                    if self.texts.remove(uri).is_some() {
                        self.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
                    }
                }
                6 => {
                    let id = choices.int_in_range(1..=self.next)?;
                    self.tell("$/cancelRequest", json!({ "id": id }));
                }
                _ => {
                    let method = *choices.choose(&REQUESTS)?;
                    let place = json!({ "line": choices.int_in_range(0..=40)?, "character": choices.int_in_range(0..=60)? });
                    let end = json!({ "line": choices.int_in_range(0..=40)?, "character": choices.int_in_range(0..=60)? });
                    let params = json!({
                        "textDocument": { "uri": uri }, "position": place, "positions": [place],
                        "range": { "start": place, "end": end }, "newName": "other",
                        "context": { "diagnostics": [], "includeDeclaration": true },
                    });
                    self.ask(method, params);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, uri: &'static str, choices: &mut Unstructured<'_>) -> Result<()> {
        if self.texts.contains_key(uri) {
            return Ok(());
        }
        let text = built::build(choices)?;
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.texts.insert(uri, (1, text));
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        Ok(())
    }

    /// One change, at characters that there are, as the client sees them.
    fn edit(&mut self, uri: &'static str, choices: &mut Unstructured<'_>) -> Result<()> {
        let Some((version, text)) = self.texts.get_mut(uri) else {
            return self.open(uri, choices);
        };
        let pieces = [
            "\n",
            "  - name: é😀\n",
            "\t",
            "\"",
            ": ",
            "- ",
            "oops",
            "{",
            "",
            "\r",
            "# amp:ignore\n",
            "    provider: hubspot\n",
        ];
        let new = *choices.choose(&pieces)?;
        let from = choices.int_in_range(0..=text.len())?;
        let length = choices.int_in_range(0..=30)?;
        let source = Source::new("", text.clone().into_bytes()).unwrap();
        let place = |at: usize| {
            let at = u32::try_from(text.floor_char_boundary(at)).unwrap();
            let (line, character) = source.line_column(at, Unit::Byte);
            // The protocol has no place between the two characters of a line break.
            let back = source.offset_of(line, character, Unit::Byte) as usize;
            (back, json!({ "line": line, "character": character }))
        };
        let ((start, from), (end, to)) = (place(from), place(from + length));
        text.replace_range(start..end.max(start), new);
        *version += 1;
        let change = json!({ "range": { "start": from, "end": to }, "text": new });
        let document = json!({ "uri": uri, "version": *version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        Ok(())
    }

    fn finish(mut self) -> Outcome {
        self.ask("shutdown", Value::Null);
        while self.asked.values().any(|&(_, times)| times == 0) && self.fault.is_none() {
            if !self.hear(PATIENCE) {
                let waiting = self.asked.values().filter(|(_, times)| *times == 0);
                let waiting: Vec<&str> = waiting.map(|(method, _)| *method).collect();
                return Err(format!("no answer to {waiting:?}"));
            }
        }
        self.tell("exit", Value::Null);
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let end = self.server.end();
        ensure!(end == Some(End::Orderly), "it ends as {end:?}");
        Ok(())
    }
}
