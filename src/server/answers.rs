//! The thread that answers requests. What it has read of a text it keeps until it is asked about another one, so that
//! the dozen things that editors ask after each key pressed cost one reading.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread;

use lsp_server::{ErrorCode, RequestId, ResponseError};
use serde_json::Value;

use super::event::{Done, Wake};
use super::requests::{Answer, Basis, From, ReadText};
use super::work::guarded;
use crate::check::read_document_unless;
use crate::manifest;
use crate::source::Source;

/// The thread that answers requests, one after the other.
#[derive(Debug)]
pub(super) struct AnswerThread {
    sender: Sender<Question>,
}

#[derive(Debug)]
struct Question {
    id: RequestId,
    from: From,
    ask: Basis,
    params: Value,
}

impl Question {
    /// The text it is about, where it is to be read.
    fn source(&self) -> Option<Arc<Source>> {
        self.ask.source()?;
        self.ask.snapshot.as_ref()?.source.clone()
    }

    /// Which reading serves it.
    fn reading(&self) -> Option<(u64, u64)> {
        let snapshot = self.ask.snapshot.as_ref()?;
        Some((snapshot.revision, self.ask.generation))
    }
}

impl AnswerThread {
    /// Starts one that tells `events` what it has done.
    pub(super) fn start(events: SyncSender<Wake>) -> Self {
        let (sender, questions) = channel();
        thread::spawn(move || {
            let mut next = questions.recv().ok();
            while let Some(question) = next {
                next = serve(question, &questions, &events);
            }
        });
        Self { sender }
    }

    /// Answers a request when those before it are answered.
    pub(super) fn answer(&self, id: RequestId, from: From, ask: Basis, params: Value) {
        // The thread ends only with the program.
        let _ = self.sender.send(Question {
            id,
            from,
            ask,
            params,
        });
    }
}

/// Answers `question` and those that follow as long as they need no other reading; the first that does.
fn serve(question: Question, questions: &Receiver<Question>, events: &SyncSender<Wake>) -> Option<Question> {
    let tell = |done: Done| events.send(Wake::Done(done)).is_ok();
    let (From::Read(_), Some(source)) = (question.from, question.source()) else {
        return tell(answered(question, None))
            .then(|| questions.recv().ok())
            .flatten();
    };
    let reading = question.reading();
    let (options, cancelled) = (question.ask.options.clone(), question.ask.cancelled.clone());
    let document = guarded(|| read_document_unless(&source, &options, &|| cancelled.is_set()));
    let document = match document {
        Ok(Some(document)) => document,
        // It was cancelled, so it is answered.
        Ok(None) => return questions.recv().ok(),
        Err(place) => {
            return tell(Done::Answer(question.id, Err(panicked(&place))))
                .then(|| questions.recv().ok())
                .flatten();
        }
    };
    let manifest = match guarded(|| manifest::read(&document)) {
        Ok(manifest) => manifest,
        Err(place) => {
            return tell(Done::Answer(question.id, Err(panicked(&place))))
                .then(|| questions.recv().ok())
                .flatten();
        }
    };
    let read = ReadText {
        source: &source,
        document: &document,
        manifest: &manifest,
    };
    let mut next = question;
    loop {
        if !tell(answered(next, Some(read))) {
            return None;
        }
        next = questions.recv().ok()?;
        if matches!(next.from, From::Read(_)) && next.reading() != reading {
            return Some(next);
        }
    }
}

/// The answer to a question.
fn answered(question: Question, read: Option<ReadText<'_>>) -> Done {
    let Question {
        id,
        from,
        ask,
        params,
    } = question;
    if ask.cancelled.is_set() {
        return Done::Other(Ok(()));
    }
    let answer = guarded(|| -> Answer {
        match (from, read) {
            (From::Text(answer), _) => answer(&ask, params),
            (From::Read(answer), Some(read)) => answer(&ask, read, params),
            // Of what is no manifest there is nothing to say.
            (From::Read(_), None) => Ok(Value::Null),
        }
    });
    Done::Answer(id, answer.unwrap_or_else(|place| Err(panicked(&place))))
}

fn panicked(place: &str) -> ResponseError {
    ResponseError {
        code: ErrorCode::InternalError as i32,
        message: format!("panicked at {place}"),
        data: None,
    }
}
