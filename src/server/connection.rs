//! Messages in and out, however bad they are: the one place that knows how they are framed.
//!
//! The message types are those of `lsp-server`. Its own reader ends with the first malformed message and believes
//! any `Content-Length`; this one skips what it can't read and says so, and bounds what it takes in and what it holds for
//! a client that has stopped reading.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use lsp_server::Message;
use serde_json::{Value, json};

/// The largest message that is read, in bytes.
pub(super) const MAX_MESSAGE: usize = 256 << 20;

/// The longest header line that is read, in bytes.
const MAX_HEADER: u64 = 4096;

/// How many bytes may wait for a client to read them.
pub(super) const MAX_WAITING: usize = 128 << 20;

/// What comes in.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none; with its id, where it has one.
    Malformed {
        /// The id, or null.
        id: Value,
        /// The code of the error.
        code: i32,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing more comes.
    End,
}

/// The way to the client. Never waits.
#[derive(Clone, Debug)]
pub struct Outbox {
    sender: Sender<Out>,
    waiting: Arc<AtomicUsize>,
}

#[derive(Debug)]
enum Out {
    Text(String),
    /// Everything before it has been written.
    Flushed(Sender<()>),
}

impl Outbox {
    /// Sends a message; whether there is still somebody who reads.
    #[must_use]
    pub fn send(&self, message: &Message) -> bool {
        self.send_value(message)
    }

    /// Answers a request whose id the message types have no place for.
    #[must_use]
    pub fn send_error(&self, id: &Value, code: i32, message: &str) -> bool {
        self.send_value(&json!({ "id": id, "error": { "code": code, "message": message } }))
    }

    fn send_value(&self, message: &impl serde::Serialize) -> bool {
        #[derive(serde::Serialize)]
        struct Versioned<'m, T> {
            jsonrpc: &'static str,
            #[serde(flatten)]
            message: &'m T,
        }
        let versioned = Versioned {
            jsonrpc: "2.0",
            message,
        };
        serde_json::to_string(&versioned).map_or(true, |text| self.send_text(text))
    }

    /// Sends a message that is JSON already.
    #[must_use]
    pub fn send_text(&self, text: String) -> bool {
        let waiting = self.waiting.fetch_add(text.len(), Ordering::Relaxed) + text.len();
        waiting <= MAX_WAITING && self.sender.send(Out::Text(text)).is_ok()
    }

    /// Waits until what was sent is written, or the client is gone; at most so long.
    pub fn flush(&self, most: std::time::Duration) {
        let (sender, receiver) = channel();
        if self.sender.send(Out::Flushed(sender)).is_ok() {
            let _ = receiver.recv_timeout(most);
        }
    }
}

/// An outbox whose messages go to `write`, in a thread of their own.
fn outbox(mut write: impl FnMut(&str) -> io::Result<()> + Send + 'static) -> Outbox {
    let (sender, receiver): (_, Receiver<Out>) = channel();
    let waiting = Arc::new(AtomicUsize::new(0));
    let left = Arc::clone(&waiting);
    thread::spawn(move || {
        for out in receiver {
            match out {
                Out::Text(text) => {
                    if write(&text).is_err() {
                        return;
                    }
                    left.fetch_sub(text.len(), Ordering::Relaxed);
                }
                Out::Flushed(sender) => {
                    let _ = sender.send(());
                }
            }
        }
    });
    Outbox { sender, waiting }
}

/// Reads from standard input and writes to standard output. What comes in is given to `take`, until that says that
/// nobody wants more.
pub(super) fn stdio(take: impl FnMut(Incoming) -> bool + Send + 'static) -> Outbox {
    thread::spawn(move || read_all(BufReader::with_capacity(1 << 16, io::stdin()), take));
    outbox(|text| {
        let mut out = io::stdout().lock();
        write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        out.flush()
    })
}

/// An outbox for a client in the same process, which gets each message as text.
pub(super) fn memory(sender: Sender<String>) -> Outbox {
    outbox(move |text| sender.send(text.to_owned()).map_err(io::Error::other))
}

/// Reads messages until there are no more.
pub(super) fn read_all(mut input: impl BufRead, mut take: impl FnMut(Incoming) -> bool) {
    loop {
        match read_frame(&mut input) {
            Ok(Some(bytes)) => {
                if !take(parse(&bytes)) {
                    return;
                }
            }
            Ok(None) => break,
            Err(Unreadable::Frame(why)) => {
                let malformed = Incoming::Malformed {
                    id: Value::Null,
                    code: -32700,
                    why,
                };
                if !take(malformed) {
                    return;
                }
            }
            Err(Unreadable::Input) => break,
        }
    }
    take(Incoming::End);
}

/// Why no message was read.
enum Unreadable {
    /// Its frame is wrong; what follows may be right again.
    Frame(String),
    /// The input is broken.
    Input,
}

impl From<io::Error> for Unreadable {
    fn from(_: io::Error) -> Self {
        Unreadable::Input
    }
}

/// The bytes of the next message; `None` at the end.
fn read_frame(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut length: Option<usize> = None;
    let mut wrong: Option<String> = None;
    let mut any = false;
    loop {
        let mut line = Vec::new();
        if input.take(MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            if let Some(why) = wrong {
                return Err(Unreadable::Frame(why));
            }
            match length {
                Some(length) => return read_body(input, length).map(Some),
                None if any => return Err(Unreadable::Frame("the message has no Content-Length".to_owned())),
                // A line break between two messages.
                None => continue,
            }
        }
        any = true;
        let Some((name, value)) = line.split_once(':') else {
            wrong = Some("a header has no colon".to_owned());
            continue;
        };
        if name.trim().eq_ignore_ascii_case("content-length") {
            match value.trim().parse() {
                Ok(number) => length = Some(number),
                Err(_) => wrong = Some("Content-Length is no number".to_owned()),
            }
        }
    }
}

fn read_body(input: &mut impl BufRead, length: usize) -> Result<Vec<u8>, Unreadable> {
    if length > MAX_MESSAGE {
        // It is gone over, so that what follows can be read.
        io::copy(&mut input.take(length as u64), &mut io::sink())?;
        return Err(Unreadable::Frame(format!(
            "the message is larger than {} MiB",
            MAX_MESSAGE >> 20
        )));
    }
    // As much as there is, not as much as is said to come.
    let mut body = Vec::new();
    let read = input.take(length as u64).read_to_end(&mut body)?;
    if read < length {
        return Err(Unreadable::Input);
    }
    Ok(body)
}

fn parse(bytes: &[u8]) -> Incoming {
    let malformed = |id, code, why: String| Incoming::Malformed { id, code, why };
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return malformed(Value::Null, -32700, format!("the message is not JSON: {error}")),
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    let is_call = value.get("method").is_some_and(Value::is_string);
    match serde_json::from_value(value) {
        // What has a method and an id of another type is taken for a notification by the message types.
        Ok(Message::Notification(_)) if !id.is_null() => malformed(
            Value::Null,
            -32600,
            "an id is a number of 32 bits or a text".to_owned(),
        ),
        Ok(message) => Incoming::Message(message),
        Err(_) if is_call => malformed(
            id,
            -32600,
            "the message is no request and no notification".to_owned(),
        ),
        Err(_) => malformed(id, -32600, "the message has no method".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut seen = Vec::new();
        read_all(text.as_bytes(), |incoming| {
            seen.push(match incoming {
                Incoming::Message(Message::Request(request)) => format!("request {}", request.method),
                Incoming::Message(Message::Notification(note)) => format!("note {}", note.method),
                Incoming::Message(Message::Response(_)) => "response".to_owned(),
                Incoming::Malformed { code, .. } => code.to_string(),
                Incoming::End => "end".to_owned(),
            });
            true
        });
        seen
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_is_wrong_costs_one_message() {
        let good = frame(r#"{"jsonrpc":"2.0","method":"a"}"#);
        let request = frame(r#"{"jsonrpc":"2.0","id":1,"method":"b","params":{}}"#);
        let text = [
            good.as_str(),
            &frame("{"),
            &frame("[]"),
            &frame(r#"{"id":1.5,"method":"c"}"#),
            "Content-Length: many\r\n\r\n",
            "X: y\r\n\r\n",
            "rubbish\r\n\r\n",
            "\r\n",
            &request,
            "Content-Length: 99\r\n\r\n{}",
        ]
        .concat();
        let expected = [
            "note a",
            "-32700",
            "-32600",
            "-32600",
            "-32700",
            "-32700",
            "-32700",
            "request b",
            "end",
        ];
        assert_eq!(read(&text), expected);
    }
}
