//! The language server: `amplint server`.
//!
//! One thread owns the state and answers nothing itself that takes time: checks and requests run in two workers on
//! snapshots, so that a check never keeps a completion waiting. A result for a text that is no longer the newest is
//! dropped; a cancelled request is answered at once; a panic costs one answer.

mod answers;
mod checks;
mod client;
mod connection;
mod diagnostics;
mod document;
mod event;
mod handle;
mod index;
mod lock;
mod markdown;
mod open;
mod requests;
mod state;
mod time;
mod work;

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use lsp_server::Message;

pub use connection::{Incoming, Outbox};
pub use event::End;
use event::Wake;
use state::State;

/// How many messages may wait to be looked at.
const WAITING: usize = 256;

/// How often it is looked whether the client's process is still there, and for changes that nobody tells of.
const TICK: Duration = Duration::from_secs(20);

/// Serves a client on standard input and output until it goes.
#[must_use]
pub fn run() -> End {
    let (sender, events) = events();
    let incoming = sender.clone();
    let outbox = connection::stdio(move |message| incoming.send(Wake::Incoming(message)).is_ok());
    let end = serve(&events, sender, outbox.clone());
    // What was answered last should get through, if anybody reads.
    outbox.flush(Duration::from_secs(1));
    end
}

fn events() -> (SyncSender<Wake>, Receiver<Wake>) {
    sync_channel(WAITING)
}

/// A server in this process, for tests: what it is sent goes in one end, what it says comes out of the other.
#[derive(Debug)]
pub struct Memory {
    sender: SyncSender<Wake>,
    said: Receiver<String>,
    thread: Option<std::thread::JoinHandle<End>>,
}

impl Memory {
    /// Starts one.
    #[must_use]
    pub fn start() -> Self {
        let (sender, events) = events();
        let (out, said): (Sender<String>, _) = channel();
        let outbox = connection::memory(out);
        let workers = sender.clone();
        let thread = std::thread::spawn(move || serve(&events, workers, outbox));
        Self {
            sender,
            said,
            thread: Some(thread),
        }
    }

    /// Sends it a message; whether it is still there.
    pub fn send(&self, message: serde_json::Value) -> bool {
        let incoming = serde_json::from_value(message).map_or(Incoming::End, Incoming::Message);
        self.sender.send(Wake::Incoming(incoming)).is_ok()
    }

    /// The next thing it says, if it says something in that time.
    #[must_use]
    pub fn next(&self, most: Duration) -> Option<serde_json::Value> {
        let text = self.said.recv_timeout(most).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// How it ended, once it has.
    #[must_use]
    pub fn end(mut self) -> Option<End> {
        drop(self.sender);
        self.thread.take()?.join().ok()
    }
}

/// Serves until the client goes.
fn serve(events: &Receiver<Wake>, sender: SyncSender<Wake>, outbox: Outbox) -> End {
    work::install_guard();
    let mut state = State::new(outbox, sender);
    loop {
        let event = match events.recv_timeout(TICK) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => {
                if !state.tick() {
                    return End::Abrupt;
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return End::Abrupt,
        };
        match event {
            Wake::Incoming(Incoming::End) => return state.end(),
            Wake::Incoming(Incoming::Malformed { id, code, why }) => state.malformed(&id, code, &why),
            Wake::Incoming(Incoming::Message(Message::Request(request))) => {
                let id = request.id.clone();
                if let Err(place) = work::guarded(|| state.request(request)) {
                    state.failed(id, &place);
                }
            }
            Wake::Incoming(Incoming::Message(Message::Response(response))) => State::response(&response),
            Wake::Incoming(Incoming::Message(Message::Notification(note))) => {
                if note.method == "exit" {
                    return state.end();
                }
                let method = note.method.clone();
                if let Err(place) = work::guarded(|| state.notification(note)) {
                    state::log(&format!("taking note of `{method}` panicked at {place}"));
                }
            }
            Wake::Done(done) => state.done(done),
        }
        if state.is_stuck() {
            return End::Abrupt;
        }
    }
}
