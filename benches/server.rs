//! The language server as an editor meets it, over standard input and output: how long it is from an edit to its
//! diagnostics, and from a question to its answer; its memory, and what it does while nothing is asked.
//! `cargo bench --bench server`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const URI: &str = "file:///bench/amp.yaml";

/// How often each thing is done.
const TIMES: usize = 60;

/// How many manifests are open where memory is measured.
const MANIFESTS: usize = 200;

/// How long nothing is asked where the processor time of that is measured.
const IDLE: Duration = Duration::from_mins(1);

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i64,
    version: i64,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_amplint"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut server = Self {
            child,
            input,
            output: BufReader::new(output),
            next: 0,
            version: 0,
        };
        let able = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } });
        server.ask("initialize", json!({ "capabilities": able }));
        server.tell("initialized", json!({}));
        server
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == id {
                return message["result"].clone();
            }
        }
    }

    fn diagnostics(&mut self) {
        loop {
            let message = self.read();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["version"] == self.version
            {
                return;
            }
        }
    }

    fn open(&mut self, text: &str) {
        self.version = 1;
        let document = json!({ "uri": URI, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.diagnostics();
    }

    fn edit(&mut self, line: usize, from: usize, to: usize, text: &str) {
        self.version += 1;
        let (start, end) = (
            json!({ "line": line, "character": from }),
            json!({ "line": line, "character": to }),
        );
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        let document = json!({ "uri": URI, "version": self.version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        self.diagnostics();
    }

    /// Milliseconds of processor time spent so far, where the system tells; it counts in ticks of 10 ms.
    fn processor_time(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
        let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some((user + system) * 10)
    }

    /// Resident memory in MiB, where the system tells.
    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn manifest(size: usize) -> String {
    let mut text = String::from("specVersion: 1.0.0\nintegrations:\n");
    let mut i = 0;
    while text.len() < size {
        text.push_str(&format!(
            "  - name: crm-{i}\n    provider: hubspot\n    read:\n      objects:\n        - objectName: contacts\n          destination: hook{}\n          schedule: \"*/30 * * * *\"\n          requiredFields:\n            - fieldName: email\n            - fieldName: phone\n",
            i % 7
        ));
        i += 1;
    }
    text
}

fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 95 / 100]
}

fn main() {
    println!("{:<34}{:>10}{:>10}", "p95, milliseconds", "50 KB", "500 KB");
    let mut rows: Vec<(&str, Vec<f64>)> = Vec::new();
    let mut row = |name: &'static str, size: usize, time: f64| {
        if size == 50_000 {
            rows.push((name, vec![time]));
        } else if let Some((_, times)) = rows.iter_mut().find(|(it, _)| *it == name) {
            times.push(time);
        }
    };
    for size in [50_000, 500_000] {
        let text = manifest(size);
        let lines = text.lines().count();
        let mut server = Server::start();
        server.open(&text);
        // An integration in the middle; its lines are ten.
        let base = 2 + lines / 20 * 10;
        let timed = |server: &mut Server, work: &mut dyn FnMut(&mut Server, usize)| {
            let mut times = Vec::new();
            for i in 0..TIMES {
                let start = Instant::now();
                work(server, i);
                times.push(start.elapsed().as_secs_f64() * 1000.0);
            }
            p95(times)
        };
        let time = timed(&mut server, &mut |server, i| {
            server.edit(
                base,
                10,
                if i == 0 { 10 } else { 11 },
                if i % 2 == 0 { "x" } else { "y" },
            );
        });
        row("edit to diagnostics, clean", size, time);
        let time = timed(&mut server, &mut |server, i| {
            if i % 2 == 0 {
                server.edit(base + 6, 10, 34, "sched");
            } else {
                server.edit(base + 6, 10, 15, "schedule: \"*/30 * * * *\"");
            }
        });
        row("edit to diagnostics, half a key", size, time);
        let time = timed(&mut server, &mut |server, i| {
            if i % 2 == 0 {
                server.edit(base + 7, 0, 0, "oops");
            } else {
                server.edit(base + 7, 0, 4, "");
            }
        });
        row("edit to diagnostics, a bare word", size, time);
        let document = json!({ "uri": URI });
        let at = |line: usize, character: usize| json!({ "textDocument": document, "position": { "line": line, "character": character } });
        for (name, line, column) in [
            ("completion of a provider", 1, 14),
            ("completion of a field", 8, 25),
        ] {
            let time = timed(&mut server, &mut |server, _| {
                server.ask("textDocument/completion", at(base + line, column));
            });
            row(name, size, time);
        }
        let time = timed(&mut server, &mut |server, _| {
            server.ask("textDocument/hover", at(base + 4, 26));
        });
        row("hover", size, time);
        let range = json!({ "start": { "line": base + 4, "character": 10 }, "end": { "line": base + 5, "character": 30 } });
        let time = timed(&mut server, &mut |server, _| {
            let context = json!({ "diagnostics": [], "only": ["quickfix"] });
            let params = json!({ "textDocument": document, "range": range, "context": context });
            server.ask("textDocument/codeAction", params);
        });
        row("code action", size, time);
    }
    for (name, times) in rows {
        println!(
            "{name:<34}{:>10.1}{:>10.1}",
            times[0],
            times.get(1).copied().unwrap_or(f64::NAN)
        );
    }
    memory_and_idleness();
}

/// What many open manifests take, and what it does while nothing is asked.
fn memory_and_idleness() {
    let mut server = Server::start();
    for i in 0..MANIFESTS {
        // From 5 to 10 KB.
        let text = manifest(5_000 + 5_000 * i / (MANIFESTS - 1));
        let document = json!({ "uri": format!("file:///bench/{i}/amp.yaml"), "languageId": "yaml", "version": 1, "text": text });
        server.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }
    server.ask("workspace/symbol", json!({ "query": "" }));
    if let Some(memory) = server.memory() {
        println!("{MANIFESTS} manifests of 5 to 10 KB open: {memory} MiB");
    }
    for i in 0..MANIFESTS {
        let at = json!({ "textDocument": { "uri": format!("file:///bench/{i}/amp.yaml") }, "position": { "line": 8, "character": 25 } });
        for question in ["hover", "completion", "documentSymbol"] {
            server.ask(&format!("textDocument/{question}"), at.clone());
        }
    }
    if let Some(memory) = server.memory() {
        println!("after three questions about each: {memory} MiB");
    }
    if let Some(before) = server.processor_time() {
        std::thread::sleep(IDLE);
        let spent = server.processor_time().unwrap_or(before) - before;
        println!(
            "processor time of {} s without a message: {spent} ms",
            IDLE.as_secs()
        );
    }
}
